using Clearance.Hosting;
using Clearance.Messaging;
using Clearance.Payments;

if (args is ["--health", .. var rest])
{
    return await HealthProbe.RunAsync(rest);
}

var builder = WebApplication.CreateBuilder(args);
builder.AddEdge();
builder.Services.AddMessaging();
builder.Services.AddPayments();

var app = builder.Build();
app.UseEdge();
app.MapMessaging();
app.MapPayments();
await app.RunAsync();
return 0;
