using Clearance.Guarantees;
using Clearance.Hosting;
using Clearance.Messaging;

var builder = ServiceProgram.CreateBuilder(args);
builder.AddEdge();
builder.Services.AddMessaging();
builder.Services.AddGuarantees();

var app = builder.Build();
app.UseEdge();
app.MapMessaging();
app.MapGuarantees();
return await app.ServeAsync();
