using Clearance.Complaints;
using Clearance.Declarations;
using Clearance.Guarantees;
using Clearance.Hosting;
using Clearance.Messaging;
using Clearance.Payments;
using Clearance.Releases;

var builder = WebApplication.CreateBuilder(args);
builder.AddEdge();
builder.Services.AddMessaging();
builder.Services.AddDeclarations().AddPayments().AddGuarantees().AddReleases().AddComplaints();

var app = builder.Build();
app.UseEdge();
app.MapDeclarations().MapPayments().MapGuarantees().MapReleases().MapComplaints();
app.Run();
