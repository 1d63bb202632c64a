using Clearance.Guarantees;
using Clearance.Hosting;
using Clearance.Messaging;

var builder = WebApplication.CreateBuilder(args);
builder.AddEdge();
builder.Services.AddMessaging();
builder.Services.AddGuarantees();

var app = builder.Build();
app.UseEdge();
app.MapMessaging();
app.MapGuarantees();
app.Run();
