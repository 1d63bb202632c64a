using System.Globalization;
using Clearance.Hosting;
using Clearance.Messaging;
using Clearance.Standalone.Demo;

namespace Clearance.Standalone.Fleet;

/// <summary>
/// The other shape of the suite: the gateway and the five services as processes of their own on free loopback ports. Callers come in
/// through the gateway, by the same doors as Standalone's. On Linux the processes end with this one, even when it is killed.
/// </summary>
internal sealed class SeparateSuite : IAsyncDisposable
{
    private static readonly TimeSpan PauseBetweenWords = TimeSpan.FromSeconds(5);

    private readonly SeparateSuiteOptions options;
    private readonly List<Member> members = [];

    private SeparateSuite(SeparateSuiteOptions options) => this.options = options;

    /// <summary>Every process: the gateway first, then the services in the order of the flow, replicas behind each other.</summary>
    public IReadOnlyList<Member> Members => members;

    /// <summary>Address of REST, console and documents: the gateway's.</summary>
    public Uri Rest => members[0].Rest;

    /// <summary>Address of gRPC: the gateway's.</summary>
    public Uri Grpc => members[0].Grpc;

    /// <summary>Folder with the key of the local issuer: <see cref="LocalIssuer"/> signs tokens with it.</summary>
    public string Data => options.Data;

    /// <summary>A process by its name: <c>gateway</c>, <c>payments</c>; further replicas are <c>payments-2</c> and so on.</summary>
    public Member this[string name] => members.Find(member => member.Name == name)
        ?? throw new ArgumentException($"There is no process '{name}'. There are {string.Join(", ", members.Select(member => member.Name))}.", nameof(name));

    /// <summary>Makes the databases that are missing, starts every process and waits until all of them take work.</summary>
    /// <exception cref="InvalidOperationException">One of them ended; the message has its last lines.</exception>
    /// <exception cref="TimeoutException">They were not ready in time.</exception>
    public static async Task<SeparateSuite> StartAsync(SeparateSuiteOptions options, CancellationToken cancellationToken = default)
    {
        var suite = new SeparateSuite(options);
        try
        {
            await suite.PrepareAsync(cancellationToken);
            await suite.StartAllAsync(cancellationToken);
            return suite;
        }
        catch
        {
            await suite.DisposeAsync();
            throw;
        }
    }

    /// <summary>Opens the public doors, those of the gateway.</summary>
    public Doors OpenDoors() => new(Rest, Grpc);

    /// <summary>SIGKILL: no handler runs, nothing is flushed.</summary>
    public Task KillAsync(string name) => this[name].KillAsync();

    /// <summary>SIGTERM, and waits until the process has gone.</summary>
    public Task StopAsync(string name) => this[name].StopAsync(options.Patience);

    /// <summary>Stops a process in order, if it runs, starts it again on its ports and waits until it takes work and the gateway reaches it.</summary>
    public async Task RestartAsync(string name, CancellationToken cancellationToken = default)
    {
        await StopAsync(name);
        await StartAsync([this[name]], cancellationToken);
    }

    /// <summary>SIGKILL to every process at once, as when the machine goes down; <see cref="StartAllAsync"/> brings them back.</summary>
    public Task KillAllAsync() => Task.WhenAll(members.Select(member => member.KillAsync()));

    /// <summary>Starts whatever does not run, and waits until it takes work.</summary>
    public Task StartAllAsync(CancellationToken cancellationToken = default) => StartAsync([.. members.Where(member => !member.IsRunning)], cancellationToken);

    /// <summary>Restarts every process of the services one after the other, as an upgrade does; the gateway stays.</summary>
    public async Task RestartInTurnAsync(CancellationToken cancellationToken = default)
    {
        foreach (var member in members.Skip(1))
        {
            await RestartAsync(member.Name, cancellationToken);
            options.Say($"{member.Name} was restarted");
        }
    }

    /// <summary>Stops everything in order: first the gateway, so that nobody calls any more, then the services.</summary>
    public async Task StopAsync()
    {
        await members[0].StopAsync(options.Patience);
        await Task.WhenAll(members.Skip(1).Select(member => member.StopAsync(options.Patience)));
    }

    /// <summary>Kills what still runs.</summary>
    public async ValueTask DisposeAsync()
    {
        foreach (var member in members)
        {
            await member.DisposeAsync();
        }
    }

    private async Task PrepareAsync(CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(options.Data);
        var key = Path.Combine(options.Data, "identity", "verify.pem");
        using (var issuer = LocalIssuer.Open(options.Data))
        {
            // The processes verify tokens; only who holds the private key in the folder issues them.
            await File.WriteAllTextAsync(key, issuer.PublicPem, cancellationToken);
        }

        var ports = ServiceNames.All.ToDictionary(service => service, _ => Enumerable.Range(0, options.Replicas).Select(_ => PortPairs.Next()).ToArray(), StringComparer.Ordinal);
        var shared = new Dictionary<string, string>(options.Environment, StringComparer.Ordinal)
        {
            ["Identity__KeyFile"] = key,
            ["Logging__LogLevel__Default"] = options.LogLevel.ToString(),
        };
        members.Add(Make(ServiceBinaries.Gateway, 0, PortPairs.Next(), new(shared, StringComparer.Ordinal), GatewayRoutes(ports)));
        foreach (var service in ServiceNames.All)
        {
            var settings = await SettingsOfAsync(service, shared, ports, cancellationToken);
            members.AddRange(ports[service].Select((port, replica) => Make(service, replica, port, settings, [])));
        }
    }

    private async Task<Dictionary<string, string>> SettingsOfAsync(
        string service, Dictionary<string, string> shared, Dictionary<string, int[]> ports, CancellationToken cancellationToken)
    {
        var settings = new Dictionary<string, string>(shared, StringComparer.Ordinal) { ["Storage__Directory"] = Path.Combine(options.Data, service) };
        var database = options.Databases?[service]
            ?? (options.PostgreSql is { } server ? await ServiceDatabases.EnsureAsync(server, options.DatabasePrefix + service, cancellationToken) : null);
        if (database is not null)
        {
            (settings["Storage__Provider"], settings["Storage__ConnectionString"]) = ("postgresql", database);
        }

        if (options.RabbitMq is { } broker)
        {
            (settings["Bus__Transport"], settings["Bus__Url"]) = ("rabbitmq", broker);
        }

        if (service == ServiceNames.Declarations)
        {
            settings["Peers__Payments"] = string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{ports[ServiceNames.Payments][0] + 1}");
        }

        return settings;
    }

    private static List<string> GatewayRoutes(Dictionary<string, int[]> ports) =>
    [
        .. from service in ports
           from destination in service.Value.Select((port, replica) => (Port: port, Name: replica == 0 ? "one" : string.Create(CultureInfo.InvariantCulture, $"replica{replica + 1}")))
           select string.Create(CultureInfo.InvariantCulture, $"--ReverseProxy:Clusters:{service.Key}:Destinations:{destination.Name}:Address=http://127.0.0.1:{destination.Port + 1}"),
    ];

    private Member Make(string service, int replica, int port, Dictionary<string, string> settings, IEnumerable<string> typed) => new(
        replica == 0 ? service : string.Create(CultureInfo.InvariantCulture, $"{service}-{replica + 1}"),
        service,
        ServiceBinaries.Find(service, options.Services),
        port,
        settings,
        [.. typed, .. options.Settings]);

    private async Task StartAsync(IReadOnlyList<Member> starting, CancellationToken cancellationToken)
    {
        await Task.WhenAll(starting.Select(member => member.StartAsync()));
        await UntilReadyAsync(starting, cancellationToken);
    }

    private async Task UntilReadyAsync(IReadOnlyList<Member> starting, CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(options.Patience);
        var waits = starting.ToDictionary(member => member.UntilReadyAsync(patience.Token), member => member.Name);
        var telling = TellAsync(waits, patience.Token);
        try
        {
            await foreach (var wait in Task.WhenEach(waits.Keys))
            {
                await wait;
            }

            await members[0].UntilReachesAsync([.. starting.Skip(starting[0] == members[0] ? 1 : 0).Select(member => member.Service).Distinct()], patience.Token);
        }
        catch (OperationCanceledException late) when (!cancellationToken.IsCancellationRequested)
        {
            throw new TimeoutException($"After {options.Patience.TotalSeconds:0} s not ready: {Waiting(waits)}. {LastLines(starting)}", late);
        }
        finally
        {
            await patience.CancelAsync();
            await telling;
        }
    }

    private async Task TellAsync(Dictionary<Task, string> waits, CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(PauseBetweenWords);
        try
        {
            while (await timer.WaitForNextTickAsync(cancellationToken))
            {
                options.Say($"waiting for {Waiting(waits)}");
            }
        }
        catch (OperationCanceledException)
        {
            // All are ready, or the wait is over.
        }
    }

    private static string Waiting(Dictionary<Task, string> waits) =>
        string.Join(", ", waits.Where(wait => !wait.Key.IsCompletedSuccessfully).Select(wait => wait.Value));

    private static string LastLines(IEnumerable<Member> starting) =>
        string.Concat(starting.Where(member => member.Log.Count > 0).Select(member => $"\n{member.Name}:\n{string.Join('\n', member.Log)}"));
}
