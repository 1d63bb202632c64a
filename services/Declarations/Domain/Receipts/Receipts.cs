using Clearance.Declarations.Domain.Codes;
using Clearance.Declarations.Domain.Notifications;

namespace Clearance.Declarations.Domain.Receipts;

/// <summary>A result that customs tells of a declaration by its channel. The same step always gives the same receipt.</summary>
/// <param name="Channel">Code of the list <c>receipt-channels</c>.</param>
/// <param name="Time">When it became true.</param>
/// <param name="Text">One English sentence.</param>
/// <param name="TextZh">The same in Chinese.</param>
public sealed record Receipt(string Channel, DateTimeOffset Time, string Text, string TextZh)
{
    /// <summary>Channel of a declaration that has nothing open.</summary>
    internal const string Closed = "R";

    /// <summary>What the channel means.</summary>
    public CodeName Meaning => CodeLists.Of("receipt-channels").NameOf(Channel)!;
}

/// <summary>The receipts of a declaration: a view of what its timeline and its notifications say already, never stored.</summary>
public static class Receipts
{
    /// <summary>Every receipt of a declaration so far, oldest first. A draft that never was declared has none.</summary>
    public static IEnumerable<Receipt> Of(Declaration declaration)
    {
        if (declaration.AcceptTime is null)
        {
            return [];
        }

        var told = declaration.Timeline
            .SelectMany(entry => Notifying.KindOf(entry.Kind) is { } kind ? Of(kind, entry.Time, entry.Text, entry.TextZh) : []);
        return declaration.State == DeclarationState.Closed ? told.Append(ClosedAt(LastOf(declaration))) : told;
    }

    /// <summary>The receipts that a notification brings. Closed is told by the step that left nothing open.</summary>
    public static IEnumerable<Receipt> Of(Notification told, Declaration declaration)
    {
        var receipts = Of(told.Kind, told.Time, told.Text, told.TextZh);
        return told.State == DeclarationState.Closed && IsClosing(told.Kind) ? receipts.Append(ClosedAt(LastOf(declaration))) : receipts;
    }

    private static IEnumerable<Receipt> Of(NotificationKind kind, DateTimeOffset time, string text, string textZh) =>
        ChannelsOf(kind, text, textZh).Select(channel => new Receipt(channel, time, text, textZh));

    private static string[] ChannelsOf(NotificationKind kind, string text, string textZh) => kind switch
    {
        NotificationKind.Accepted => ["7", "L"],
        NotificationKind.Withdrawn => ["A"],
        NotificationKind.Returned => ["Z"],
        NotificationKind.Rejected => ["E"],
        NotificationKind.ReplenishmentOverdue => ["N"],
        NotificationKind.TaxAssessed => ["T"],
        NotificationKind.ControlDecided => [ChannelOf(Timeline.LaneOf(text))],
        NotificationKind.ControlCompleted => [Timeline.HasPassed(textZh) ? "J" : "S"],
        NotificationKind.GoodsReleased => [Timeline.IsProvisional(text) ? "K" : "P"],

        // The single window has no channel for these: the log of notifications tells them.
        NotificationKind.DocumentUploaded or NotificationKind.DocumentsCompleted or NotificationKind.TaxSettled or NotificationKind.TaxPaymentFailed or NotificationKind.TaxOverdue
            or NotificationKind.Secured or NotificationKind.SecurityRefused or NotificationKind.SecurityReleased or NotificationKind.GuaranteeClaimed
            or NotificationKind.GoodsArrived or NotificationKind.ComplaintFiled or NotificationKind.ComplaintConcluded
            or NotificationKind.AmendmentRequested or NotificationKind.Amended or NotificationKind.AmendmentRefused
            or NotificationKind.WithdrawalRequested or NotificationKind.WithdrawalRefused
            or NotificationKind.TaxPaymentReversed or NotificationKind.RefundDecided or NotificationKind.RefundConcluded
            or NotificationKind.DocumentRequested or NotificationKind.DocumentConfirmed or NotificationKind.DocumentOverdue
            or NotificationKind.Completed or NotificationKind.CompletionOverdue
            or NotificationKind.CreditClassChanged or NotificationKind.MandateGranted or NotificationKind.MandateRevoked
            or NotificationKind.PrivilegeSuspended or NotificationKind.PrivilegeRestored => [],
    };

    private static string ChannelOf(ControlLane lane) => lane switch
    {
        ControlLane.Green => "J",
        ControlLane.DocumentReview => "H",
        ControlLane.Inspection => "C",
    };

    private static bool IsClosing(NotificationKind kind) =>
        kind is NotificationKind.GoodsReleased or NotificationKind.TaxSettled or NotificationKind.DocumentsCompleted or NotificationKind.DocumentUploaded;

    private static Receipt ClosedAt(DateTimeOffset time) => new(Receipt.Closed, time, "Customs formalities are complete.", "海关手续已办结。");

    private static DateTimeOffset LastOf(Declaration declaration) => declaration.Timeline
        .Where(entry => Notifying.KindOf(entry.Kind) is { } kind && IsClosing(kind)).Select(entry => entry.Time).DefaultIfEmpty(declaration.UpdateTime).Max();
}
