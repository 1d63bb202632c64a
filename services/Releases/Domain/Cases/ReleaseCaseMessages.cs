using System.Text.Json.Serialization;

namespace Clearance.Releases.Domain;

/// <summary>
/// A message to a release case. All but <see cref="LeaveGate"/> and <see cref="WithdrawalRequested"/> are facts: they join in any order. Of a withdrawal
/// and a release the one that comes first here stands.
/// </summary>
/// <param name="Case">Key of the case: that of the declaration.</param>
[JsonDerivedType(typeof(DeclarationAccepted), "declaration_accepted")]
[JsonDerivedType(typeof(DocumentsCompleted), "documents_completed")]
[JsonDerivedType(typeof(TaxAssessed), "tax_assessed")]
[JsonDerivedType(typeof(TaxSettled), "tax_settled")]
[JsonDerivedType(typeof(TaxPaymentReversed), "tax_payment_reversed")]
[JsonDerivedType(typeof(DeclarationSecured), "declaration_secured")]
[JsonDerivedType(typeof(SecurityRefused), "security_refused")]
[JsonDerivedType(typeof(DeclarationAmended), "declaration_amended")]
[JsonDerivedType(typeof(DeclarationReturned), "declaration_returned")]
[JsonDerivedType(typeof(WithdrawalRequested), "withdrawal_requested")]
[JsonDerivedType(typeof(LaneDecided), "lane_decided")]
[JsonDerivedType(typeof(ControlRecorded), "control_recorded")]
[JsonDerivedType(typeof(ArrivalReported), "arrival_reported")]
[JsonDerivedType(typeof(LeaveGate), "leave_gate")]
public abstract record ReleaseCaseMessage(string Case);

/// <summary>Declarations: the form is accepted.</summary>
/// <param name="Case">Key of the case.</param>
/// <param name="Profile">What it says.</param>
/// <param name="Seed">Seed of the random draws, from the configuration of the suite on that day.</param>
public sealed record DeclarationAccepted(string Case, CaseProfile Profile, string Seed) : ReleaseCaseMessage(Case);

/// <summary>Declarations: every document is there.</summary>
public sealed record DocumentsCompleted(string Case, DocumentsThere Documents) : ReleaseCaseMessage(Case);

/// <summary>Payments: the taxes are computed.</summary>
public sealed record TaxAssessed(string Case, TaxBill Bill) : ReleaseCaseMessage(Case);

/// <summary>Payments: nothing of the taxes is open.</summary>
public sealed record TaxSettled(string Case, TaxPaid Paid) : ReleaseCaseMessage(Case);

/// <summary>Payments: a bank took back what it had debited.</summary>
public sealed record TaxPaymentReversed(string Case, TaxReversal Reversal) : ReleaseCaseMessage(Case);

/// <summary>Guarantees: an amount is reserved.</summary>
public sealed record DeclarationSecured(string Case, Security Security) : ReleaseCaseMessage(Case);

/// <summary>Guarantees: the guarantee could not secure the form.</summary>
public sealed record SecurityRefused(string Case, SecurityRefusal Refusal) : ReleaseCaseMessage(Case);

/// <summary>Declarations: a version of the form came into force.</summary>
public sealed record DeclarationAmended(string Case, CaseAmendment Amendment) : ReleaseCaseMessage(Case);

/// <summary>Declarations: the form was sent back.</summary>
public sealed record DeclarationReturned(string Case, CaseReturn Return) : ReleaseCaseMessage(Case);

/// <summary>Declarations: a withdrawal was asked for.</summary>
/// <param name="Case">Key of the case.</param>
/// <param name="Withdrawal">Why.</param>
/// <param name="UnlessArrived">True when it counts only while the goods have not arrived.</param>
public sealed record WithdrawalRequested(string Case, Withdrawal Withdrawal, bool UnlessArrived) : ReleaseCaseMessage(Case);

/// <summary>The rule set: how the declaration is controlled.</summary>
public sealed record LaneDecided(string Case, ControlDecision Decision) : ReleaseCaseMessage(Case);

/// <summary>A review or inspection: its result.</summary>
public sealed record ControlRecorded(string Case, ControlResult Result) : ReleaseCaseMessage(Case);

/// <summary>The consignment: the goods are there.</summary>
public sealed record ArrivalReported(string Case, GoodsArrival Arrival) : ReleaseCaseMessage(Case);

/// <summary>A gate pass: the goods leave. Refused unless they are released.</summary>
public sealed record LeaveGate(string Case, GateExit Exit) : ReleaseCaseMessage(Case);
