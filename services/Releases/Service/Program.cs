using Clearance.Hosting;
using Clearance.Messaging;
using Clearance.Releases;

return await ServiceProgram.RunAsync(args, builder =>
{
    builder.AddEdge();
    builder.Services.AddMessaging();
    builder.Services.AddReleases();

    var app = builder.Build();
    app.UseEdge();
    app.MapMessaging();
    app.MapReleases();
    return app;
});
