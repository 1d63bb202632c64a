using Clearance.Gateway;

GatewayApp.Build(new WebApplicationOptions { Args = args }).Run();
