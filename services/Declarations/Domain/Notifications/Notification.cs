using System.Text.Json;
using System.Text.Json.Serialization;

namespace Clearance.Declarations.Domain.Notifications;

/// <summary>What a notification tells.</summary>
public enum NotificationKind
{
    Accepted,
    Withdrawn,
    DocumentUploaded,
    DocumentsCompleted,
    ReplenishmentOverdue,
    TaxAssessed,
    TaxSettled,
    TaxPaymentFailed,
    TaxOverdue,
    Secured,
    SecurityRefused,
    SecurityReleased,
    GuaranteeClaimed,
    ControlDecided,
    ControlCompleted,
    GoodsArrived,
    GoodsReleased,
    ComplaintFiled,
    ComplaintConcluded,
    AmendmentRequested,
    Amended,
    AmendmentRefused,
    Returned,
    WithdrawalRequested,
    WithdrawalRefused,
    Rejected,
    TaxPaymentReversed,
    RefundDecided,
    RefundConcluded,
    CreditClassChanged,
    MandateGranted,
    MandateRevoked,
    PrivilegeSuspended,
    PrivilegeRestored,
    Completed,
    CompletionOverdue,
    DocumentRequested,
    DocumentConfirmed,
    DocumentOverdue,
}

/// <summary>What an enterprise is told of one of its declarations, or of what it may do: whole in itself, so that it says the same for as long as it is kept.</summary>
/// <param name="Kind">What happened.</param>
/// <param name="Time">When it happened.</param>
/// <param name="Text">One English sentence.</param>
/// <param name="TextZh">The same in Chinese.</param>
/// <param name="Actor">Who did it: a role, or the service that published the fact.</param>
/// <param name="Subject">What it is about, where that has a name of its own.</param>
/// <param name="Declarant">USCC of the declarant of the form: another agent of the trader must not read it. Of a mandate, its agent.</param>
/// <param name="State">Where the declaration stood afterwards; says nothing where <see cref="IsOfEnterprise"/>.</param>
/// <param name="DeclarationNumber">Its number.</param>
/// <param name="ClientReference">The firm's own reference.</param>
public sealed record Notification(
    NotificationKind Kind,
    DateTimeOffset Time,
    string Text,
    string TextZh,
    string Actor,
    string Subject,
    string Declarant,
    DeclarationState State,
    string DeclarationNumber,
    string ClientReference)
{
    /// <summary>True when it is about the enterprise itself and no declaration.</summary>
    [JsonIgnore]
    public bool IsOfEnterprise => Kind is NotificationKind.CreditClassChanged or NotificationKind.MandateGranted or NotificationKind.MandateRevoked
        or NotificationKind.PrivilegeSuspended or NotificationKind.PrivilegeRestored;

    /// <summary>The log of an enterprise.</summary>
    public static string LogOf(string uscc) => $"enterprises/{uscc}";

    /// <summary>As it is kept.</summary>
    public byte[] ToJson() => JsonSerializer.SerializeToUtf8Bytes(this, DeclarationsJson.Default.Notification);

    /// <summary>From what was kept.</summary>
    public static Notification Of(ReadOnlySpan<byte> json) => JsonSerializer.Deserialize(json, DeclarationsJson.Default.Notification)
        ?? throw new InvalidOperationException("The stored notification is null.");
}
