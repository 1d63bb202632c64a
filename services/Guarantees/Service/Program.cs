using Clearance.Hosting;
using Clearance.Messaging;
using Clearance.Guarantees;

var builder = WebApplication.CreateBuilder(args);
builder.AddEdge();
builder.Services.AddMessaging();
builder.Services.AddGuarantees();

var app = builder.Build();
app.UseEdge();
app.MapGuarantees();
app.Run();
