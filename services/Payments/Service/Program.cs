using Clearance.Hosting;
using Clearance.Messaging;
using Clearance.Payments;

var builder = ServiceProgram.CreateBuilder(args);
builder.AddEdge();
builder.Services.AddMessaging();
builder.Services.AddPayments();

var app = builder.Build();
app.UseEdge();
app.MapMessaging();
app.MapPayments();
return await app.ServeAsync();
