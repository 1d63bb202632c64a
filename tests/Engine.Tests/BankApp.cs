using System.Security.Cryptography;
using System.Text;
using Clearance.Engine.Loop;
using Clearance.Engine.Tests.Bank;
using Clearance.Kernel;
using Clearance.Messaging;
using Google.Protobuf.WellKnownTypes;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Clearance.Engine.Tests;

/// <summary>Bank and audit in one process, on files of their own, as the suite runs its services.</summary>
internal sealed class BankApp : IAsyncDisposable
{
    private readonly IHost _host;

    private BankApp(IHost host, string folder) => (_host, Folder) = (host, folder);

    public string Folder { get; }

    public IServiceProvider Services => _host.Services;

    public IEngine<BankDefinition> Bank => Services.GetRequiredService<IEngine<BankDefinition>>();

    public IReader<BankDefinition> Accounts => Services.GetRequiredService<IReader<BankDefinition>>();

    public IReader<AuditDefinition> Tallies => Services.GetRequiredService<IReader<AuditDefinition>>();

    public EngineHost<BankDefinition> BankHost => Services.GetRequiredService<EngineHost<BankDefinition>>();

    public EngineHost<AuditDefinition> AuditHost => Services.GetRequiredService<EngineHost<AuditDefinition>>();

    public IDeadLetters AuditLetters => Services.GetServices<IDeadLetters>().Single(letters => letters.Service == "audit");

    public static string NewFolder() => Path.Combine(Path.GetTempPath(), "engine-tests", Guid.CreateVersion7(TimeProvider.System.GetUtcNow()).ToString("N"));

    public static async Task<BankApp> StartAsync(
        string? folder = null,
        TimeProvider? clock = null,
        Action<IServiceCollection>? services = null,
        Action<Step>? bankAt = null,
        Action<Step>? auditAt = null)
    {
        folder ??= NewFolder();
        var builder = new HostApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.Configuration.AddInMemoryCollection([new("Storage:Directory", folder)]);
        builder.Logging.SetMinimumLevel(LogLevel.None);
        builder.Services.AddSingleton(clock ?? TimeProvider.System);
        builder.Services.AddSingleton(new EventRoutes([new(StringValue.Descriptor, "bank", ["audit"]), new(BoolValue.Descriptor, "bank", [])]));
        builder.Services.AddMessaging();
        builder.Services.AddEngine<BankDefinition, BankSqliteContext>();
        builder.Services.AddEngine<AuditDefinition, AuditSqliteContext>();
        services?.Invoke(builder.Services);
        var app = new BankApp(builder.Build(), folder);
        (app.BankHost.At, app.AuditHost.At) = (bankAt, auditAt);
        await app._host.StartAsync();
        return app;
    }

    /// <summary>A command with a request id and the content hash of its text.</summary>
    public static Command By(string subject, string? requestId = null, string content = "", string? enterprise = null)
    {
        var now = TimeProvider.System.GetUtcNow();
        var hash = requestId is null ? default : (ReadOnlyMemory<byte>)SHA256.HashData(Encoding.UTF8.GetBytes(content));
        return new Command(Guid.CreateVersion7(now), new Actor(subject, Roles.Declarant, enterprise), requestId, hash, now);
    }

    /// <summary>Sends to an account; the answer is its balance.</summary>
    public async Task<long> SendAsync(string key, AccountMessage message, Command? command = null) => (await Bank.SendAsync(
        Ledgers.Accounts,
        key,
        message,
        command ?? By("teller"),
        account => new Int64Value { Value = account.Balance },
        CancellationToken.None)).Value;

    /// <summary>The reason for which a message is refused.</summary>
    public async Task<string> RefusalOf(string key, AccountMessage message, Command? command = null) =>
        (await Assert.ThrowsAsync<RefusedException>(() => SendAsync(key, message, command))).Refusal.Reason;

    public async Task<Account?> AccountAsync(string key) => (await Accounts.FindAsync(Ledgers.Accounts, key, CancellationToken.None))?.State;

    public async Task<Tally?> TallyAsync(string key) => (await Tallies.FindAsync(Ledgers.Tallies, key, CancellationToken.None))?.State;

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        if (_host is IAsyncDisposable disposable)
        {
            await disposable.DisposeAsync();
        }
    }
}

/// <summary>Waits for what must come, not for a time.</summary>
internal static class Probe
{
    private static readonly TimeSpan s_deadline = TimeSpan.FromSeconds(20);

    public static async Task<T> UntilAsync<T>(Func<Task<T>> read, Func<T, bool> holds)
    {
        using var deadline = new CancellationTokenSource(s_deadline);
        while (true)
        {
            var value = await read();
            if (holds(value))
            {
                return value;
            }

            Assert.False(deadline.IsCancellationRequested, $"Still {value} after {s_deadline}.");
            await Task.Delay(5);
        }
    }
}
