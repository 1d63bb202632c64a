using Clearance.Complaints;
using Clearance.Hosting;
using Clearance.Messaging;

if (args is ["--health", .. var rest])
{
    return await HealthProbe.RunAsync(rest);
}

var builder = WebApplication.CreateBuilder(args);
builder.AddEdge();
builder.Services.AddMessaging();
builder.Services.AddComplaints();

var app = builder.Build();
app.UseEdge();
app.MapMessaging();
app.MapComplaints();
await app.RunAsync();
return 0;
