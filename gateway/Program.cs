using Clearance.Gateway;
using Clearance.Hosting;

if (args is ["--health", .. var rest])
{
    return await HealthProbe.RunAsync(rest);
}

await GatewayApp.Build(new WebApplicationOptions { Args = args }).RunAsync();
return 0;
