using Clearance.Gateway;
using Clearance.Hosting;

return await ServiceProgram.RunAsync(args, GatewayApp.Build);
