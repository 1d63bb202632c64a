using Clearance.Contracts.Declaration.Events.V1;
using Clearance.Contracts.Payment.Events.V1;
using Clearance.Engine;
using Clearance.Guarantees.Domain;
using Clearance.Hosting;
using Clearance.Kernel;
using Clearance.Messaging;
using Events = Clearance.Contracts.Guarantee.Events.V1;

namespace Clearance.Guarantees;

/// <summary>What the engine knows of Guarantees: its aggregates, the facts it hears and those it publishes.</summary>
internal sealed class GuaranteesDefinition : ServiceDefinition
{
    public GuaranteesDefinition()
        : base(ServiceNames.Guarantees)
    {
        // Securities come first: a fact opens one, which asks the guarantee, which answers it.
        Securities = Add(new AggregateType<Security, SecurityMessage>(
                Keys.SecurityTable, GuaranteesJson.Default.Security, GuaranteesJson.Default.SecurityMessage, SecurityRules.Decide)
            .Text("guarantee", security => security.Cover?.Guarantee)
            .Text("status", security => Reservation.StateOf(security)?.ToString())
            .WakeAt(security => security.Due, security => new SecurityMessage.CoverEnded(security.Declaration))
            .Touching(Touched)
            .Leading(security => security.Cover is { } cover ? [(Keys.GuaranteeTable, cover.Guarantee)] : []));
        Guarantees = Add(new AggregateType<Guarantee, GuaranteeMessage>(
                Keys.GuaranteeTable, GuaranteesJson.Default.Guarantee, GuaranteesJson.Default.GuaranteeMessage, GuaranteeRules.Decide)
            .Text("guarantor", guarantee => guarantee.Guarantor)
            .Text("insured", guarantee => guarantee.Terms.Insured)
            .Text("status", guarantee => guarantee.State.ToString())
            .WakeAt(guarantee => guarantee.Due, _ => new GuaranteeMessage.Lapse()));
        Claims = Add(new AggregateType<Claim, ClaimMessage>(
                Keys.ClaimTable, GuaranteesJson.Default.Claim, GuaranteesJson.Default.ClaimMessage, ClaimRules.Decide)
            .Text("guarantee", claim => claim.Guarantee)
            .Text("guarantor", claim => claim.Guarantor)
            .Text("insured", claim => claim.Insured)
            .Text("status", claim => claim.State.ToString()));
        Add(new AggregateType<Instrument, InstrumentMessage>(
            Keys.InstrumentTable, GuaranteesJson.Default.Instrument, GuaranteesJson.Default.InstrumentMessage, Instrument.Decide));

        HearPayments();
        HearDeclarations();
        PublishFacts();
    }

    public AggregateType<Security, SecurityMessage> Securities { get; }

    public AggregateType<Guarantee, GuaranteeMessage> Guarantees { get; }

    public AggregateType<Claim, ClaimMessage> Claims { get; }

    private static IEnumerable<(string Aggregate, string Key)> Touched(SecurityMessage message) =>
        message is SecurityMessage.TaxAssessed { Request: { GuaranteeName.Length: > 0 } request }
            ? [(Keys.GuaranteeTable, Keys.GuaranteeKey(request.GuaranteeName))]
            : [];

    private static Told Tell(SecurityMessage message) => To(Keys.Security(message.Declaration), message);

    private static DateTimeOffset Time(Google.Protobuf.WellKnownTypes.Timestamp? time) =>
        time.ToKernel() ?? throw new FormatException("occur_time is missing or out of range.");

    private static Kernel.Money Amount(Google.Type.Money? money) => money.ToKernel() is { Currency: Kernel.Money.Yuan } amount
        ? amount
        : throw new FormatException("An amount is missing or not in CNY.");

    private void HearPayments()
    {
        Hear<TaxAssessed>(fact => [Tell(new SecurityMessage.TaxAssessed(
            Keys.DeclarationKey(fact.Declaration),
            new SecurityRequest(fact.Guarantee, fact.Enterprise, Amount(fact.Total), fact.SecuresTax, fact.SecuresDocuments)
            {
                Version = fact.Version == 0 ? null : fact.Version,
            }))]);
        Hear<TaxSettled>(fact => [Tell(new SecurityMessage.TaxSettled(Keys.DeclarationKey(fact.Declaration), Time(fact.OccurTime)))]);
        Hear<TaxOverdue>(fact => [Tell(new SecurityMessage.TaxOverdue(
            Keys.DeclarationKey(fact.Declaration), new OverdueBill(fact.TaxBill, Amount(fact.OpenAmount))))]);
    }

    private void HearDeclarations()
    {
        Hear<DocumentsCompleted>(fact =>
            [Tell(new SecurityMessage.DocumentsCompleted(Keys.DeclarationKey(fact.Declaration), Time(fact.OccurTime)))]);
        Hear<ReplenishmentOverdue>(fact =>
            [Tell(new SecurityMessage.ReplenishmentOverdue(Keys.DeclarationKey(fact.Declaration), Time(fact.OccurTime)))]);
        Hear<DeclarationWithdrawn>(fact => [Tell(new SecurityMessage.Withdrawn(Keys.DeclarationKey(fact.Declaration), Time(fact.OccurTime)))]);
    }

    private void PublishFacts()
    {
        Publish<DeclarationSecured>(fact => Keys.DeclarationName(fact.Declaration), fact => new Events.DeclarationSecured
        {
            Declaration = Keys.DeclarationName(fact.Declaration),
            OccurTime = fact.Time.ToWire(),
            Reservation = Keys.ReservationName(fact.Cover.Guarantee, fact.Declaration),
            Amount = fact.Cover.Amount.ToWire(),
            SecuresTax = fact.SecuresTax,
            SecuresDocuments = fact.SecuresDocuments,
            ValidToDate = fact.Cover.ValidTo.ToWire(),
            Version = fact.Version ?? 0,
        });
        Publish<SecurityRefused>(fact => Keys.DeclarationName(fact.Declaration), fact => new Events.SecurityRefused
        {
            Declaration = Keys.DeclarationName(fact.Declaration),
            OccurTime = fact.Time.ToWire(),
            Guarantee = fact.GuaranteeName,
            Reason = fact.Reason,
            Text = fact.Text,
        });
        Publish<SecurityReleased>(fact => Keys.DeclarationName(fact.Declaration), fact => new Events.SecurityReleased
        {
            Declaration = Keys.DeclarationName(fact.Declaration),
            OccurTime = fact.Time.ToWire(),
            Reservation = Keys.ReservationName(fact.Guarantee, fact.Declaration),
            Amount = fact.Amount.ToWire(),
        });
        Publish<GuaranteeClaimed>(fact => Keys.DeclarationName(fact.Declaration), fact => new Events.GuaranteeClaimed
        {
            Declaration = Keys.DeclarationName(fact.Declaration),
            OccurTime = fact.Time.ToWire(),
            Claim = Keys.ClaimName(fact.Declaration),
            Amount = fact.Amount.ToWire(),
            Reason = fact.Ground switch
            {
                ClaimGround.TaxOverdue => "TAX_OVERDUE",
                ClaimGround.ReplenishmentOverdue => "REPLENISHMENT_OVERDUE",
            },
        });
    }
}
