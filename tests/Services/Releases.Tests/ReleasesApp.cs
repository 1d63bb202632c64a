using Clearance.Contracts.Declaration.Events.V1;
using Clearance.Contracts.Guarantee.Events.V1;
using Clearance.Contracts.Payment.Events.V1;
using Clearance.Contracts.Release.V1;
using Clearance.Hosting;
using Clearance.Kernel;
using Clearance.Testing;
using Grpc.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Money = Google.Type.Money;

namespace Clearance.Releases.Tests;

/// <summary>The service in a real host, with the words of a customs district: a test says what happens, not how it is sent.</summary>
internal sealed class ReleasesApp(ServiceApp app) : IAsyncDisposable
{
    public const string Firm = "91210200MA0FRMAA1Q";
    public const string Agent = "91210200MA0AGNTA18";
    public const string OtherFirm = "91210200MA0TRANG10";
    public const string Port = "91210200MA0PRTDL1W";

    public static readonly DateTimeOffset Start = new(2018, 10, 23, 1, 0, 0, TimeSpan.Zero);

    public ServiceApp Host { get; } = app;

    public DateTimeOffset Now => Host.Clock.GetUtcNow();

    public ReleaseCaseService.ReleaseCaseServiceClient Cases(string role = Roles.Officer, string? enterprise = null) =>
        new(Host.Grpc(role, enterprise));

    public ArrivalService.ArrivalServiceClient Arrivals => new(Host.Grpc(Roles.Terminal, Port, "terminal-1"));

    public ManifestService.ManifestServiceClient Manifests => new(Host.Grpc(Roles.Terminal, Port, "terminal-1"));

    public GatePassService.GatePassServiceClient Gate => new(Host.Grpc(Roles.Terminal, Port, "terminal-1"));

    public RiskRuleService.RiskRuleServiceClient Rules => new(Host.Grpc(Roles.Supervisor, null, "supervisor-1"));

    public ReviewService.ReviewServiceClient Reviews(string role = Roles.Officer, string subject = "officer-1") =>
        new(Host.Grpc(role, null, subject));

    public InspectionService.InspectionServiceClient Inspections(string role = Roles.Officer, string subject = "officer-1") =>
        new(Host.Grpc(role, null, subject));

    public ClearanceTimeService.ClearanceTimeServiceClient Times(string role = Roles.Officer, string? enterprise = null) =>
        new(Host.Grpc(role, enterprise));

    public WatchListService.WatchListServiceClient WatchList => new(Host.Grpc(Roles.Supervisor));

    /// <summary>Starts the service on an empty folder; nothing is drawn at random unless asked for.</summary>
    public static async Task<ReleasesApp> StartAsync(bool randomRules = false, string? directory = null)
    {
        var settings = new ServiceAppSettings { Time = new FakeTimeProvider(Start), Directory = directory };
        var app = new ReleasesApp(await ServiceApp.StartAsync(services => services.AddReleases(),
            routes => routes.MapReleases(), settings));
        if (!randomRules && directory is null)
        {
            foreach (var rule in new[] { "riskRules/random-inspection", "riskRules/random-review" })
            {
                await app.Rules.UpdateRiskRuleAsync(new UpdateRiskRuleRequest { RiskRule = new RiskRule { Name = rule,
                    Disabled = true }, UpdateMask = new() { Paths = { "disabled" } } });
            }
        }

        return app;
    }

    /// <summary>A form that was accepted an hour ago.</summary>
    public DeclarationAccepted Accepted(string key, Action<DeclarationAccepted>? change = null)
    {
        var accepted = new DeclarationAccepted
        {
            Declaration = $"declarations/{key}",
            OccurTime = Now.AddHours(-1).ToWire(),
            DeclarationNumber = "0906201811234" + (Math.Abs(key.GetHashCode(StringComparison.Ordinal)) % 100_000)
            .ToString("D5", System.Globalization.CultureInfo.InvariantCulture),
            Direction = DeclarationAccepted.Types.Direction.Import,
            CustomsOffice = "0906",
            EntryOffice = "0902",
            Enterprise = Firm,
            Declarant = Agent,
            CreditClass = DeclarationAccepted.Types.CreditClass.General,
            TransportMode = "2",
            BillOfLading = $"BILL-{key}",
            SupervisionMode = "0110",
            Items = { new DeclarationAccepted.Types.Item { Number = 1, CommodityCode = "8708299000", OriginCountry = "TUR",
                TotalPrice = new Money { CurrencyCode = "USD", Units = 5000 } } },
        };
        change?.Invoke(accepted);
        return accepted;
    }

    public Task AcceptAsync(string key, Action<DeclarationAccepted>? change = null) => Host.PublishAsync(Accepted(key, change));

    public Task SettleAsync(string key) => Host.PublishAsync(
        new TaxSettled { Declaration = $"declarations/{key}", OccurTime = Now.AddMinutes(-30)
        .ToWire(), Total = new Money { CurrencyCode = "CNY", Units = 1234 } });

    public Task SecureAsync(string key, bool tax, bool documents) => Host.PublishAsync(new DeclarationSecured
    {
        Declaration = $"declarations/{key}",
        OccurTime = Now.AddMinutes(-20).ToWire(),
        Reservation = "guarantees/g1/reservations/r1",
        Amount = new Money { CurrencyCode = "CNY", Units = 5000 },
        SecuresTax = tax,
        SecuresDocuments = documents,
        ValidToDate = new Google.Type.Date { Year = 2019, Month = 10, Day = 1 },
    });

    public async Task<Arrival> ArriveAsync(string key, DateTimeOffset? time = null) => await Arrivals.CreateArrivalAsync(
        new CreateArrivalRequest { Arrival = new Arrival { CustomsOffice = "0902", ArriveTime = (time ?? Now)
            .ToWire(), BillsOfLading = { $"bill {key}" } } });

    /// <summary>Accepts, pays and lets arrive: a green case is released then.</summary>
    public async Task ReleaseAsync(string key, Action<DeclarationAccepted>? change = null)
    {
        await AcceptAsync(key, change);
        await SettleAsync(key);
        await ArriveAsync(key);
    }

    public async Task<ReleaseCase> CaseAsync(string key) => await Cases()
        .GetReleaseCaseAsync(new GetReleaseCaseRequest { Name = $"releaseCases/{key}" });

    /// <summary>A rule that puts every form of an enterprise in a lane.</summary>
    public async Task ControlAsync(string id, Lane lane, string enterprise = Firm) =>
        await Rules.CreateRiskRuleAsync(new CreateRiskRuleRequest
    {
        RiskRuleId = id,
        RiskRule = new RiskRule { Title = "Watch this firm", Lane = lane,
            Criteria = new RiskRule.Types.Criteria { Enterprises = { enterprise } } },
    });

    /// <summary>Code and reason of a call that is refused.</summary>
    public static async Task<(StatusCode Code, string Reason)> RefusedAsync<T>(AsyncUnaryCall<T> call)
    {
        var refused = await Assert.ThrowsAsync<RpcException>(async () => await call);
        return (refused.StatusCode, refused.GetRpcStatus()?.GetDetail<Google.Rpc.ErrorInfo>()?.Reason ?? string.Empty);
    }

    /// <summary>Paths of the fields that a refused call names.</summary>
    public static async Task<IReadOnlyList<string>> FieldsAsync<T>(AsyncUnaryCall<T> call)
    {
        var refused = await Assert.ThrowsAsync<RpcException>(async () => await call);
        return [.. refused.GetRpcStatus()?.GetDetail<Google.Rpc.BadRequest>()?.FieldViolations.Select(violation => violation.Field) ?? []];
    }

    public T Service<T>()
        where T : notnull => Host.Services.GetRequiredService<T>();

    public ValueTask DisposeAsync() => Host.DisposeAsync();
}
