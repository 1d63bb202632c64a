using Clearance.Hosting;
using Clearance.Messaging;
using Clearance.Releases;

if (args is ["--health", .. var rest])
{
    return await HealthProbe.RunAsync(rest);
}

var builder = WebApplication.CreateBuilder(args);
builder.AddEdge();
builder.Services.AddMessaging();
builder.Services.AddReleases();

var app = builder.Build();
app.UseEdge();
app.MapMessaging();
app.MapReleases();
await app.RunAsync();
return 0;
