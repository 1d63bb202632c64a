using Clearance.Engine;
using Clearance.Releases.Domain;
using Clearance.Releases.Events;
using Microsoft.Extensions.Options;

namespace Clearance.Releases;

/// <summary>Everything the engine knows of Releases: its tables, what it hears and what it publishes.</summary>
public sealed class ReleasesDefinition : ServiceDefinition
{
    /// <summary>Defines the service with default settings, for migrations and for tests of the catalogue.</summary>
    public ReleasesDefinition()
        : this(Options.Create(new ReleasesOptions()))
    {
    }

    /// <summary>Defines the service.</summary>
    public ReleasesDefinition(IOptions<ReleasesOptions> options)
        : base("releases")
    {
        Manifests = Add(DefineManifests());
        Arrivals = Add(DefineArrivals());
        GatePasses = Add(DefineGatePasses());
        Consignments = Add(DefineConsignments());
        RuleSets = Add(new AggregateType<RuleSet, RuleSetMessage>(
            Addresses.RiskRules, ReleasesJson.Default.RuleSet, ReleasesJson.Default.RuleSetMessage, RuleSetDecider.Decide));
        Containers = Add(new AggregateType<Container, ContainerMessage>(
            Addresses.Containers, ReleasesJson.Default.Container, ReleasesJson.Default.ContainerMessage,
            ContainerDecider.Decide).WithoutJournal());
        Reviews = Add(DefineReviews());
        Inspections = Add(DefineInspections());
        Cases = Add(DefineCases());
        HearOthers(options.Value.RandomSeed);
        PublishFacts();
    }

    /// <summary>Release cases.</summary>
    public AggregateType<ReleaseCase, ReleaseCaseMessage> Cases { get; }

    /// <summary>Consignments.</summary>
    public AggregateType<Consignment, ConsignmentMessage> Consignments { get; }

    /// <summary>Manifests.</summary>
    public AggregateType<Manifest, ManifestMessage> Manifests { get; }

    /// <summary>Arrivals.</summary>
    public AggregateType<Arrival, ArrivalMessage> Arrivals { get; }

    /// <summary>Containers.</summary>
    public AggregateType<Container, ContainerMessage> Containers { get; }

    /// <summary>Reviews.</summary>
    public AggregateType<Review, ReviewMessage> Reviews { get; }

    /// <summary>Inspections.</summary>
    public AggregateType<Inspection, InspectionMessage> Inspections { get; }

    /// <summary>The rule set.</summary>
    public AggregateType<RuleSet, RuleSetMessage> RuleSets { get; }

    /// <summary>Gate passes.</summary>
    public AggregateType<GatePass, GatePassMessage> GatePasses { get; }

    private static AggregateType<Manifest, ManifestMessage> DefineManifests() =>
        new AggregateType<Manifest, ManifestMessage>(Addresses.Manifests, ReleasesJson.Default.Manifest,
            ReleasesJson.Default.ManifestMessage, ManifestDecider.Decide)
            .Text("customs_office", manifest => manifest.Content.CustomsOffice)
            .Text("transport_mode", manifest => manifest.Content.TransportMode)
            .Text("voyage", manifest => manifest.Content.Voyage)
            .Touching(message => message is ReportManifest report
                ? report.Content.Bills.Select(bill => (Addresses.Consignments, GoodsNumbers.BillKey(bill.Number)))
                : []);

    private static AggregateType<Arrival, ArrivalMessage> DefineArrivals() =>
        new AggregateType<Arrival, ArrivalMessage>(Addresses.Arrivals, ReleasesJson.Default.Arrival,
            ReleasesJson.Default.ArrivalMessage, ArrivalDecider.Decide)
            .Text("customs_office", arrival => arrival.CustomsOffice)
            .Instant("arrive_time", arrival => arrival.ArriveTime)
            .Touching(message => message is ReportArrival report
                ? report.Bills.Select(bill => (Addresses.Consignments, GoodsNumbers.BillKey(bill)))
                : []);

    private static AggregateType<GatePass, GatePassMessage> DefineGatePasses() =>
        new AggregateType<GatePass, GatePassMessage>(Addresses.GatePasses, ReleasesJson.Default.GatePass,
            ReleasesJson.Default.GatePassMessage, GatePassDecider.Decide)
            .Text("container", pass => pass.Container.Length > 0 ? pass.Container : null)
            .Text("plate", pass => pass.Plate)
            .Touching(message => message is LiftBarrier lift ? lift.Cases.Select(@case => (Addresses.Cases, @case)) : []);

    private static AggregateType<Consignment, ConsignmentMessage> DefineConsignments() =>
        new AggregateType<Consignment, ConsignmentMessage>(
            Addresses.Consignments, ReleasesJson.Default.Consignment, ReleasesJson.Default.ConsignmentMessage, ConsignmentDecider.Decide)
            .Instant("undeclared_since_time", consignment => consignment.Cases.Count == 0 ? consignment.Arrival?.Time : null)
            .Touching(message => message is ExpectGoods expect ? [(Addresses.Cases, expect.Case)] : [])
            .Leading(consignment => consignment.Arrival is null ? consignment.Cases.Select(@case => (Addresses.Cases, @case)) : []);

    private static AggregateType<Review, ReviewMessage> DefineReviews() =>
        new AggregateType<Review, ReviewMessage>(Addresses.Reviews, ReleasesJson.Default.Review,
            ReleasesJson.Default.ReviewMessage, ReviewDecider.Decide)
            .Text("status", review => review.Order is null ? null : review.State.Upper())
            .Text("customs_office", review => review.Order?.CustomsOffice)
            .Touching(message => [(Addresses.Cases, message.Key)]);

    private static AggregateType<Inspection, InspectionMessage> DefineInspections() =>
        new AggregateType<Inspection, InspectionMessage>(
            Addresses.Inspections, ReleasesJson.Default.Inspection, ReleasesJson.Default.InspectionMessage, InspectionDecider.Decide)
            .Text("status", inspection => inspection.Order is null ? null : inspection.State.Upper())
            .Text("customs_office", inspection => inspection.Order?.CustomsOffice)
            .Touching(message => [(Addresses.Cases, message.Key)]);

    private static AggregateType<ReleaseCase, ReleaseCaseMessage> DefineCases() =>
        new AggregateType<ReleaseCase, ReleaseCaseMessage>(
            Addresses.Cases, ReleasesJson.Default.ReleaseCase, ReleasesJson.Default.ReleaseCaseMessage, ReleaseCaseDecider.Decide)
            .Text("status", @case => @case.State.Upper())
            .Text("declaration_number", @case => @case.Profile?.DeclarationNumber)
            .Text("enterprise", @case => @case.Profile?.Enterprise)
            .Text("declarant", @case => @case.Profile?.Declarant)
            .Text("customs_office", @case => @case.Profile?.CustomsOffice, indexed: false)
            .Text("transport_mode", @case => @case.Profile?.TransportMode, indexed: false)
            .Text("direction", @case => @case.Profile?.Direction.Upper(), indexed: false)
            .Text("road", @case => Roads.AtLastFact(@case)?.Upper(), indexed: false)
            .Text("waiting_for", @case => Joined(Conditions.WaitedFor(@case)), indexed: false)
            .Text("consignment", @case => @case.Profile?.ConsignmentKey)
            .Instant("release_time", @case => @case.Withdrawal is null ? @case.ReleaseTime : null)
            .Touching(message => message is DeclarationAccepted accepted
                ? [
                    (Addresses.Consignments, accepted.Profile.ConsignmentKey),
                    (Addresses.RiskRules, Addresses.TheRuleSet),
                    (Addresses.Reviews, accepted.Case),
                    (Addresses.Inspections, accepted.Case),
                    .. accepted.Profile.Containers.Select(container => (Addresses.Containers, GoodsNumbers.ContainerKey(container))),
                ]
                : []);

    private static string? Joined(IEnumerable<ConditionKind> kinds) =>
        string.Join(' ', kinds.Select(kind => kind.Upper())) is { Length: > 0 } joined ? joined : null;

    private void HearOthers(string seed)
    {
        Hear<Contracts.Declaration.Events.V1.DeclarationAccepted>(heard => [ToCase(heard.Heard(seed))]);
        Hear<Contracts.Declaration.Events.V1.DocumentsCompleted>(heard => [ToCase(heard.Heard())]);
        Hear<Contracts.Declaration.Events.V1.DeclarationAmended>(heard => [ToCase(heard.Heard())]);
        Hear<Contracts.Declaration.Events.V1.DeclarationReturned>(heard => [ToCase(heard.Heard())]);
        Hear<Contracts.Declaration.Events.V1.WithdrawalRequested>(heard => [ToCase(heard.Heard())]);
        Hear<Contracts.Payment.Events.V1.TaxAssessed>(heard => [ToCase(heard.Heard())]);
        Hear<Contracts.Payment.Events.V1.TaxSettled>(heard => [ToCase(heard.Heard())]);
        Hear<Contracts.Payment.Events.V1.TaxPaymentReversed>(heard => [ToCase(heard.Heard())]);
        Hear<Contracts.Guarantee.Events.V1.DeclarationSecured>(heard => [ToCase(heard.Heard())]);
        Hear<Contracts.Guarantee.Events.V1.SecurityRefused>(heard => [ToCase(heard.Heard())]);
    }

    private void PublishFacts()
    {
        Publish<ControlDecided>(fact => fact.Declaration, FactMapping.ToEvent);
        Publish<ControlCompleted>(fact => fact.Declaration, FactMapping.ToEvent);
        Publish<GoodsArrived>(fact => fact.Declaration, FactMapping.ToEvent);
        Publish<ReleaseBarred>(fact => fact.Declaration, FactMapping.ToEvent);
        Publish<GoodsReleased>(fact => fact.Declaration, FactMapping.ToEvent);
    }

    private static Kernel.Told ToCase(ReleaseCaseMessage message) => To(Addresses.Case(message.Case), message);
}
