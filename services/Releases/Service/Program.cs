using Clearance.Hosting;
using Clearance.Messaging;
using Clearance.Releases;

var builder = ServiceProgram.CreateBuilder(args);
builder.AddEdge();
builder.Services.AddMessaging();
builder.Services.AddReleases();

var app = builder.Build();
app.UseEdge();
app.MapMessaging();
app.MapReleases();
return await app.ServeAsync();
