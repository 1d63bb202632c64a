using System.Text.Json.Serialization;
using Clearance.Kernel;
using Clearance.Payments.Domain.Duty;

namespace Clearance.Payments.Domain.Settlement;

/// <summary>
/// What a declaration owes. Joins acceptance, withdrawal and the settlement of its bills in any order; its key is that of the
/// declaration.
/// </summary>
public sealed record Assessment
{
    /// <summary>Key of the declaration.</summary>
    public string Declaration { get; init; } = string.Empty;

    /// <summary>Declaration number of 18 digits; null before the acceptance is known.</summary>
    public string? Number { get; init; }

    /// <summary>USCC of the payer; null before the acceptance is known.</summary>
    public string? Enterprise { get; init; }

    /// <summary>USCC of the declarant; null before the acceptance is known.</summary>
    public string? Declarant { get; init; }

    /// <summary>The taxes; null before the acceptance is known.</summary>
    [JsonConverter(typeof(RememberedJson<TaxComputation>))]
    public TaxComputation? Computation { get; init; }

    /// <summary>The firm computed and confirmed the taxes itself.</summary>
    public bool SelfPayment { get; init; }

    /// <summary>Total that the firm stated.</summary>
    public Money? StatedTax { get; init; }

    /// <summary>Bills by number.</summary>
    public IReadOnlyList<BillReference> Bills { get; init; } = [];

    /// <summary>Keys of paid bills, sorted.</summary>
    public IReadOnlyList<string> SettledBills { get; init; } = [];

    /// <summary>Keys of waived fees, sorted; null when there is none.</summary>
    public IReadOnlyList<string>? WaivedBills { get; init; }

    /// <summary>Version of the form that is assessed; null for the form as accepted.</summary>
    public int? Version { get; init; }

    /// <summary>Day of the second step of a two-step declaration, to which the late-declaration fee was counted; null when there is none.</summary>
    public DateOnly? CompleteDate { get; init; }

    /// <summary>Versions that came before their predecessors, by number; null when there is none.</summary>
    public IReadOnlyList<ReassessTaxes>? Waiting { get; init; }

    /// <summary>Keys of bills that others have replaced, sorted; null when there is none.</summary>
    public IReadOnlyList<string>? ReplacedBills { get; init; }

    /// <summary>What is owed back of paid bills, by bill; null when nothing is.</summary>
    public IReadOnlyList<OwedBack>? OwedBack { get; init; }

    /// <summary>The declaration was withdrawn.</summary>
    public bool Withdrawn { get; init; }

    /// <summary>Bills that are neither paid nor waived.</summary>
    [JsonIgnore]
    public int OpenBills => Bills.Count(bill => !SettledBills.Contains(bill.Key) && !IsWaived(bill));

    /// <summary>The taxes are known and nothing of them is open.</summary>
    [JsonIgnore]
    public bool IsSettled => Computation is not null && OpenBills == 0;

    /// <summary>What is paid, and not owed back, once all is settled.</summary>
    [JsonIgnore]
    public Money Paid => Bills.Aggregate(Money.Zero, (sum, bill) => IsWaived(bill) ? sum : sum + bill.Amount - OwedBackOf(bill.Key));

    /// <summary>Stated less computed total; null when nothing was stated.</summary>
    [JsonIgnore]
    public Money? StatedDifference => (StatedTax, Computation) is ({ } stated, { } computed) ? stated - computed.Total : null;

    /// <summary>What is owed back of a bill.</summary>
    public Money OwedBackOf(string bill) => OwedBack?.FirstOrDefault(one => one.Bill == bill)?.Amount ?? Money.Zero;

    private bool IsWaived(BillReference bill) => WaivedBills?.Contains(bill.Key) == true;
}

/// <summary>What is owed back of one paid bill.</summary>
/// <param name="Bill">Key of the bill.</param>
/// <param name="Amount">Amount in CNY.</param>
public sealed record OwedBack(string Bill, Money Amount);

/// <summary>A message to an assessment.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(AssessTaxes), "assess_taxes")]
[JsonDerivedType(typeof(ReassessTaxes), "reassess_taxes")]
[JsonDerivedType(typeof(NoteBillSettled), "note_bill_settled")]
[JsonDerivedType(typeof(NoteBillReversed), "note_bill_reversed")]
[JsonDerivedType(typeof(NoteBillWaived), "note_bill_waived")]
[JsonDerivedType(typeof(NoteWithdrawal), "note_withdrawal")]
public abstract record AssessmentMessage;

/// <summary>The declaration was accepted; all that its taxes follow from.</summary>
/// <param name="Declaration">Key of the declaration.</param>
/// <param name="Number">Declaration number of 18 digits.</param>
/// <param name="Enterprise">USCC of the payer.</param>
/// <param name="Declarant">USCC of the declarant.</param>
/// <param name="Request">Every input of the computation.</param>
public sealed record AssessTaxes(string Declaration, string Number, string Enterprise, string Declarant, TaxRequest Request) : AssessmentMessage
{
    /// <summary>The firm computed and confirmed the taxes itself.</summary>
    public bool SelfPayment { get; init; }

    /// <summary>Total that the firm stated.</summary>
    public Money? StatedTax { get; init; }

    /// <summary>Day on which the means of transport entered; null when it has not, or the form leaves it out.</summary>
    public DateOnly? EntryDate { get; init; }

    /// <summary>Day on which the second step of a two-step declaration was taken; null before it, and for other forms.</summary>
    public DateOnly? CompleteDate { get; init; }

    /// <summary>Guarantee that shall secure the form.</summary>
    public string? Guarantee { get; init; }

    /// <summary>The guarantee shall secure the tax.</summary>
    public bool SecuresTax { get; init; }

    /// <summary>The guarantee shall secure documents that follow.</summary>
    public bool SecuresDocuments { get; init; }
}

/// <summary>A version of the form came into force; all that its taxes follow from.</summary>
/// <param name="Version">Its number, from 1.</param>
/// <param name="Form">The form as it stands now.</param>
public sealed record ReassessTaxes(int Version, AssessTaxes Form) : AssessmentMessage;

/// <summary>A bill was paid.</summary>
/// <param name="Declaration">Key of the declaration.</param>
/// <param name="Bill">Key of the bill.</param>
public sealed record NoteBillSettled(string Declaration, string Bill) : AssessmentMessage;

/// <summary>The payment of a bill was taken back by the bank.</summary>
/// <param name="Declaration">Key of the declaration.</param>
/// <param name="Bill">Key of the bill.</param>
public sealed record NoteBillReversed(string Declaration, string Bill) : AssessmentMessage;

/// <summary>A fee was waived.</summary>
/// <param name="Declaration">Key of the declaration.</param>
/// <param name="Bill">Key of the bill.</param>
public sealed record NoteBillWaived(string Declaration, string Bill) : AssessmentMessage;

/// <summary>The declaration was withdrawn.</summary>
public sealed record NoteWithdrawal(string Declaration) : AssessmentMessage;
