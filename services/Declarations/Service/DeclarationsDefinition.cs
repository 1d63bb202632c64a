using Clearance.Declarations.CodeTables;
using Clearance.Declarations.Domain;
using Clearance.Engine;
using Google.Protobuf;
using Complaint = Clearance.Contracts.Complaint.Events.V1;
using Guarantee = Clearance.Contracts.Guarantee.Events.V1;
using Payment = Clearance.Contracts.Payment.Events.V1;
using Release = Clearance.Contracts.Release.Events.V1;

namespace Clearance.Declarations;

/// <summary>Everything that the engine knows of this service.</summary>
internal sealed class DeclarationsDefinition : ServiceDefinition
{
    private const string Prefix = "declarations/";

    /// <summary>The parameter tables.</summary>
    public CodeShelf Codes { get; } = new();

    /// <inheritdoc/>
    public override Task PrepareAsync(IReader reader, CancellationToken cancellationToken) => Codes.LoadAsync(reader, cancellationToken);

    public DeclarationsDefinition()
        : base("declarations")
    {
        Add(DeclarationsTables.Declarations);
        Add(DeclarationsTables.Enterprises);
        Add(DeclarationsTables.Serials);
        Add(DeclarationsTables.Webhooks);
        Add(DeclarationsTables.CodeTables);
        KeepNotes();

        Fact<Payment.TaxAssessed>(heard => heard.Declaration, HeardEvents.From);
        Fact<Payment.TaxSettled>(heard => heard.Declaration, HeardEvents.From);
        Fact<Payment.TaxPaymentFailed>(heard => heard.Declaration, HeardEvents.From);
        Fact<Payment.TaxPaymentReversed>(heard => heard.Declaration, HeardEvents.From);
        Fact<Payment.RefundDecided>(heard => heard.Declaration, HeardEvents.From);
        Fact<Payment.RefundConcluded>(heard => heard.Declaration, HeardEvents.From);
        Fact<Payment.TaxOverdue>(heard => heard.Declaration, HeardEvents.From);
        Fact<Guarantee.DeclarationSecured>(heard => heard.Declaration, HeardEvents.From);
        Fact<Guarantee.SecurityRefused>(heard => heard.Declaration, HeardEvents.From);
        Fact<Guarantee.SecurityReleased>(heard => heard.Declaration, HeardEvents.From);
        Fact<Guarantee.GuaranteeClaimed>(heard => heard.Declaration, HeardEvents.From);
        Fact<Release.ControlDecided>(heard => heard.Declaration, HeardEvents.From);
        Fact<Release.ControlCompleted>(heard => heard.Declaration, HeardEvents.From);
        Fact<Release.GoodsArrived>(heard => heard.Declaration, HeardEvents.From);
        Fact<Release.GoodsReleased>(heard => heard.Declaration, HeardEvents.From);
        Fact<Release.ReleaseBarred>(heard => heard.Declaration, HeardEvents.From);
        Fact<Complaint.ComplaintFiled>(heard => heard.Declaration, HeardEvents.From);
        Fact<Complaint.ComplaintConcluded>(heard => heard.Declaration, HeardEvents.From);

        Publish<DeclarationAccepted>(fact => DeclarationsTables.NameOf(fact.Declaration.Key), PublishedEvents.From);
        Publish<DeclarationAmended>(fact => DeclarationsTables.NameOf(fact.Declaration.Key), PublishedEvents.From);
        Publish<DeclarationReturned>(fact => DeclarationsTables.NameOf(fact.Declaration), PublishedEvents.From);
        Publish<WithdrawalRequested>(fact => DeclarationsTables.NameOf(fact.Declaration), PublishedEvents.From);
        Publish<DocumentsCompleted>(fact => DeclarationsTables.NameOf(fact.Declaration), PublishedEvents.From);
        Publish<ReplenishmentOverdue>(fact => DeclarationsTables.NameOf(fact.Declaration), PublishedEvents.From);
        Publish<DeclarationWithdrawn>(fact => DeclarationsTables.NameOf(fact.Declaration), PublishedEvents.From);
    }

    /// <summary>An event becomes a fact of its declaration. A complaint may be about none: then there is nothing to note.</summary>
    private void Fact<TEvent>(Func<TEvent, string> declaration, Func<TEvent, HeardFact> map)
        where TEvent : class, IMessage<TEvent>, new() =>
        Hear<TEvent>(heard => declaration(heard) is { Length: > 0 } name
            ? [To(DeclarationsTables.Declarations.At(KeyOf(name)), map(heard))]
            : []);

    private static string KeyOf(string name) => name.StartsWith(Prefix, StringComparison.Ordinal) ? name[Prefix.Length..] : name;
}
