using System.Net;
using System.Net.Sockets;
using System.Text;
using Clearance.Contracts.Declaration.V1;
using Clearance.Contracts.Release.Events.V1;
using Clearance.Declarations.Notifications;
using Clearance.Kernel;
using Clearance.Testing;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Kind = Clearance.Contracts.Declaration.V1.Notification.Types.Kind;

namespace Clearance.Declarations.Tests;

/// <summary>Webhooks against real receivers: signed, in order per declaration, never lost, never in each other's way.</summary>
public sealed class WebhookTests(Window window) : IClassFixture<Window>
{
    private const string Log = $"enterprises/{Window.Agent}";

    private WebhookService.WebhookServiceClient Client => new(window.App.Grpc(Roles.Declarant, Window.Agent));

    private Timestamp Now => Timestamp.FromDateTimeOffset(window.App.Clock.GetUtcNow());

    [Fact]
    public async Task A_message_is_a_signed_cloud_event_with_the_notification_in_it()
    {
        await using var receiver = await Receiver.StartAsync();
        var endpoint = await CreateAsync(receiver, Kind.Accepted);
        var lodged = await window.LodgeAsync(Window.Form("BL-HOOK"));
        await window.App.PublishAsync(new GoodsArrived { Declaration = lodged.Name, OccurTime = Now, BillOfLading = "BL-HOOK" });

        var message = (await TakenAsync(receiver, 1))[0];

        Assert.True(message.IsSignedWith(endpoint.Secret));
        Assert.StartsWith("application/cloudevents+json", message.ContentType, StringComparison.Ordinal);
        Assert.Equal(("clearance.notification.accepted", lodged.Name), (message.Type, message.Subject));
        Assert.Equal(("1.0", message.Id), (message.Event["specversion"]!.GetValue<string>(), message.Event["id"]!.GetValue<string>()));
        Assert.Equal(lodged.DeclarationNumber, message.Event["data"]!["declarationNumber"]!.GetValue<string>());
        Assert.Empty((await Client.GetWebhookEndpointAsync(new GetWebhookEndpointRequest { Name = endpoint.Name })).Secret);

        var rotated = await Client.RotateWebhookSecretAsync(new RotateWebhookSecretRequest { Name = endpoint.Name });
        await window.LodgeAsync(Window.Form("BL-HOOK-2"));
        var second = (await TakenAsync(receiver, 2))[1];
        Assert.True(second.IsSignedWith(endpoint.Secret) && second.IsSignedWith(rotated.Secret));
        Assert.Equal("clearance.notification.accepted", second.Type);
        await DeleteAsync(endpoint);
    }

    [Fact]
    public async Task A_receiver_that_is_down_for_a_day_misses_nothing_and_gets_each_declaration_in_order()
    {
        await using var receiver = await Receiver.StartAsync();
        var isUp = false;
        receiver.Answer = _ => Task.FromResult(isUp ? 200 : 503);
        var endpoint = await CreateAsync(receiver);
        var names = new List<string>();
        foreach (var hour in Enumerable.Range(0, 24))
        {
            names.Add((await window.LodgeAsync(Window.Form($"BL-DAY-{hour}"))).Name);
            await window.App.PublishAsync(new GoodsArrived { Declaration = names[hour / 2], OccurTime = Now, BillOfLading = "BL-DAY" });
            await window.App.PublishAsync(new GoodsReleased { Declaration = names[hour / 2], OccurTime = Now, ReleaseCase = $"releaseCases/{hour}", Road = "TRADITIONAL" });
            window.App.Clock.Advance(TimeSpan.FromHours(1));
        }

        await Eventually.GetAsync(() => Task.FromResult(receiver.Asked), asked => asked >= 24);
        Assert.Empty(receiver.Taken);
        isUp = true;
        var expected = (await ReadAsync()).Where(entry => names.Contains(entry.Declaration)).ToArray();
        await Eventually.GetAsync(
            () =>
            {
                window.App.Clock.Advance(TimeSpan.FromMinutes(5));
                return Task.FromResult(receiver.Taken.Select(message => message.Id).Distinct().Count());
            },
            count => count == expected.Length,
            TimeSpan.FromSeconds(60));

        // Three of each, and a version of the five whose goods arrived on the day after, whose rates apply.
        Assert.Equal(72 + 5, expected.Length);
        foreach (var name in names)
        {
            Assert.Equal(
                expected.Where(entry => entry.Declaration == name).Select(entry => entry.Name),
                receiver.Taken.Where(message => message.Subject == name).Select(message => message.Id).Distinct());
        }

        await DeleteAsync(endpoint);
    }

    [Fact]
    public async Task Neither_a_slow_receiver_nor_a_bad_message_is_in_anybodys_way()
    {
        await using var good = await Receiver.StartAsync();
        await using var slow = await Receiver.StartAsync();
        await using var picky = await Receiver.StartAsync();
        var answer = new TaskCompletionSource<int>(TaskCreationOptions.RunContinuationsAsynchronously);
        slow.Answer = _ => answer.Task;
        var first = await window.LodgeAsync(Window.Form("BL-PICKED"));
        picky.Answer = message => Task.FromResult(message.Subject == first.Name ? 500 : 200);
        WebhookEndpoint[] endpoints = [await CreateAsync(slow), await CreateAsync(picky), await CreateAsync(good)];

        await window.App.PublishAsync(new GoodsArrived { Declaration = first.Name, OccurTime = Now, BillOfLading = "BL-PICKED" });
        await window.App.PublishAsync(new GoodsReleased { Declaration = first.Name, OccurTime = Now, ReleaseCase = "releaseCases/1", Road = "TRADITIONAL" });
        var second = await window.LodgeAsync(Window.Form("BL-OTHER"));

        var all = await TakenAsync(good, 3);
        Assert.Equal([second.Name], (await TakenAsync(picky, 1)).Select(message => message.Subject));
        Assert.Equal(2, all.Count(message => message.Subject == first.Name));
        Assert.Empty(slow.Taken);
        answer.SetResult(200);
        await DeleteAsync(endpoints);
    }

    [Fact]
    public async Task Attempts_are_listed_and_what_was_delivered_is_sent_again_on_demand()
    {
        await using var receiver = await Receiver.StartAsync();
        var endpoint = await CreateAsync(receiver);
        var start = Now;
        var lodged = await window.LodgeAsync(Window.Form("BL-AGAIN"));
        var id = (await TakenAsync(receiver, 1))[0].Id;

        await Client.RedeliverWebhookMessagesAsync(new RedeliverWebhookMessagesRequest { Name = endpoint.Name, Notification = id });
        Assert.Equal([id, id], (await TakenAsync(receiver, 2)).Select(message => message.Id));
        await Client.RedeliverWebhookMessagesAsync(new RedeliverWebhookMessagesRequest { Name = endpoint.Name, StartTime = start });
        await Eventually.GetAsync(() => Task.FromResult(receiver.Taken.Count(message => message.Subject == lodged.Name)), count => count == 3);

        var attempts = await Eventually.GetAsync(
            async () => (await Client.ListDeliveryAttemptsAsync(new ListDeliveryAttemptsRequest { Parent = endpoint.Name, PageSize = 200 })).Attempts,
            list => list.Count(attempt => attempt.Notification == id) == 3);
        Assert.All(attempts, attempt => Assert.Equal((200, 1, DeliveryAttempt.Types.Result.Delivered), (attempt.Status, attempt.Number, attempt.Result)));
        Assert.Equal(StatusCode.InvalidArgument, (await FaultAsync(() => Client.RedeliverWebhookMessagesAsync(new RedeliverWebhookMessagesRequest { Name = endpoint.Name }))).StatusCode);
        await DeleteAsync(endpoint);
    }

    [Fact]
    public async Task What_the_log_has_forgotten_is_told_as_expired_and_not_as_delivered()
    {
        await using var receiver = await Receiver.StartAsync();
        receiver.Answer = _ => Task.FromResult(503);
        var endpoint = await CreateAsync(receiver, Kind.Accepted);
        await window.LodgeAsync(Window.Form("BL-EXPIRED"));
        await Eventually.GetAsync(() => Task.FromResult(receiver.Asked), asked => asked > 0);
        await ChangeAsync(endpoint, disabled: true);
        receiver.Answer = _ => Task.FromResult(200);

        window.App.Clock.Advance(TimeSpan.FromDays(31));
        await Eventually.GetAsync(ReadAsync, log => log.Count == 0);
        await ChangeAsync(endpoint, disabled: false);

        var attempts = await Eventually.GetAsync(
            async () => (await Client.ListDeliveryAttemptsAsync(new ListDeliveryAttemptsRequest { Parent = endpoint.Name })).Attempts,
            list => list.Any(attempt => attempt.Result == DeliveryAttempt.Types.Result.Expired));
        var expired = Assert.Single(attempts, attempt => attempt.Result == DeliveryAttempt.Types.Result.Expired);
        var after = await Client.GetWebhookEndpointAsync(new GetWebhookEndpointRequest { Name = endpoint.Name });
        Assert.Equal((0, "The log did not keep the notification for so long; nothing was sent."), (expired.Status, expired.Error));
        Assert.Equal((0, null), (after.PendingCount, after.LastSuccessTime));
        Assert.Empty(receiver.Taken);
        await DeleteAsync(endpoint);
    }

    [Fact]
    public async Task No_secret_lies_readable_in_the_data_folder()
    {
        await using var receiver = await Receiver.StartAsync();
        var endpoint = await CreateAsync(receiver, Kind.ComplaintFiled);
        var rotated = await Client.RotateWebhookSecretAsync(new RotateWebhookSecretRequest { Name = endpoint.Name });
        string[] secrets = [endpoint.Secret, rotated.Secret];

        var files = Directory.GetFiles(window.App.Directory, "*", SearchOption.AllDirectories).Where(file => Path.GetFileName(file) != "lock").ToArray();

        Assert.Contains(files, file => file.EndsWith("declarations.db-wal", StringComparison.Ordinal) && new FileInfo(file).Length > 0);
        Assert.Contains(files, file => file.Contains($"{Path.DirectorySeparatorChar}keys{Path.DirectorySeparatorChar}key-", StringComparison.Ordinal));
        Assert.All(secrets, secret => Assert.StartsWith("whsec_", secret, StringComparison.Ordinal));
        Assert.All(files, file => Assert.All(secrets, secret => Assert.Equal(-1, BytesOf(file).AsSpan().IndexOf(Encoding.ASCII.GetBytes(secret["whsec_".Length..].TrimEnd('='))))));
        await DeleteAsync(endpoint);
    }

    [Fact]
    public async Task A_test_sends_a_ping_and_says_what_came_of_it_and_a_redirect_is_not_followed()
    {
        await using var receiver = await Receiver.StartAsync();
        var endpoint = await CreateAsync(receiver, Kind.ComplaintFiled);
        await ChangeAsync(endpoint, disabled: true);

        var tested = await Client.TestWebhookEndpointAsync(new TestWebhookEndpointRequest { Name = endpoint.Name });
        receiver.Answer = _ => Task.FromResult(302);
        var redirected = await Client.TestWebhookEndpointAsync(new TestWebhookEndpointRequest { Name = endpoint.Name });

        Assert.Equal((200, DeliveryAttempt.Types.Result.Delivered), (tested.Status, tested.Result));
        Assert.Equal("clearance.notification.ping", Assert.Single(receiver.Taken).Type);
        Assert.Equal((302, DeliveryAttempt.Types.Result.WillRetry), (redirected.Status, redirected.Result));
        Assert.Equal(2, receiver.Asked);
        await DeleteAsync(endpoint);
    }

    [Theory]
    [InlineData("http://receiver.example/")]
    [InlineData("https://10.1.2.3/")]
    [InlineData("https://[::1]/")]
    [InlineData("https://user:word@receiver.example/")]
    [InlineData("ftp://receiver.example/")]
    [InlineData("nothing")]
    public async Task A_URL_that_leads_inside_is_refused(string url)
    {
        var fault = await FaultAsync(() => Client.CreateWebhookEndpointAsync(
            new CreateWebhookEndpointRequest { Parent = Log, WebhookEndpoint = new WebhookEndpoint { Url = url } }));

        Assert.Equal((StatusCode.InvalidArgument, "URL_NOT_ALLOWED"), (fault.StatusCode, Errors.CodesOf(fault).Single()));
    }

    [Fact]
    public async Task A_name_that_leads_inside_is_not_connected_to()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var url = $"https://localhost:{((IPEndPoint)listener.LocalEndpoint).Port}/";
        var endpoint = await Client.CreateWebhookEndpointAsync(
            new CreateWebhookEndpointRequest { Parent = Log, WebhookEndpoint = new WebhookEndpoint { Url = url, Kinds = { Kind.ComplaintFiled } } });

        var tested = await Client.TestWebhookEndpointAsync(new TestWebhookEndpointRequest { Name = endpoint.Name });

        Assert.Equal((0, false), (tested.Status, listener.Pending()));
        await DeleteAsync(endpoint);
    }

    [Theory]
    [InlineData("8.8.8.8", true)]
    [InlineData("2606:4700:4700::1111", true)]
    [InlineData("0.0.0.0", false)]
    [InlineData("10.0.0.1", false)]
    [InlineData("100.64.0.1", false)]
    [InlineData("127.0.0.1", false)]
    [InlineData("169.254.169.254", false)]
    [InlineData("172.31.255.255", false)]
    [InlineData("192.168.1.1", false)]
    [InlineData("224.0.0.1", false)]
    [InlineData("255.255.255.255", false)]
    [InlineData("::1", false)]
    [InlineData("::", false)]
    [InlineData("::ffff:10.0.0.1", false)]
    [InlineData("64:ff9b::a00:1", false)]
    [InlineData("2002:a00:1::", false)]
    [InlineData("fc00::1", false)]
    [InlineData("fe80::1", false)]
    [InlineData("ff02::1", false)]
    public void Only_addresses_of_the_open_world_are_public(string address, bool isPublic) =>
        Assert.Equal(isPublic, WebhookAddresses.IsPublic(IPAddress.Parse(address)));

    [Fact]
    public async Task Another_enterprise_does_not_see_an_endpoint()
    {
        await using var receiver = await Receiver.StartAsync();
        var endpoint = await CreateAsync(receiver, Kind.ComplaintFiled);
        var stranger = new WebhookService.WebhookServiceClient(window.App.Grpc(Roles.Declarant, Window.Stranger));

        Assert.Equal(StatusCode.NotFound, (await FaultAsync(() => stranger.GetWebhookEndpointAsync(new GetWebhookEndpointRequest { Name = endpoint.Name }))).StatusCode);
        Assert.Equal(StatusCode.NotFound, (await FaultAsync(() => stranger.ListWebhookEndpointsAsync(new ListWebhookEndpointsRequest { Parent = Log }))).StatusCode);
        Assert.Equal(
            StatusCode.NotFound,
            (await FaultAsync(() => stranger.DeleteWebhookEndpointAsync(new DeleteWebhookEndpointRequest { Name = endpoint.Name.Replace(Window.Agent, Window.Stranger, StringComparison.Ordinal) }))).StatusCode);
        await DeleteAsync(endpoint);
        Assert.Equal(StatusCode.NotFound, (await FaultAsync(() => Client.GetWebhookEndpointAsync(new GetWebhookEndpointRequest { Name = endpoint.Name }))).StatusCode);
    }

    private Task<WebhookEndpoint> CreateAsync(Receiver receiver, params Kind[] kinds) => Client.CreateWebhookEndpointAsync(
        new CreateWebhookEndpointRequest { Parent = Log, WebhookEndpoint = new WebhookEndpoint { Url = receiver.Url, Kinds = { kinds } } }).ResponseAsync;

    private Task ChangeAsync(WebhookEndpoint endpoint, bool disabled) => Client.UpdateWebhookEndpointAsync(new UpdateWebhookEndpointRequest
    {
        WebhookEndpoint = new WebhookEndpoint { Name = endpoint.Name, Disabled = disabled },
        UpdateMask = FieldMask.FromString("disabled"),
    }).ResponseAsync;

    // The database is open: what SQLite holds of it no other may lock.
    private static byte[] BytesOf(string file)
    {
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        return bytes.ToArray();
    }

    private async Task DeleteAsync(params WebhookEndpoint[] endpoints)
    {
        foreach (var endpoint in endpoints)
        {
            await Client.DeleteWebhookEndpointAsync(new DeleteWebhookEndpointRequest { Name = endpoint.Name });
        }
    }

    private static async Task<Receiver.Message[]> TakenAsync(Receiver receiver, int count) =>
        await Eventually.GetAsync(() => Task.FromResult(receiver.Taken.ToArray()), taken => taken.Length == count);

    private async Task<List<Notification>> ReadAsync()
    {
        var client = new NotificationService.NotificationServiceClient(window.App.Grpc(Roles.Declarant, Window.Agent));
        var all = new List<Notification>();
        var request = new ListNotificationsRequest { Parent = Log, PageSize = 200 };
        do
        {
            var page = await client.ListNotificationsAsync(request);
            all.AddRange(page.Notifications);
            request.PageToken = page.NextPageToken;
        }
        while (request.PageToken.Length > 0);
        return all;
    }

    private static async Task<RpcException> FaultAsync<T>(Func<AsyncUnaryCall<T>> call) => await Assert.ThrowsAsync<RpcException>(() => call().ResponseAsync);
}
