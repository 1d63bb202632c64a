using Clearance.Standalone;
using Clearance.Standalone.Bench;
using Clearance.Standalone.Demo;

try
{
    var arguments = Arguments.Parse(args);
    return arguments.Verb switch
    {
        "serve" => await ServeVerb.RunAsync(arguments),
        "demo" => await DemoVerb.RunAsync(arguments),
        "bench" => await BenchVerb.RunAsync(arguments),
        "token" => TokenVerb.Run(arguments),
        "key" => KeyVerb.Run(arguments),
        "tariff" => await ImportVerb.TariffAsync(arguments),
        "codes" => await ImportVerb.CodesAsync(arguments),
        "folder" => await FolderVerb.RunAsync(arguments),
        "health" => await HealthVerb.RunAsync(arguments),
        "help" => HelpVerb.Run(arguments),
        var other => throw new UsageException($"There is no verb '{other}'. The verbs are serve, demo, bench, token, key, tariff, codes, folder, --health and --help."),
    };
}
catch (UsageException mistake)
{
    Console.Error.WriteLine(mistake.Message);
    return 2;
}
