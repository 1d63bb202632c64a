using Clearance.Contracts.Declaration.V1;
using Clearance.Contracts.Release.Events.V1;
using Clearance.Declarations.Domain.Notifications;
using Clearance.Kernel;
using Clearance.Testing;
using Google.Protobuf.WellKnownTypes;
using WebhookEndpoint = Clearance.Contracts.Declaration.V1.WebhookEndpoint;

namespace Clearance.Declarations.Tests;

/// <summary>Webhooks of two processes on one PostgreSQL: one of them delivers at a time, and the other goes on when it dies.</summary>
[Trait("Needs", "servers")]
public sealed class WebhookReplicaTests : IAsyncLifetime
{
    private const string Log = $"enterprises/{Window.Agent}";
    private static readonly TimeSpan s_lease = WebhookDecisions.LeaseTime + TimeSpan.FromSeconds(1);
    private readonly DirectoryInfo _keys = Directory.CreateTempSubdirectory("clearance-keys-");
    private Dictionary<string, string?> _settings = [];
    private TestDatabase _database = null!;
    private Window _one = null!;

    public async ValueTask InitializeAsync()
    {
        _database = await (await TestServers.PostgreSqlAsync()).NewDatabaseAsync("declarations");
        _settings = new(StringComparer.Ordinal)
        {
            ["Storage:Provider"] = "postgresql",
            ["Storage:ConnectionString"] = _database.ConnectionString,
            ["Webhooks:KeyRing"] = _keys.FullName,
            ["Webhooks:TimeoutSeconds"] = "30",
        };
        _one = new Window(_settings);
        await _one.InitializeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _database.DisposeAsync();
        _keys.Delete(recursive: true);
    }

    [Fact]
    public async Task While_both_live_each_message_comes_once_whoever_has_the_lease()
    {
        await using var receiver = await Receiver.StartAsync();
        await using var other = await Window.StartAsync(_one.App.Clock, _settings);
        ServiceApp[] both = [_one.App, other];
        var endpoint = await CreateAsync(receiver);
        foreach (var number in Enumerable.Range(0, 12))
        {
            // Through each in turn, and in the middle the lease runs out, so that both go for it.
            var lodged = await LodgeAsync(both[number % 2], $"BL-BOTH-{number}");
            await both[number % 2].PublishAsync(new GoodsArrived { Declaration = lodged.Name, OccurTime = Now, BillOfLading = $"BL-BOTH-{number}" });
            if (number % 3 == 2)
            {
                await DeliveredAsync(endpoint, 2 * (number + 1));
                _one.App.Clock.Advance(s_lease);
            }
        }

        var attempts = await DeliveredAsync(endpoint, 24);
        Assert.All(attempts, attempt => Assert.Equal((1, DeliveryAttempt.Types.Result.Delivered), (attempt.Number, attempt.Result)));
        Assert.Equal((24, 24), (receiver.Asked, receiver.Taken.Select(message => message.Id).Distinct().Count()));
        await _one.DisposeAsync();
    }

    [Fact]
    public async Task What_was_under_way_when_a_process_died_is_delivered_by_the_other_under_the_same_secret()
    {
        await using var receiver = await Receiver.StartAsync();
        var silence = new TaskCompletionSource<int>(TaskCreationOptions.RunContinuationsAsynchronously);
        receiver.Answer = _ => silence.Task;
        var endpoint = await CreateAsync(receiver);
        var declarations = new List<string>();
        for (var number = 0; number < 3; number++)
        {
            declarations.Add((await LodgeAsync(_one.App, $"BL-DEAD-{number}")).Name);
        }

        await Eventually.GetAsync(() => Task.FromResult(receiver.Asked), asked => asked == 3);
        await using var other = await Window.StartAsync(_one.App.Clock, _settings);

        // It goes without a report, as by SIGKILL; until its lease is over nobody may know that it will not come back.
        await _one.DisposeAsync();
        declarations.Add((await LodgeAsync(other, "BL-DEAD-3")).Name);
        silence.SetResult(503);
        receiver.Answer = _ => Task.FromResult(200);
        Assert.Empty(receiver.Taken);
        _one.App.Clock.Advance(s_lease);

        var taken = await Eventually.GetAsync(() => Task.FromResult(receiver.Taken.ToArray()), messages => messages.Length == 4);
        Assert.Equal(declarations.Order(), taken.Select(message => message.Subject).Order());
        Assert.All(taken, message => Assert.True(message.IsSignedWith(endpoint.Secret)));
        Assert.Equal(7, receiver.Asked);
    }

    private Timestamp Now => Timestamp.FromDateTimeOffset(_one.App.Clock.GetUtcNow());

    private Task<WebhookEndpoint> CreateAsync(Receiver receiver) => Client(_one.App).CreateWebhookEndpointAsync(
        new CreateWebhookEndpointRequest { Parent = Log, WebhookEndpoint = new WebhookEndpoint { Url = receiver.Url } }).ResponseAsync;

    private async Task<IReadOnlyList<DeliveryAttempt>> DeliveredAsync(WebhookEndpoint endpoint, int count) => await Eventually.GetAsync(
        async () => (await Client(_one.App).ListDeliveryAttemptsAsync(new ListDeliveryAttemptsRequest { Parent = endpoint.Name, PageSize = 200 })).Attempts,
        list => list.Count >= count);

    private static WebhookService.WebhookServiceClient Client(ServiceApp app) => new(app.Grpc(Roles.Declarant, Window.Agent));

    private static Task<Declaration> LodgeAsync(ServiceApp app, string bill) => new DeclarationService.DeclarationServiceClient(app.Grpc(Roles.Declarant, Window.Agent))
        .LodgeDeclarationAsync(new LodgeDeclarationRequest { Declaration = Window.Form(bill) }).ResponseAsync;
}
