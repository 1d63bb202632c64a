using System.Security.Cryptography;

namespace Clearance.Testing;

/// <summary>Servers from installed packages, by the script <c>tests/servers</c>.</summary>
internal sealed class NativeServers : IServerControl
{
    private static readonly string s_script = Path.Combine(Root(AppContext.BaseDirectory), "tests", "servers");
    private readonly string _directory;

    private NativeServers(string directory, IReadOnlyDictionary<string, string> settings)
    {
        _directory = directory;
        PostgreSql = new PostgreSqlServer(settings[TestServers.PostgreSqlSetting]);
        RabbitMq = new RabbitMqServer(new Uri(settings[TestServers.RabbitMqSetting]), new Uri(settings[TestServers.ManagementSetting]));
    }

    public PostgreSqlServer PostgreSql { get; }

    public RabbitMqServer RabbitMq { get; }

    /// <summary>What the machine lacks to start them; null if nothing.</summary>
    public static async Task<string?> MissingAsync()
    {
        try
        {
            await Command.RunAsync(s_script, "check");
            return null;
        }
        catch (CommandFailedException missing)
        {
            return missing.Message;
        }
    }

    public static async Task<NativeServers> StartAsync()
    {
        // tests/run names a folder and stops what is left in it, should this process die. It is short and below /tmp: the servers' own users must reach it.
        var parent = TestServers.Setting("CLEARANCE_TEST_SERVERS") ?? Path.GetTempPath();
        var directory = Path.Combine(parent, $"servers-{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(4))}");
        await Command.RunAsync(s_script, "start", directory);
        var settings = (await Command.RunAsync(s_script, "env", directory)).Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => line["export ".Length..].Split('=', 2))
            .ToDictionary(pair => pair[0], pair => pair[1].Trim('\''), StringComparer.Ordinal);
        return new NativeServers(directory, settings);
    }

    public Task DoAsync(ServerDeed deed, ServerKind server) =>
        Command.RunAsync(s_script, deed.ToString().ToLowerInvariant(), server.ToString().ToLowerInvariant(), _directory);

    public async ValueTask DisposeAsync() => await Command.RunAsync(s_script, "stop", _directory);

    private static string Root(string folder) => File.Exists(Path.Combine(folder, "Clearance.sln"))
        ? folder
        : Root(Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("Run the tests inside the checkout."));
}
