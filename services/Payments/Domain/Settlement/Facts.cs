using Clearance.Kernel;
using Clearance.Payments.Domain.Duty;

namespace Clearance.Payments.Domain.Settlement;

/// <summary>The taxes of a declaration are computed and its bills issued.</summary>
public sealed record TaxesAssessed(string Declaration, DateTimeOffset Time, string Enterprise, Money Total, DateOnly DueDate) : IFact
{
    /// <summary>Version of the form that was assessed; null for the form as accepted.</summary>
    public int? Version { get; init; }

    /// <summary>The bills.</summary>
    public IReadOnlyList<BillReference> Bills { get; init; } = [];

    /// <summary>Guarantee that shall secure the form; null when none.</summary>
    public string? Guarantee { get; init; }

    /// <summary>The guarantee shall secure the tax.</summary>
    public bool SecuresTax { get; init; }

    /// <summary>The guarantee shall secure documents that follow.</summary>
    public bool SecuresDocuments { get; init; }
}

/// <summary>Nothing of the declaration's taxes is open.</summary>
public sealed record TaxesSettled(string Declaration, DateTimeOffset Time, Money Total) : IFact
{
    /// <summary>Version of the form whose taxes these are; null for the form as accepted.</summary>
    public int? Version { get; init; }
}

/// <summary>The bank did not debit a bill; it is open again.</summary>
public sealed record BillPaymentFailed(string Declaration, DateTimeOffset Time, string Bill, string Reason) : IFact;

/// <summary>The bank took back what it had debited for a bill; the bill is to be paid again.</summary>
public sealed record BillPaymentReversed(string Declaration, DateTimeOffset Time, string Bill, Money Amount, string Reason) : IFact;

/// <summary>A bill was not paid by its due date.</summary>
public sealed record BillFellOverdue(string Declaration, DateTimeOffset Time, string Bill, Money OpenAmount) : IFact;

/// <summary>A bill as its assessment knows it.</summary>
/// <param name="Key">Key of the bill.</param>
/// <param name="Number">Bill number of 22 signs.</param>
/// <param name="Kind">Kind of tax.</param>
/// <param name="Amount">Amount in CNY.</param>
public sealed record BillReference(string Key, string Number, TaxKind Kind, Money Amount);

/// <summary>A refund was approved or refused.</summary>
/// <param name="Declaration">Key of the declaration.</param>
/// <param name="Time">When.</param>
/// <param name="Refund">Key of the refund.</param>
/// <param name="Bill">Key of the bill.</param>
/// <param name="Amount">What goes back with its interest, or what was asked for.</param>
/// <param name="Approved">Approved, else refused.</param>
/// <param name="Reason">Why it was refused; null when approved.</param>
public sealed record RefundWasDecided(string Declaration, DateTimeOffset Time, string Refund, string Bill, Money Amount, bool Approved, string? Reason) : IFact;

/// <summary>The bank credited an approved refund, or could not.</summary>
/// <param name="Declaration">Key of the declaration.</param>
/// <param name="Time">When.</param>
/// <param name="Refund">Key of the refund.</param>
/// <param name="Bill">Key of the bill.</param>
/// <param name="Amount">The refund with its interest.</param>
/// <param name="Paid">The account was credited.</param>
/// <param name="Reason">Why it was not; null when paid.</param>
public sealed record RefundWasConcluded(string Declaration, DateTimeOffset Time, string Refund, string Bill, Money Amount, bool Paid, string? Reason) : IFact;
