using System.Diagnostics;
using Clearance.Hosting;
using Clearance.Kernel;
using Microsoft.Extensions.Options;

namespace Clearance.Standalone;

/// <summary><c>serve</c>: runs the suite until it is asked to stop.</summary>
internal static class ServeVerb
{
    private static readonly TimeSpan FirstTokenLife = TimeSpan.FromHours(1);

    /// <summary>Runs it.</summary>
    public static async Task<int> RunAsync(Arguments arguments)
    {
        arguments.Knowing("urls", "data");
        var options = new SuiteOptions(Suite.UrlOf(arguments), arguments.Text("data") ?? Suite.UsualData) { Settings = arguments.Settings };
        await using var app = Suite.Build(options);
        await app.StartAsync();
        Console.WriteLine($"Clearance is up after {StartupTime().TotalSeconds:0.0} s · 通关服务已就绪");
        Console.WriteLine(Greeting(app, options.Data));
        await app.WaitForShutdownAsync();
        return 0;
    }

    /// <summary>Where to find what, and a first call that a stranger can paste.</summary>
    public static string Greeting(WebApplication app, string data)
    {
        var addresses = app.Services.GetRequiredService<Addresses>();
        var rest = addresses.Rest.ToString().TrimEnd('/');

        return $"""
              REST    {rest}/v1
              gRPC    {addresses.Grpc.ToString().TrimEnd('/')}
              docs    {rest}/docs   {rest}/openapi/v1.json
              health  {rest}{Suite.ReadyPath}
              data    {Path.GetFullPath(data)}
            {FirstCall(app.Services, rest)}
            """;
    }

    private static string FirstCall(IServiceProvider services, string rest)
    {
        if (services.GetRequiredService<IOptions<IdentityOptions>>().Value.IsExternal || services.GetRequiredService<LocalIssuer>() is not { CanIssue: true } issuer)
        {
            return "Tokens are issued elsewhere, see Identity:Authority or Identity:KeyFile.";
        }

        // The role may read tariffs and little else: the greeting lands in logs.
        var token = issuer.Issue("first-look", [Roles.Partner], null, FirstTokenLife);
        return $"""
            A first call (this token reads the tariff, for an hour; the verb 'token' makes others):
              curl -H 'Authorization: Bearer {token}' '{rest}/v1/tariffLines/8482102000?date=2018-10-23'
            """;
    }

    /// <summary>Time since the process began.</summary>
    public static TimeSpan StartupTime()
    {
        using var process = Process.GetCurrentProcess();
        return TimeProvider.System.GetUtcNow() - new DateTimeOffset(process.StartTime);
    }
}
