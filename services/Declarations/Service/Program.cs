using Clearance.Declarations;
using Clearance.Hosting;
using Clearance.Messaging;

var builder = ServiceProgram.CreateBuilder(args);
builder.AddEdge();
builder.Services.AddMessaging();
builder.Services.AddDeclarations();

var app = builder.Build();
app.UseEdge();
app.MapMessaging();
app.MapDeclarations();
return await app.ServeAsync();
