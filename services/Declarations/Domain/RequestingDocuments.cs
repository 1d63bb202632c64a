using Clearance.Declarations.Domain.Documents;
using Clearance.Kernel;

namespace Clearance.Declarations.Domain;

/// <summary>
/// What an officer wants to see beside what the rules ask for: a document of a kind, for a reason, by a day. A file that is there and does not do is refused in the
/// same way, by asking for another. It bars no release by itself: the officer who asks holds the control of the goods. But a form is not closed while it is open.
/// </summary>
internal static class RequestingDocuments
{
    private const int MostDays = 90;

    internal static Decision<Declaration> Request(Declaration state, RequestDocument request, Occasion occasion)
    {
        if (DeclarationDecisions.WithReason(request.Reason) is { } refusal)
        {
            return refusal;
        }

        if (request.DueDate is not { } due || due <= occasion.Today || due > occasion.Today.AddDays(MostDays))
        {
            return Refusal.Invalid(
                "FIELDS_INVALID",
                "A last day is needed.",
                new Violation("due_date", "DUE_DATE_OUT_OF_RANGE", $"The last day is 1 to {MostDays} days from today.", "Give the firm a day on which it can answer.") { TextZh = $"补交期限应为1至{MostDays}天。" });
        }

        var (kind, replaced) = (request.Kind, state.Documents.Any(slot => slot.Kind == request.Kind && slot.File is not null));
        var (text, textZh) = replaced
            ? ($"Customs asks for another {DocumentKinds.EnglishOf(kind)} by {due:yyyy-MM-dd}: {request.Reason}", $"海关要求于{due:yyyy-MM-dd}前重新提交{DocumentKinds.ChineseOf(kind)}：{request.Reason}")
            : ($"Customs asks for the {DocumentKinds.EnglishOf(kind)} by {due:yyyy-MM-dd}: {request.Reason}", $"海关要求于{due:yyyy-MM-dd}前提交{DocumentKinds.ChineseOf(kind)}：{request.Reason}");
        return state with
        {
            Documents = DocumentSlots.Requested(state.Documents, kind, new DocumentRequest(occasion.Time, request.Reason, due)),
            Timeline = state.Timeline.With(Timeline.Of(TimelineKind.DocumentRequested, occasion, text, textZh, DocumentKinds.CodeOf(kind))),
        };
    }

    internal static Decision<Declaration> Confirm(Declaration state, ConfirmDocument confirm, Occasion occasion)
    {
        var index = state.Documents.Index().Where(slot => slot.Item.Kind == confirm.Kind).Select(slot => (int?)slot.Index).FirstOrDefault();
        if (index is not { } at || state.Documents[at] is not { File: not null, Request: null } slot)
        {
            return DeclarationDecisions.Refuse("DOCUMENT_AWAITED");
        }

        return slot.ConfirmTime is not null ? state : state with
        {
            Documents = state.Documents.SetItem(at, slot with { ConfirmTime = occasion.Time }),
            Timeline = state.Timeline.With(Timeline.Of(
                TimelineKind.DocumentConfirmed, occasion, $"Customs confirmed the {DocumentKinds.EnglishOf(confirm.Kind)}.", $"海关已确认{DocumentKinds.ChineseOf(confirm.Kind)}。", DocumentKinds.CodeOf(confirm.Kind))),
        };
    }

    /// <summary>When the next answer is overdue; null when none can become so.</summary>
    internal static DateTimeOffset? End(Declaration state)
    {
        if (state is not { Stage: Stage.Accepted, Known.Barred: null })
        {
            return null;
        }

        DateOnly? first = null;
        foreach (var slot in state.Documents)
        {
            if (slot.Request is { Overdue: null } request && !(first <= request.DueDate))
            {
                first = request.DueDate;
            }
        }

        return first is { } day ? CustomsTime.StartOf(day.AddDays(1)) : null;
    }

    internal static Decision<Declaration> Overdue(Declaration state, Occasion occasion)
    {
        if (End(state) is not { } end || occasion.Time < end)
        {
            return state;
        }

        var (documents, timeline) = (state.Documents, state.Timeline);
        foreach (var (index, slot) in state.Documents.Index())
        {
            if (slot.Request is { Overdue: null } request && request.DueDate < occasion.Today)
            {
                documents = documents.SetItem(index, slot with { Request = request with { Overdue = true } });
                timeline = timeline.With(Timeline.Of(
                    TimelineKind.DocumentOverdue,
                    occasion,
                    $"The {DocumentKinds.EnglishOf(slot.Kind)} that customs asked for did not come by {request.DueDate:yyyy-MM-dd}.",
                    $"逾期未提交海关要求的{DocumentKinds.ChineseOf(slot.Kind)}（期限{request.DueDate:yyyy-MM-dd}）。",
                    DocumentKinds.CodeOf(slot.Kind)));
            }
        }

        return state with { Documents = documents, Timeline = timeline };
    }
}
