using Clearance.Declarations;
using Clearance.Hosting;
using Clearance.Messaging;

return await ServiceProgram.RunAsync(args, builder =>
{
    builder.AddEdge();
    builder.Services.AddMessaging();
    builder.Services.AddDeclarations();

    var app = builder.Build();
    app.UseEdge();
    app.MapMessaging();
    app.MapDeclarations();
    return app;
});
