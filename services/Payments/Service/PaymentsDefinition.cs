using Clearance.Contracts.Declaration.Events.V1;
using Clearance.Engine;
using Clearance.Messaging;
using Clearance.Payments.Domain.Settlement;
using Clearance.Payments.Mapping;
using Clearance.Payments.Tariffs;

namespace Clearance.Payments;

/// <summary>What the engine knows of Payments.</summary>
internal sealed class PaymentsDefinition : ServiceDefinition
{
    /// <summary>The versions of the tariff.</summary>
    public TariffShelf Shelf { get; } = new();

    /// <inheritdoc/>
    public override Task PrepareAsync(IReader reader, CancellationToken cancellationToken) => Shelf.LoadAsync(reader, cancellationToken);

    public PaymentsDefinition()
        : base(ServiceNames.Payments)
    {
        // The order of locking: from the declaration down to the bank.
        Add(Tables.Assessments);
        Add(Tables.TaxBills);
        Add(Tables.Agreements);
        Add(Tables.PaymentInstructions);
        Add(Tables.Refunds);
        Add(Tables.BankStatements);
        Add(Tables.LedgerClosings);
        Add(Tables.Tariffs);

        // Tariff and exchange rates are resolved here, from immutable data, so that the journal holds every input.
        Hear<DeclarationAccepted>(accepted =>
        {
            var message = AcceptedDeclaration.ToMessage(accepted, Shelf.On);
            return [To(Addresses.Assessment(message.Declaration), message)];
        });
        Hear<DeclarationAmended>(amended =>
        {
            var message = AcceptedDeclaration.ToMessage(amended, Shelf.On);
            return [To(Addresses.Assessment(message.Form.Declaration), message)];
        });
        Hear<DeclarationWithdrawn>(withdrawn =>
        {
            var key = Names.KeyOfDeclaration(withdrawn.Declaration);
            return [To(Addresses.Assessment(key), new NoteWithdrawal(key))];
        });

        Publish<TaxesAssessed>(fact => Names.Declaration(fact.Declaration), fact => fact.ToEvent());
        Publish<TaxesSettled>(fact => Names.Declaration(fact.Declaration), fact => fact.ToEvent());
        Publish<BillPaymentFailed>(fact => Names.Declaration(fact.Declaration), fact => fact.ToEvent());
        Publish<BillPaymentReversed>(fact => Names.Declaration(fact.Declaration), fact => fact.ToEvent());
        Publish<RefundWasDecided>(fact => Names.Declaration(fact.Declaration), fact => fact.ToEvent());
        Publish<RefundWasConcluded>(fact => Names.Declaration(fact.Declaration), fact => fact.ToEvent());
        Publish<BillFellOverdue>(fact => Names.Declaration(fact.Declaration), fact => fact.ToEvent());
    }
}
