using Clearance.Hosting;
using Clearance.Messaging;
using Clearance.Payments;

var builder = WebApplication.CreateBuilder(args);
builder.AddEdge();
builder.Services.AddMessaging();
builder.Services.AddPayments();

var app = builder.Build();
app.UseEdge();
app.MapMessaging();
app.MapPayments();
app.Run();
