using System.Security.Cryptography;
using System.Text;
using Clearance.Engine.Loop;
using Clearance.Engine.Tests.Bank;
using Clearance.Kernel;
using Clearance.Messaging;
using Google.Protobuf;
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

    private BankApp(IHost host, Place place) => (_host, Place) = (host, place);

    public Place Place { get; }

    public IServiceProvider Services => _host.Services;

    public IEngine<BankDefinition> Bank => Services.GetRequiredService<IEngine<BankDefinition>>();

    public IReader<BankDefinition> Accounts => Services.GetRequiredService<IReader<BankDefinition>>();

    public IReader<AuditDefinition> Tallies => Services.GetRequiredService<IReader<AuditDefinition>>();

    public EngineHost<BankDefinition> BankHost => Services.GetRequiredService<EngineHost<BankDefinition>>();

    public EngineHost<AuditDefinition> AuditHost => Services.GetRequiredService<EngineHost<AuditDefinition>>();

    private EngineLoop[] Loops => [BankHost.Loop, AuditHost.Loop];

    public static async Task<BankApp> StartAsync(
        Place place,
        TimeProvider? clock = null,
        Action<IServiceCollection>? services = null,
        Action<Step>? bankAt = null,
        Action<Step>? auditAt = null)
    {
        var builder = new HostApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.Configuration.AddInMemoryCollection([new("Storage:Directory", place.Folder), .. place.Settings]);
        builder.Logging.SetMinimumLevel(LogLevel.None);
        builder.Services.AddSingleton(clock ?? TimeProvider.System);
        builder.Services.AddSingleton(new EventRoutes([new(StringValue.Descriptor, "bank", ["audit"]), new(BoolValue.Descriptor, "bank", [])]));
        builder.Services.AddMessaging();
        builder.Services.AddEngine<BankDefinition, BankSqliteContext, BankPostgreSqlContext>();
        builder.Services.AddEngine<AuditDefinition, AuditSqliteContext, AuditPostgreSqlContext>();
        services?.Invoke(builder.Services);
        var app = new BankApp(builder.Build(), place);
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

    /// <summary>Hands an event to audit as the transport does; ends when it is settled.</summary>
    public static Task HearAsync(EngineHost<AuditDefinition> audit, string text, Guid id) => HearAsync(audit, id, (id, text));

    /// <summary>Hands a batch of events to audit as the transport does; ends when it is settled.</summary>
    public static async Task HearAsync(EngineHost<AuditDefinition> audit, Guid batch, params (Guid Id, string Text)[] events)
    {
        var settled = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        DeliveredEvent[] heard = [.. events.Select(next => new DeliveredEvent(new OutboxEvent(
            next.Id, StringValue.Descriptor.FullName, "accounts/x", new StringValue { Value = next.Text }.ToByteArray(), TimeProvider.System.GetUtcNow(), string.Empty)))];
        await audit.Loop.DeliverAsync(new Delivery(batch, heard, settled.SetResult), CancellationToken.None);
        await settled.Task.WaitAsync(TimeSpan.FromSeconds(60));
    }

    /// <inheritdoc cref="HearAsync(EngineHost{AuditDefinition}, string, Guid)"/>
    public Task HearAsync(string text, Guid id) => HearAsync(AuditHost, text, id);

    /// <inheritdoc cref="Place.Count"/>
    public long Count(string service, string sql) => Place.Count(service, sql);

    /// <summary>Changes one row of a service behind its back.</summary>
    public void Execute(string service, string sql) => Assert.Equal(1, Place.Execute(service, sql));

    /// <summary>Stops the process. A loop that has ended by itself is a failure of every test but those that kill it.</summary>
    public async ValueTask DisposeAsync()
    {
        var died = Loops.FirstOrDefault(loop => loop.Completion.IsFaulted)?.Completion.Exception?.InnerException;
        Assert.True(died is null or CrashException, $"A loop has ended: {died}");
        await _host.StopAsync();
        if (_host is IAsyncDisposable disposable)
        {
            await disposable.DisposeAsync();
        }
    }
}
