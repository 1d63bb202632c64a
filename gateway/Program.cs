using Clearance.Gateway;
using Clearance.Hosting;

return await GatewayApp.Build(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory }).ServeAsync();
