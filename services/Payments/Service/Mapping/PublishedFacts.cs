using Clearance.Contracts.Payment.Events.V1;
using Clearance.Hosting;
using Clearance.Payments.Domain.Duty;
using Clearance.Payments.Domain.Settlement;

namespace Clearance.Payments.Mapping;

/// <summary>Facts of the domain as events of the contract.</summary>
internal static class PublishedFacts
{
    public static TaxAssessed ToEvent(this TaxesAssessed fact) => new()
    {
        Declaration = Names.Declaration(fact.Declaration),
        OccurTime = fact.Time.ToWire(),
        Enterprise = fact.Enterprise,
        Total = fact.Total.ToWire(),
        DueDate = fact.DueDate.ToWire(),
        Guarantee = fact.Guarantee ?? string.Empty,
        SecuresTax = fact.SecuresTax,
        SecuresDocuments = fact.SecuresDocuments,
        Version = fact.Version ?? 0,
        Bills =
        {
            fact.Bills.Select(bill => new TaxAssessed.Types.Bill
            {
                TaxBill = Names.TaxBill(bill.Key),
                TaxKind = bill.Kind.Word(),
                Amount = bill.Amount.ToWire(),
            }),
        },
    };

    public static TaxSettled ToEvent(this TaxesSettled fact) => new()
    {
        Declaration = Names.Declaration(fact.Declaration),
        OccurTime = fact.Time.ToWire(),
        Total = fact.Total.ToWire(),
        Version = fact.Version ?? 0,
    };

    public static TaxPaymentFailed ToEvent(this BillPaymentFailed fact) => new()
    {
        Declaration = Names.Declaration(fact.Declaration),
        OccurTime = fact.Time.ToWire(),
        TaxBill = Names.TaxBill(fact.Bill),
        Reason = fact.Reason,
    };

    public static TaxPaymentReversed ToEvent(this BillPaymentReversed fact) => new()
    {
        Declaration = Names.Declaration(fact.Declaration),
        OccurTime = fact.Time.ToWire(),
        TaxBill = Names.TaxBill(fact.Bill),
        Amount = fact.Amount.ToWire(),
        Reason = fact.Reason,
    };

    public static TaxOverdue ToEvent(this BillFellOverdue fact) => new()
    {
        Declaration = Names.Declaration(fact.Declaration),
        OccurTime = fact.Time.ToWire(),
        TaxBill = Names.TaxBill(fact.Bill),
        OpenAmount = fact.OpenAmount.ToWire(),
    };

    public static RefundDecided ToEvent(this RefundWasDecided fact) => new()
    {
        Declaration = Names.Declaration(fact.Declaration),
        OccurTime = fact.Time.ToWire(),
        Refund = Names.Refund(fact.Refund),
        TaxBill = Names.TaxBill(fact.Bill),
        Amount = fact.Amount.ToWire(),
        Approved = fact.Approved,
        Reason = fact.Reason ?? string.Empty,
    };

    public static RefundConcluded ToEvent(this RefundWasConcluded fact) => new()
    {
        Declaration = Names.Declaration(fact.Declaration),
        OccurTime = fact.Time.ToWire(),
        Refund = Names.Refund(fact.Refund),
        TaxBill = Names.TaxBill(fact.Bill),
        Amount = fact.Amount.ToWire(),
        Paid = fact.Paid,
        Reason = fact.Reason ?? string.Empty,
    };
}
