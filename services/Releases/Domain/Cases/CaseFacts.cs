using Clearance.Kernel;

namespace Clearance.Releases.Domain;

/// <summary>What the accepted declaration says, as far as release and control need it.</summary>
/// <param name="Time">Instant of acceptance.</param>
/// <param name="Declaration">Resource name of the declaration.</param>
/// <param name="DeclarationNumber">18-digit number.</param>
/// <param name="Enterprise">USCC of the enterprise.</param>
/// <param name="Declarant">USCC of the declarant: the enterprise or its agent.</param>
/// <param name="BillOfLading">Bill of lading as declared; empty for goods that cross no border.</param>
public sealed record CaseProfile(
    DateTimeOffset Time, string Declaration, string DeclarationNumber, string Enterprise, string Declarant, string BillOfLading) : IDated
{
    /// <summary>Which way the goods go.</summary>
    public Direction Direction { get; init; }

    /// <summary>Customs office of declaration.</summary>
    public string CustomsOffice { get; init; } = string.Empty;

    /// <summary>Customs office of entry or exit.</summary>
    public string EntryOffice { get; init; } = string.Empty;

    /// <summary>Credit class of the enterprise on the day of acceptance.</summary>
    public CreditClass CreditClass { get; init; }

    /// <summary>Mode of transport.</summary>
    public string TransportMode { get; init; } = string.Empty;

    /// <summary>Supervision mode.</summary>
    public string SupervisionMode { get; init; } = string.Empty;

    /// <summary>The goods.</summary>
    public IReadOnlyList<CaseItem> Items { get; init; } = [];

    /// <summary>Container numbers.</summary>
    public IReadOnlyList<string> Containers { get; init; } = [];

    /// <summary>True when the firm computed and confirmed the taxes itself.</summary>
    public bool SelfPayment { get; init; }

    /// <summary>Guarantee that shall secure the form; empty when none.</summary>
    public string Guarantee { get; init; } = string.Empty;

    /// <summary>True when the guarantee shall secure the tax.</summary>
    public bool SecuresTax { get; init; }

    /// <summary>True when the guarantee shall secure missing documents.</summary>
    public bool SecuresDocuments { get; init; }

    /// <summary>Kinds of documents that were missing at acceptance.</summary>
    public IReadOnlyList<string> MissingDocuments { get; init; } = [];

    /// <summary>Last day for missing documents.</summary>
    public DateOnly? ReplenishDueDate { get; init; }

    /// <summary>
    /// Key of the consignment whose arrival the case waits for: the bill, or the declaration number for goods without one
    /// (transfers within the territory); the place then reports the arrival under that number.
    /// </summary>
    public string ConsignmentKey => GoodsNumbers.BillKey(BillOfLading) is { Length: > 0 } bill
        ? bill
        : GoodsNumbers.BillKey(DeclarationNumber);

    /// <summary>Office that inspects: where the goods are.</summary>
    public string InspectingOffice => EntryOffice.Length > 0 ? EntryOffice : CustomsOffice;
}

/// <summary>One line of goods, as far as risk rules look at it.</summary>
public sealed record CaseItem(int Number, string CommodityCode, string OriginCountry, Money TotalPrice);

/// <summary>Every document is there.</summary>
public sealed record DocumentsThere(DateTimeOffset Time) : IDated;

/// <summary>The taxes are computed.</summary>
public sealed record TaxBill(DateTimeOffset Time, Money Total, DateOnly? DueDate) : IDated, IVersioned
{
    /// <summary>Version of the form that was assessed; null for the form as accepted.</summary>
    public int? Version { get; init; }
}

/// <summary>Nothing of the taxes is open.</summary>
public sealed record TaxPaid(DateTimeOffset Time, Money Total) : IDated, IVersioned
{
    /// <summary>Version of the form whose taxes these are; null for the form as accepted.</summary>
    public int? Version { get; init; }
}

/// <summary>A bank took back a debit: the tax is open again, until it is settled at a later instant.</summary>
public sealed record TaxReversal(DateTimeOffset Time, string Bill, Money Amount, string Reason) : IDated;

/// <summary>An amount of a guarantee is reserved for the declaration.</summary>
public sealed record Security(
    DateTimeOffset Time, string Reservation, Money Amount, bool SecuresTax, bool SecuresDocuments, DateOnly? ValidToDate) : IDated, IVersioned
{
    /// <summary>Version of the form whose tax it secures; null for the form as accepted.</summary>
    public int? Version { get; init; }

    /// <summary>True while the guarantee covers; on its last day it still does.</summary>
    public bool Covers(DateTimeOffset time) => ValidToDate is not { } last || CustomsTime.DateOf(time) <= last;
}

/// <summary>A guarantee could not secure the declaration.</summary>
public sealed record SecurityRefusal(DateTimeOffset Time, string Guarantee, string Reason, string Text) : IDated;

/// <summary>The version of the form that is in force, as far as the release needs it.</summary>
/// <param name="Time">When it came into force.</param>
/// <param name="Version">Its number, from 1.</param>
/// <param name="AcceptTime">When the form was accepted.</param>
/// <param name="Containers">Container numbers.</param>
public sealed record CaseAmendment(DateTimeOffset Time, int? Version, DateTimeOffset AcceptTime, IReadOnlyList<string> Containers) : IDated, IVersioned;

/// <summary>The form was sent back: its goods stay until a later version is in force.</summary>
/// <param name="Time">When.</param>
/// <param name="Version">Version that is to be corrected.</param>
/// <param name="Reason">What is to be corrected.</param>
public sealed record CaseReturn(DateTimeOffset Time, int? Version, string Reason) : IDated, IVersioned;

/// <summary>The declaration was withdrawn before the release.</summary>
public sealed record Withdrawal(DateTimeOffset Time, string Reason) : IDated;

/// <summary>The goods are in the supervised place.</summary>
/// <param name="Time">When they arrived.</param>
/// <param name="Arrival">Resource name of the report.</param>
/// <param name="CustomsOffice">Office of the place.</param>
/// <param name="Reporter">Who reported it.</param>
public sealed record GoodsArrival(DateTimeOffset Time, string Arrival, string CustomsOffice, string Reporter) : IDated;

/// <summary>What the risk rules decided.</summary>
/// <param name="Time">When.</param>
/// <param name="Version">Version of the rule set.</param>
/// <param name="Lane">The heaviest lane of all rules that matched and drew.</param>
public sealed record ControlDecision(DateTimeOffset Time, int Version, Lane Lane) : IDated
{
    /// <summary>Number of rules that were applied.</summary>
    public int RulesApplied { get; init; }

    /// <summary>The rules whose criteria matched, drawn or not.</summary>
    public IReadOnlyList<RuleVerdict> Verdicts { get; init; } = [];

    /// <summary>Rules that put the declaration in its lane, e.g. <c>riskRules/high-value v1</c>.</summary>
    public IReadOnlyList<string> Deciding => [.. Verdicts.Where(v => v.Drawn && v.Lane == Lane)
        .Select(v => $"riskRules/{v.Rule} v{v.Version}")];
}

/// <summary>How one risk rule judged a declaration that it matched.</summary>
/// <param name="Rule">Id of the rule.</param>
/// <param name="Version">Its version.</param>
/// <param name="Lane">Its lane.</param>
/// <param name="Drawn">True when the lane applies.</param>
/// <param name="Inputs">What it looked at.</param>
public sealed record RuleVerdict(string Rule, int Version, Lane Lane, bool Drawn, IReadOnlyList<ReasonInput> Inputs);

/// <summary>The result of a review or an inspection.</summary>
/// <param name="Time">When it was recorded.</param>
/// <param name="Control">Resource name of the review or inspection.</param>
/// <param name="Ordinal">Number of the record, from 1; the last one counts.</param>
/// <param name="Passed">True when nothing stands against release.</param>
/// <param name="Result">What was recorded, e.g. <c>REVIEW_PASSED</c>.</param>
/// <param name="Officer">Who recorded it.</param>
/// <param name="Note">What was noted.</param>
public sealed record ControlResult(DateTimeOffset Time, string Control, int Ordinal, bool Passed, string Result, string Officer,
    string Note) : IDated;

/// <summary>Goods that left through the gate.</summary>
public sealed record GateExit(DateTimeOffset Time, string GatePass, string Plate, string Container) : IDated;
