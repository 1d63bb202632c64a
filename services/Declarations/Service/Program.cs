using Clearance.Hosting;
using Clearance.Messaging;
using Clearance.Declarations;

var builder = WebApplication.CreateBuilder(args);
builder.AddEdge();
builder.Services.AddMessaging();
builder.Services.AddDeclarations();

var app = builder.Build();
app.UseEdge();
app.MapDeclarations();
app.Run();
