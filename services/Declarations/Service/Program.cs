using Clearance.Hosting;
using Clearance.Messaging;
using Clearance.Declarations;

if (args is ["--health", .. var rest])
{
    return await HealthProbe.RunAsync(rest);
}

var builder = WebApplication.CreateBuilder(args);
builder.AddEdge();
builder.Services.AddMessaging();
builder.Services.AddDeclarations();

var app = builder.Build();
app.UseEdge();
app.MapMessaging();
app.MapDeclarations();
await app.RunAsync();
return 0;
