using Clearance.Engine.Storage;
using Clearance.Engine.Tests.Bank;
using Microsoft.Extensions.DependencyInjection;

namespace Clearance.Engine.Tests;

public abstract class OutboxTests(Provider provider) : EngineTests(provider)
{
    [Fact]
    public async Task What_is_on_its_way_is_not_sent_again_and_what_failed_is()
    {
        var transport = new Recorder { Failures = 1 };
        await using var app = await StartAsync(services: services =>
        {
            services.AddSingleton<ITransport>(transport);
            FaultyDatabase<BankDefinition>.Decorate(services, _ => null);
        });
        var database = (FaultyDatabase<BankDefinition>)app.Services.GetRequiredService<IDatabase<BankDefinition>>();

        await app.SendAsync("a", new Open("anna"));
        await app.SendAsync("a", new Deposit(1));

        // The first hand-over failed and is repeated by a scan; two more scans after that repeat nothing.
        await Probe.UntilAsync(() => transport.Sent.Count, sent => sent >= 2);
        var scans = database.Scans;
        await Probe.UntilAsync(() => database.Scans, count => count >= scans + 2);
        Assert.Equal(2, transport.Sent.Count);
        Assert.Equal(2, transport.Sent.Distinct().Count());
        Assert.Equal(2, app.Count("bank", "select count(*) from outbox"));
    }

    [Fact]
    public async Task Confirmed_rows_leave_the_outbox_even_when_nothing_else_happens()
    {
        await using var app = await StartAsync();

        await app.SendAsync("a", new Open("anna"));

        await Probe.UntilAsync(() => app.Count("bank", "select count(*) from outbox"), rows => rows == 0);
    }

    [Fact]
    public async Task More_events_than_the_window_holds_all_arrive()
    {
        using var gate = new Gate();
        await using var app = await StartAsync(auditAt: gate.At);
        await app.SendAsync("a", new Open("anna"));
        gate.Close();
        for (var i = 0; i < 5; i++)
        {
            await Task.WhenAll(Enumerable.Range(0, 1000).Select(_ => app.SendAsync("a", new Deposit(1))));
        }

        gate.Open();

        var tally = await Probe.UntilAsync(() => app.TallyAsync("anna"), tally => tally?.Count >= 5000);
        Assert.Equal((5000, 5000), (tally!.Sum, tally.Count));
    }

    /// <summary>A transport that confirms nothing.</summary>
    private sealed class Recorder : ITransport
    {
        public int Failures { get; set; }

        public List<Guid> Sent { get; } = [];

        public void Subscribe(string service, Func<Delivery, CancellationToken, ValueTask> deliver)
        {
        }

        public ValueTask PublishAsync(
            IReadOnlyList<EventBatch> batches, Action<IReadOnlyList<Guid>> confirmed, CancellationToken cancellationToken)
        {
            if (Failures-- > 0)
            {
                throw new IOException("The broker is away.");
            }

            Sent.AddRange(batches.Select(sent => sent.Id));
            return ValueTask.CompletedTask;
        }
    }
}

public sealed class SqliteOutboxTests() : OutboxTests(Provider.Sqlite);

[Trait("Needs", "servers")]
public sealed class PostgreSqlOutboxTests() : OutboxTests(Provider.PostgreSql);
