using Clearance.Hosting;
using Clearance.Messaging;
using Clearance.Payments;

return await ServiceProgram.RunAsync(args, builder =>
{
    builder.AddEdge();
    builder.Services.AddMessaging();
    builder.Services.AddPayments();

    var app = builder.Build();
    app.UseEdge();
    app.MapMessaging();
    app.MapPayments();
    return app;
});
