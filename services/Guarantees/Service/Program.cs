using Clearance.Guarantees;
using Clearance.Hosting;
using Clearance.Messaging;

return await ServiceProgram.RunAsync(args, builder =>
{
    builder.AddEdge();
    builder.Services.AddMessaging();
    builder.Services.AddGuarantees();

    var app = builder.Build();
    app.UseEdge();
    app.MapMessaging();
    app.MapGuarantees();
    return app;
});
