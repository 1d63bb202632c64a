using Clearance.Hosting;

var builder = WebApplication.CreateBuilder(args);
builder.AddEdge();
builder.Services.AddReverseProxy().LoadFromConfig(builder.Configuration.GetSection("ReverseProxy"));

var app = builder.Build();
app.UseEdge();
app.MapReverseProxy();
app.Run();
