using Clearance.Guarantees;
using Clearance.Hosting;
using Clearance.Messaging;

if (args is ["--health", .. var rest])
{
    return await HealthProbe.RunAsync(rest);
}

var builder = WebApplication.CreateBuilder(args);
builder.AddEdge();
builder.Services.AddMessaging();
builder.Services.AddGuarantees();

var app = builder.Build();
app.UseEdge();
app.MapMessaging();
app.MapGuarantees();
await app.RunAsync();
return 0;
