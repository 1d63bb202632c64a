using System.Text.Json.Nodes;
using Clearance.Contracts.Declaration.V1;
using Clearance.Contracts.Release.Events.V1;
using Clearance.Kernel;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Kind = Clearance.Contracts.Declaration.V1.Notification.Types.Kind;

namespace Clearance.Declarations.Tests;

/// <summary>The notification log: by cursor, as a stream, for those whom it concerns.</summary>
public sealed class NotificationTests(Window window) : IClassFixture<Window>
{
    private const string TraderLog = $"enterprises/{Window.Trader}";
    private const string AgentLog = $"enterprises/{Window.Agent}";

    private Timestamp Now => Timestamp.FromDateTimeOffset(window.App.Clock.GetUtcNow());

    [Fact]
    public async Task Both_firms_read_the_same_story_by_cursor()
    {
        var name = await StoryAsync("BL-STORY");

        foreach (var (uscc, log) in new[] { (Window.Trader, TraderLog), (Window.Agent, AgentLog) })
        {
            var told = (await ReadAsync(uscc, log)).Where(entry => entry.Declaration == name).ToArray();
            Assert.Equal([Kind.Accepted, Kind.GoodsArrived, Kind.GoodsReleased], told.Select(entry => entry.Kind));
            Assert.All(told, entry => Assert.True(entry is { Text.Length: > 0, ChineseText.Length: > 0, DeclarationNumber.Length: 18, CreateTime: not null, OccurTime: not null }));
            Assert.Equal(Declaration.Types.State.Released, told[^1].State);
        }
    }

    [Fact]
    public async Task A_firm_is_told_of_its_own_class_and_other_firms_are_not()
    {
        await window.Register.ChangeCreditClassAsync(new ChangeCreditClassRequest
        {
            Name = TraderLog, CreditClass = CreditClass.AdvancedCertified, EffectiveDate = new Google.Type.Date { Year = 2018, Month = 12, Day = 1 }, Reason = "Certified.",
        });

        var told = Assert.Single(await ReadAsync(Window.Trader, TraderLog), entry => entry.Kind == Kind.CreditClassChanged);
        Assert.Equal((string.Empty, Declaration.Types.State.Unspecified, TraderLog), (told.Declaration, told.State, told.Subject));
        Assert.DoesNotContain(await ReadAsync(Window.Agent, TraderLog), entry => entry.Kind == Kind.CreditClassChanged);
    }

    [Fact]
    public async Task A_cursor_goes_on_where_it_was_and_a_page_token_belongs_to_its_list()
    {
        var name = await StoryAsync("BL-CURSOR");
        var all = await ReadAsync(Window.Trader, TraderLog);
        var client = ClientOf(Window.Trader);

        var paged = new List<Notification>();
        var request = new ListNotificationsRequest { Parent = TraderLog, PageSize = 2 };
        do
        {
            var page = await client.ListNotificationsAsync(request);
            paged.AddRange(page.Notifications);
            request.PageToken = page.NextPageToken;
        }
        while (request.PageToken.Length > 0);

        var middle = all[all.Count / 2];
        var rest = await client.ListNotificationsAsync(new ListNotificationsRequest { Parent = TraderLog, PageSize = 200, After = middle.Name });
        var token = (await client.ListNotificationsAsync(new ListNotificationsRequest { Parent = TraderLog, PageSize = 1 })).NextPageToken;

        Assert.Contains(all, entry => entry.Declaration == name);
        Assert.Equal(all, paged.Take(all.Count));
        Assert.Equal(all.SkipWhile(entry => entry.Name != middle.Name).Skip(1), rest.Notifications.Take(all.Count - (all.Count / 2) - 1));
        Assert.Equal(
            (StatusCode.InvalidArgument, "PAGE_TOKEN_INVALID"),
            await FaultAsync(() => client.ListNotificationsAsync(new ListNotificationsRequest { Parent = TraderLog, After = middle.Name, PageToken = token }).ResponseAsync));
        Assert.Equal(
            (StatusCode.InvalidArgument, "FIELDS_INVALID"),
            await FaultAsync(() => client.ListNotificationsAsync(new ListNotificationsRequest { Parent = TraderLog, After = $"{AgentLog}/notifications/0-1" }).ResponseAsync));
        Assert.Equal(
            (StatusCode.InvalidArgument, "FIELDS_INVALID"),
            await FaultAsync(() => client.ListNotificationsAsync(new ListNotificationsRequest { Parent = TraderLog, After = middle.Name, StartTime = Now }).ResponseAsync));
    }

    [Fact]
    public async Task By_REST_a_list_may_begin_at_an_instant()
    {
        var name = await StoryAsync("BL-REST");

        var json = JsonNode.Parse(await window.Rest.GetStringAsync($"/v1/{AgentLog}/notifications?startTime=2018-01-01T00:00:00Z&pageSize=200"))!["notifications"]!.AsArray();
        var none = JsonNode.Parse(await window.Rest.GetStringAsync($"/v1/{AgentLog}/notifications?startTime=2030-01-01T00:00:00Z"))!["notifications"]!.AsArray();

        Assert.Contains(json, entry => entry!["declaration"]!.GetValue<string>() == name && entry["kind"]!.GetValue<string>() == "KIND_GOODS_RELEASED");
        Assert.Empty(none);
    }

    [Fact]
    public async Task A_log_is_read_by_its_enterprise_by_its_agents_in_part_and_by_customs()
    {
        var own = Window.Form("BL-OWN");
        own.Declarant = own.Trader.Clone();
        var byTrader = (await window.AsTrader.LodgeDeclarationAsync(new LodgeDeclarationRequest { Declaration = own })).Name;
        var byAgent = (await window.LodgeAsync(Window.Form("BL-BY-AGENT"))).Name;

        var officer = await ReadAsync(new NotificationService.NotificationServiceClient(window.App.Grpc(Roles.Officer)), TraderLog);
        var agent = await ReadAsync(Window.Agent, TraderLog);

        Assert.Contains(officer, entry => entry.Declaration == byTrader);
        Assert.Contains(agent, entry => entry.Declaration == byAgent);
        Assert.DoesNotContain(agent, entry => entry.Declaration == byTrader);
        Assert.Equal(StatusCode.NotFound, (await FaultAsync(() => ReadAsync(Window.Stranger, TraderLog))).Status);
        Assert.Equal(StatusCode.NotFound, (await FaultAsync(() => ReadAsync(Window.Trader, AgentLog))).Status);
        Assert.Equal(StatusCode.NotFound, (await FaultAsync(() => ReadAsync(Window.Trader, "enterprises/nobody"))).Status);
        Assert.Equal(StatusCode.PermissionDenied, (await FaultAsync(() => ReadAsync(new NotificationService.NotificationServiceClient(window.App.Grpc(Roles.Bank)), TraderLog))).Status);
    }

    [Fact]
    public async Task A_stream_that_broke_goes_on_behind_the_last_name()
    {
        var first = await StoryAsync("BL-STREAM-1");
        using var leaving = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        var seen = new List<Notification>();
        using (var watch = ClientOf(Window.Agent).WatchNotifications(new WatchNotificationsRequest { Parent = AgentLog }, cancellationToken: leaving.Token))
        {
            while (seen.All(entry => entry.Declaration != first))
            {
                Assert.True(await watch.ResponseStream.MoveNext(leaving.Token));
                seen.Add(watch.ResponseStream.Current);
            }
        }

        var second = await StoryAsync("BL-STREAM-2");
        using var resumed = ClientOf(Window.Agent).WatchNotifications(new WatchNotificationsRequest { Parent = AgentLog, After = seen[^1].Name }, cancellationToken: leaving.Token);
        while (seen.Count(entry => entry.Declaration == second) < 3)
        {
            Assert.True(await resumed.ResponseStream.MoveNext(leaving.Token));
            seen.Add(resumed.ResponseStream.Current);
        }

        var third = await window.LodgeAsync(Window.Form("BL-STREAM-3"));
        while (seen[^1].Declaration != third.Name)
        {
            Assert.True(await resumed.ResponseStream.MoveNext(leaving.Token));
            seen.Add(resumed.ResponseStream.Current);
        }

        Assert.Equal(seen.Count, seen.Select(entry => entry.Name).Distinct().Count());
        Assert.Equal((await ReadAsync(Window.Agent, AgentLog)).TakeWhile(entry => entry.Name != seen[^1].Name).Append(seen[^1]), seen);
    }

    [Fact]
    public async Task Watching_a_declaration_goes_on_from_its_etag()
    {
        var lodged = await window.LodgeAsync(Window.Form("BL-ETAG"));
        using var leaving = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        using var watch = window.AsAgent.WatchDeclaration(new WatchDeclarationRequest { Name = lodged.Name, Etag = lodged.Etag }, cancellationToken: leaving.Token);
        var next = watch.ResponseStream.MoveNext(leaving.Token);

        await window.App.PublishAsync(new GoodsArrived { Declaration = lodged.Name, OccurTime = Now, BillOfLading = "BL-ETAG" });

        Assert.True(await next);
        Assert.NotNull(watch.ResponseStream.Current.ArrivalTime);
    }

    /// <summary>A form that is accepted, arrives and is released.</summary>
    private async Task<string> StoryAsync(string bill)
    {
        var name = (await window.LodgeAsync(Window.Form(bill))).Name;
        await window.App.PublishAsync(new GoodsArrived { Declaration = name, OccurTime = Now, BillOfLading = bill });
        await window.App.PublishAsync(new GoodsReleased { Declaration = name, OccurTime = Now, ReleaseCase = "releaseCases/1", Road = "TRADITIONAL" });
        return name;
    }

    private NotificationService.NotificationServiceClient ClientOf(string uscc) => new(window.App.Grpc(Roles.Declarant, uscc));

    private Task<List<Notification>> ReadAsync(string uscc, string log) => ReadAsync(ClientOf(uscc), log);

    private static async Task<List<Notification>> ReadAsync(NotificationService.NotificationServiceClient client, string log)
    {
        var all = new List<Notification>();
        var request = new ListNotificationsRequest { Parent = log, PageSize = 200 };
        do
        {
            var page = await client.ListNotificationsAsync(request);
            all.AddRange(page.Notifications);
            request.PageToken = page.NextPageToken;
        }
        while (request.PageToken.Length > 0);
        return all;
    }

    private static async Task<(StatusCode Status, string Reason)> FaultAsync(Func<Task> call)
    {
        var fault = await Assert.ThrowsAsync<RpcException>(call);
        return (fault.StatusCode, Errors.ReasonOf(fault));
    }
}
