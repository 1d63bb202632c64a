namespace Clearance.Testing;

/// <summary>A PostgreSQL and a RabbitMQ of one test's own, which it may kill, restart and cut off: native ones or containers.</summary>
public sealed class ServerPair : IAsyncDisposable
{
    private readonly IServerControl _control;

    private ServerPair(IServerControl control) => _control = control;

    /// <summary>Its PostgreSQL; the address stays over a restart.</summary>
    public PostgreSqlServer PostgreSql => _control.PostgreSql;

    /// <summary>Its RabbitMQ; the address stays over a restart.</summary>
    public RabbitMqServer RabbitMq => _control.RabbitMq;

    /// <summary>Starts both on the road that the shared servers take; skips the test where neither road is open.</summary>
    public static async Task<ServerPair> StartAsync()
    {
        TestServers.SkipIfEmbedded();

        // Servers from the environment mean: not containers. But they are shared, so a pair of its own is started.
        var native = TestServers.Setting(TestServers.PostgreSqlSetting) is not null || !await DockerEngine.AnswersAsync();
        if (native && await NativeServers.MissingAsync() is { } missing)
        {
            TestServers.SkipBecause(missing);
        }

        return new ServerPair(native ? await NativeServers.StartAsync() : await ContainerServers.StartAsync());
    }

    /// <summary>SIGKILL of all processes of a server.</summary>
    public Task KillAsync(ServerKind server) => _control.DoAsync(ServerDeed.Kill, server);

    /// <summary>Stops a server in an orderly way, if it runs, and starts it; returns when it answers.</summary>
    public async Task RestartAsync(ServerKind server)
    {
        await _control.DoAsync(ServerDeed.Restart, server);
        await (server == ServerKind.PostgreSql ? PostgreSql.UntilItAnswersAsync() : RabbitMq.UntilItAnswersAsync());
    }

    /// <summary>Holds all processes of a server: connections stay open and nobody answers, as when the network is cut.</summary>
    public Task PauseAsync(ServerKind server) => _control.DoAsync(ServerDeed.Pause, server);

    /// <summary>Lets a paused server go on.</summary>
    public Task ResumeAsync(ServerKind server) => _control.DoAsync(ServerDeed.Resume, server);

    /// <summary>Raises RabbitMQ's memory alarm: it stops reading from connections that publish, until <see cref="UnblockAsync"/>.</summary>
    public Task BlockAsync() => _control.DoAsync(ServerDeed.Block, ServerKind.RabbitMq);

    /// <summary>Takes the memory alarm back.</summary>
    public Task UnblockAsync() => _control.DoAsync(ServerDeed.Unblock, ServerKind.RabbitMq);

    /// <summary>Ends both and removes their data.</summary>
    public ValueTask DisposeAsync() => _control.DisposeAsync();
}

/// <summary>One of the two servers.</summary>
public enum ServerKind
{
    /// <summary>The database.</summary>
    PostgreSql,

    /// <summary>The broker.</summary>
    RabbitMq,
}

internal enum ServerDeed
{
    Kill,
    Restart,
    Pause,
    Resume,
    Block,
    Unblock,
}

internal interface IServerControl : IAsyncDisposable
{
    PostgreSqlServer PostgreSql { get; }

    RabbitMqServer RabbitMq { get; }

    Task DoAsync(ServerDeed deed, ServerKind server);
}
