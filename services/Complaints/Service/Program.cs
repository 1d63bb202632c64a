using Clearance.Complaints;
using Clearance.Hosting;
using Clearance.Messaging;

return await ServiceProgram.RunAsync(args, builder =>
{
    builder.AddEdge();
    builder.Services.AddMessaging();
    builder.Services.AddComplaints();

    var app = builder.Build();
    app.UseEdge();
    app.MapMessaging();
    app.MapComplaints();
    return app;
});
