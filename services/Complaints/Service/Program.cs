using Clearance.Complaints;
using Clearance.Hosting;
using Clearance.Messaging;

var builder = ServiceProgram.CreateBuilder(args);
builder.AddEdge();
builder.Services.AddMessaging();
builder.Services.AddComplaints();

var app = builder.Build();
app.UseEdge();
app.MapMessaging();
app.MapComplaints();
return await app.ServeAsync();
