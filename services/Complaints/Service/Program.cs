using Clearance.Hosting;
using Clearance.Messaging;
using Clearance.Complaints;

var builder = WebApplication.CreateBuilder(args);
builder.AddEdge();
builder.Services.AddMessaging();
builder.Services.AddComplaints();

var app = builder.Build();
app.UseEdge();
app.MapComplaints();
app.Run();
