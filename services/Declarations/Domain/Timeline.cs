using System.Collections.Immutable;
using Clearance.Declarations.Domain.Documents;
using Clearance.Kernel;

namespace Clearance.Declarations.Domain;

/// <summary>What a timeline entry tells. The order is that of the flow: it decides between entries of one instant.</summary>
public enum TimelineKind
{
    Saved,
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
    Completed,
    CompletionOverdue,
    DocumentRequested,
    DocumentConfirmed,
    DocumentOverdue,
}

/// <summary>One entry: what happened, when, by whom, in two languages.</summary>
public sealed record TimelineEntry(DateTimeOffset Time, TimelineKind Kind, string Text, string TextZh, string Actor, string Subject);

/// <summary>Makes entries and keeps them in order. A timeline is a set: the same entry twice is there once.</summary>
public static class Timeline
{
    private const string Payments = "payments";
    private const string Guarantees = "guarantees";
    private const string Releases = "releases";
    private const string Complaints = "complaints";
    private const string ReleasedProvisionally = "The goods were released under security.";
    private const string ResultZh = "查验/审单结果：";
    private const string PassedZh = "通过";

    /// <summary>The timeline with one more entry in its place; the very same one when it is there already.</summary>
    public static ImmutableArray<TimelineEntry> With(this ImmutableArray<TimelineEntry> timeline, TimelineEntry entry)
    {
        var at = 0;
        while (at < timeline.Length && Compare(timeline[at], entry) < 0)
        {
            at++;
        }

        return at < timeline.Length && timeline[at] == entry ? timeline : timeline.Insert(at, entry);
    }

    /// <summary>The entry of a fact.</summary>
    public static TimelineEntry Of(HeardFact fact) => fact switch
    {
        TaxAssessed f => New(f, TimelineKind.TaxAssessed, $"Taxes of {f.Total} were assessed, to be paid by {f.DueDate:yyyy-MM-dd}.", $"税款已核定：{f.Total}，缴款期限{f.DueDate:yyyy-MM-dd}。", Payments),
        TaxSettled { Total.IsZero: true } f => New(f, TimelineKind.TaxSettled, "No tax is due.", "无应缴税款。", Payments),
        TaxSettled f => New(f, TimelineKind.TaxSettled, $"Taxes of {f.Total} are paid.", $"税款{f.Total}已缴清。", Payments),
        TaxPaymentFailed f => New(f, TimelineKind.TaxPaymentFailed, $"The bank did not pay a tax bill: {f.Reason}", $"税单扣款失败：{f.Reason}", Payments, f.Bill),
        TaxOverdue f => New(f, TimelineKind.TaxOverdue, $"A tax bill is overdue with {f.Open} open; the late fee runs.", $"税单逾期，未缴{f.Open}，开始计收滞纳金。", Payments, f.Bill),
        TaxPaymentReversed f => New(f, TimelineKind.TaxPaymentReversed, $"The bank took a payment back ({f.Reason}); {f.Amount} are to be paid again.", $"银行冲正扣款（{f.Reason}），须重新缴纳{f.Amount}。", Payments, f.Bill),
        RefundDecided { Approved: true } f => New(f, TimelineKind.RefundDecided, $"A refund of {f.Amount} was approved.", $"退税{f.Amount}已获批准。", Payments, f.Refund),
        RefundDecided f => New(f, TimelineKind.RefundDecided, $"The refund of {f.Amount} was refused: {f.Reason}", $"退税{f.Amount}未获批准：{f.Reason}", Payments, f.Refund),
        RefundConcluded { Paid: true } f => New(f, TimelineKind.RefundConcluded, $"The bank credited the refund of {f.Amount}.", $"退税{f.Amount}已入账。", Payments, f.Refund),
        RefundConcluded f => New(f, TimelineKind.RefundConcluded, $"The bank could not credit the refund of {f.Amount}: {f.Reason}", $"退税{f.Amount}未能入账：{f.Reason}", Payments, f.Refund),
        DeclarationSecured f => New(f, TimelineKind.Secured, $"A guarantee secures {f.Amount}.", $"保函已担保{f.Amount}。", Guarantees, f.Reservation),
        SecurityRefused f => New(f, TimelineKind.SecurityRefused, $"The guarantee could not secure the form ({f.Reason}): {f.Text}", $"担保未成功（{f.Reason}）。", Guarantees, f.Guarantee),
        SecurityReleased f => New(f, TimelineKind.SecurityReleased, $"The security of {f.Amount} is free again.", $"担保额度{f.Amount}已恢复。", Guarantees, f.Reservation),
        GuaranteeClaimed f => New(f, TimelineKind.GuaranteeClaimed, $"Customs demanded {f.Amount} from the guarantor ({f.Reason}).", $"海关向担保人索偿{f.Amount}（{f.Reason}）。", Guarantees, f.Claim),
        ControlDecided f => New(f, TimelineKind.ControlDecided, ControlText(f.Lane), $"布控结果：{LaneTextZh(f.Lane)}。", Releases, string.Join(", ", f.Rules)),
        ControlCompleted f => New(f, TimelineKind.ControlCompleted, $"Control has its result: {f.Result}.", $"{ResultZh}{(f.Passed ? PassedZh : "未通过")}（{f.Result}）。", Releases, f.Control),
        GoodsArrived f => New(f, TimelineKind.GoodsArrived, "The goods arrived in the supervised place.", "货物已运抵监管场所。", Releases, f.BillOfLading),
        GoodsReleased { Provisional: true } f => New(f, TimelineKind.GoodsReleased, ReleasedProvisionally, "货物已凭担保放行。", Releases, f.ReleaseCase),
        GoodsReleased f => New(f, TimelineKind.GoodsReleased, "The goods were released.", "货物已放行。", Releases, f.ReleaseCase),
        ComplaintFiled f => New(f, TimelineKind.ComplaintFiled, "A complaint was filed.", "已提交投诉。", Complaints, f.Complaint),
        ComplaintConcluded f => New(f, TimelineKind.ComplaintConcluded, $"The complaint was concluded: {f.Finding}.", $"投诉已办结：{f.Finding}。", Complaints, f.Complaint),
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    /// <summary>The lane that an entry of a decided control tells of; one that cannot be told is manual work.</summary>
    internal static ControlLane LaneOf(string text) =>
        Enum.GetValues<ControlLane>().Cast<ControlLane?>().FirstOrDefault(lane => text == ControlText(lane!.Value)) ?? ControlLane.DocumentReview;

    /// <summary>True when an entry of a result tells of one that leaves nothing in the way.</summary>
    internal static bool HasPassed(string textZh) => textZh.StartsWith($"{ResultZh}{PassedZh}", StringComparison.Ordinal);

    /// <summary>True when an entry of a release tells of one under security.</summary>
    internal static bool IsProvisional(string text) => text == ReleasedProvisionally;

    /// <summary>An entry of what the declarant, or the suite itself, did.</summary>
    internal static TimelineEntry Of(TimelineKind kind, Occasion occasion, string text, string textZh, string subject = "") =>
        new(occasion.Time, kind, text, textZh, occasion.Actor.Role, subject);

    /// <summary>The entry of a file that came in.</summary>
    internal static TimelineEntry OfUpload(DocumentKind kind, Occasion occasion) =>
        Of(TimelineKind.DocumentUploaded, occasion, $"The {DocumentKinds.EnglishOf(kind)} came in.", $"已上传{DocumentKinds.ChineseOf(kind)}。", DocumentKinds.CodeOf(kind));

    private static TimelineEntry New(HeardFact fact, TimelineKind kind, string text, string textZh, string actor, string subject = "") =>
        new(fact.Time, kind, text, textZh, actor, subject);

    private static string ControlText(ControlLane lane) => $"Control was decided: {LaneText(lane)}.";

    private static string LaneText(ControlLane lane) => lane switch
    {
        ControlLane.Green => "no control before release",
        ControlLane.DocumentReview => "the documents are reviewed",
        _ => "the goods are inspected",
    };

    private static string LaneTextZh(ControlLane lane) => lane switch
    {
        ControlLane.Green => "无需查验",
        ControlLane.DocumentReview => "单证审核",
        _ => "实货查验",
    };

    private static int Compare(TimelineEntry left, TimelineEntry right)
    {
        var order = left.Time.CompareTo(right.Time);
        order = order != 0 ? order : left.Kind.CompareTo(right.Kind);
        order = order != 0 ? order : string.CompareOrdinal(left.Subject, right.Subject);
        order = order != 0 ? order : string.CompareOrdinal(left.Text, right.Text);
        order = order != 0 ? order : string.CompareOrdinal(left.TextZh, right.TextZh);
        return order != 0 ? order : string.CompareOrdinal(left.Actor, right.Actor);
    }
}
