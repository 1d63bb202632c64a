using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Clearance.Declarations.Domain.Documents;
using Clearance.Declarations.Domain.Enterprises;
using Clearance.Declarations.Domain.Form;
using Clearance.Kernel;

namespace Clearance.Declarations.Domain;

/// <summary>Everything that a declaration takes: commands, answers of other aggregates, its own wake-up, and facts heard.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "message")]
[JsonDerivedType(typeof(CreateDeclaration), "create_declaration")]
[JsonDerivedType(typeof(LodgeDeclaration), "lodge_declaration")]
[JsonDerivedType(typeof(UpdateDeclaration), "update_declaration")]
[JsonDerivedType(typeof(SubmitDeclaration), "submit_declaration")]
[JsonDerivedType(typeof(WithdrawDeclaration), "withdraw_declaration")]
[JsonDerivedType(typeof(AmendDeclaration), "amend_declaration")]
[JsonDerivedType(typeof(CompleteDeclaration), "complete_declaration")]
[JsonDerivedType(typeof(ApproveAmendment), "approve_amendment")]
[JsonDerivedType(typeof(RefuseAmendment), "refuse_amendment")]
[JsonDerivedType(typeof(ReturnDeclaration), "return_declaration")]
[JsonDerivedType(typeof(RejectDeclaration), "reject_declaration")]
[JsonDerivedType(typeof(RequestDocument), "request_document")]
[JsonDerivedType(typeof(ConfirmDocument), "confirm_document")]
[JsonDerivedType(typeof(DocumentRequestDue), "document_request_due")]
[JsonDerivedType(typeof(AttachDocument), "attach_document")]
[JsonDerivedType(typeof(Vouched), "vouched")]
[JsonDerivedType(typeof(Numbered), "numbered")]
[JsonDerivedType(typeof(ReplenishmentDue), "replenishment_due")]
[JsonDerivedType(typeof(ArrivalDue), "arrival_due")]
[JsonDerivedType(typeof(CompletionDue), "completion_due")]
[JsonDerivedType(typeof(TaxAssessed), "tax_assessed")]
[JsonDerivedType(typeof(TaxSettled), "tax_settled")]
[JsonDerivedType(typeof(TaxPaymentFailed), "tax_payment_failed")]
[JsonDerivedType(typeof(TaxPaymentReversed), "tax_payment_reversed")]
[JsonDerivedType(typeof(RefundDecided), "refund_decided")]
[JsonDerivedType(typeof(RefundConcluded), "refund_concluded")]
[JsonDerivedType(typeof(TaxOverdue), "tax_overdue")]
[JsonDerivedType(typeof(DeclarationSecured), "declaration_secured")]
[JsonDerivedType(typeof(SecurityRefused), "security_refused")]
[JsonDerivedType(typeof(SecurityReleased), "security_released")]
[JsonDerivedType(typeof(GuaranteeClaimed), "guarantee_claimed")]
[JsonDerivedType(typeof(ControlDecided), "control_decided")]
[JsonDerivedType(typeof(ControlCompleted), "control_completed")]
[JsonDerivedType(typeof(GoodsArrived), "goods_arrived")]
[JsonDerivedType(typeof(GoodsReleased), "goods_released")]
[JsonDerivedType(typeof(ReleaseBarred), "release_barred")]
[JsonDerivedType(typeof(ComplaintFiled), "complaint_filed")]
[JsonDerivedType(typeof(ComplaintConcluded), "complaint_concluded")]
public abstract record DeclarationMessage;

/// <summary>Saves a draft. <paramref name="Malformed"/> is what the edge could not read: it joins the other violations.</summary>
public sealed record CreateDeclaration(string Key, DeclarationForm Form, ImmutableArray<Violation> Malformed) : DeclarationMessage
{
    /// <summary>What the DecMessage that it came as says beyond the form; null for a form that came as JSON. Nothing is decided by it.</summary>
    public string? MessageRest { get; init; }
}

/// <summary>Creates and submits at once.</summary>
public sealed record LodgeDeclaration(
    string Key,
    [property: JsonConverter(typeof(RememberedJson<DeclarationForm>))] DeclarationForm Form,
    ImmutableArray<Violation> Malformed) : DeclarationMessage
{
    /// <summary>What the edge noticed and does not refuse.</summary>
    public ImmutableArray<Violation>? Warnings { get; init; }

    /// <summary>What the DecMessage that it came as says beyond the form; null for a form that came as JSON. Nothing is decided by it.</summary>
    public string? MessageRest { get; init; }
}

/// <summary>Changes top-level fields of a draft. An empty etag is not compared.</summary>
public sealed record UpdateDeclaration(DeclarationForm Form, ImmutableArray<string> Paths, ImmutableArray<Violation> Malformed, string Etag) : DeclarationMessage;

/// <summary>Submits a draft.</summary>
public sealed record SubmitDeclaration : DeclarationMessage
{
    /// <summary>When the draft that the edge looked at was saved; another one is not submitted on its word.</summary>
    public DateTimeOffset? Judged { get; init; }

    /// <summary>What the edge found wrong with the draft: it joins the other violations.</summary>
    public ImmutableArray<Violation> Malformed { get; init; } = [];

    /// <summary>What the edge noticed and does not refuse.</summary>
    public ImmutableArray<Violation>? Warnings { get; init; }
}

/// <summary>Withdraws the declaration.</summary>
public sealed record WithdrawDeclaration(string Reason) : DeclarationMessage;

/// <summary>Changes top-level fields of an accepted form. An empty etag is not compared.</summary>
public sealed record AmendDeclaration(DeclarationForm Form, ImmutableArray<string> Paths, string Reason, string Etag) : DeclarationMessage
{
    /// <summary>The version that the edge looked at; another one is not amended on its word.</summary>
    public int Judged { get; init; }

    /// <summary>What the edge found wrong with the form as it would be: it joins the other violations.</summary>
    public ImmutableArray<Violation> Malformed { get; init; } = [];
}

/// <summary>The second step of a two-step declaration: fills in the rest of the form. An empty etag is not compared.</summary>
public sealed record CompleteDeclaration(DeclarationForm Form, ImmutableArray<string> Paths, string Etag) : DeclarationMessage
{
    /// <summary>The version that the edge looked at; another one is not completed on its word.</summary>
    public int Judged { get; init; }

    /// <summary>What the edge found wrong with the form as it would be: it joins the other violations.</summary>
    public ImmutableArray<Violation> Malformed { get; init; } = [];

    /// <summary>What the edge noticed and does not refuse.</summary>
    public ImmutableArray<Violation>? Warnings { get; init; }
}

/// <summary>What an officer of the office of declaration decides.</summary>
public abstract record OfficerMessage : DeclarationMessage
{
    /// <summary>Offices that the token of the officer names; null when it names none, which binds to no office.</summary>
    public ImmutableArray<string>? Offices { get; init; }
}

/// <summary>Brings the amendment that waits into force.</summary>
public sealed record ApproveAmendment(string Note) : OfficerMessage;

/// <summary>Refuses the amendment that waits.</summary>
public sealed record RefuseAmendment(string Reason) : OfficerMessage;

/// <summary>Sends the form back for correction.</summary>
public sealed record ReturnDeclaration(string Reason) : OfficerMessage;

/// <summary>Rejects the form.</summary>
public sealed record RejectDeclaration(string Reason) : OfficerMessage;

/// <summary>Asks for a document, or for another one than the file that is there.</summary>
public sealed record RequestDocument(DocumentKind Kind, string Reason, DateOnly? DueDate) : OfficerMessage;

/// <summary>Confirms that the file in a slot is the document that it should be.</summary>
public sealed record ConfirmDocument(DocumentKind Kind) : OfficerMessage;

/// <summary>The period for a document that an officer asked for is over.</summary>
public sealed record DocumentRequestDue : DeclarationMessage;

/// <summary>A file has been stored and takes its slot.</summary>
public sealed record AttachDocument(DocumentKind Kind, string FileName, string MediaType, long Size, string Sha256) : DeclarationMessage;

/// <summary>Told by an enterprise that was asked to vouch; without a voucher it is not registered.</summary>
public sealed record Vouched(VouchRole Role, Voucher? Voucher) : DeclarationMessage;

/// <summary>What an enterprise says of itself on the day of submission.</summary>
public sealed record Voucher(string CustomsCode, CreditClass Class, bool PrivilegeSuspended, bool Mandated)
{
    /// <summary>True when the agent has a mandate, but for other forms; null otherwise.</summary>
    public bool? IsOutOfScope { get; init; }
}

/// <summary>Told by a serial: here is your number.</summary>
public sealed record Numbered(SerialKind Kind, int Year, long Number) : DeclarationMessage;

/// <summary>The period for missing documents is over.</summary>
public sealed record ReplenishmentDue : DeclarationMessage;

/// <summary>The period for the second step is over.</summary>
public sealed record CompletionDue : DeclarationMessage;

/// <summary>The period for the arrival of goods that were declared early is over.</summary>
public sealed record ArrivalDue : DeclarationMessage;
