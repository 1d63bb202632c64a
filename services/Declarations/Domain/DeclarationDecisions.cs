using System.Collections.Immutable;
using Clearance.Declarations.Domain.Documents;
using Clearance.Declarations.Domain.Form;
using Clearance.Declarations.Domain.Notifications;
using Clearance.Declarations.Domain.Rules;
using Clearance.Kernel;

namespace Clearance.Declarations.Domain;

/// <summary>What a declaration decides. Submission and acceptance are in <see cref="Submitting"/>.</summary>
public static class DeclarationDecisions
{
    private const int LongestReason = 255;

    /// <summary>Decides one message.</summary>
    public static Decision<Declaration> Decide(Declaration? state, DeclarationMessage message, Occasion occasion) =>
        Change(state, message, occasion).TellingFirms(state);

    private static Decision<Declaration> Change(Declaration? state, DeclarationMessage message, Occasion occasion) => (state, message) switch
    {
        (null, CreateDeclaration create) => Create(create, occasion),
        (null, LodgeDeclaration lodge) => Lodge(lodge, occasion),
        (_, CreateDeclaration or LodgeDeclaration) => Refuse("DECLARATION_NOT_DRAFT"),
        (null, _) => NotFound(),
        (_, HeardFact fact) => Hear(state, fact),
        (_, Vouched vouched) => Submitting.OnVouched(state, vouched, occasion),
        (_, Numbered numbered) => Submitting.OnNumbered(state, numbered, occasion),
        (_, ReplenishmentDue) => Overdue(state, occasion),
        _ when !state.IsVisibleTo(occasion.Actor) => NotFound(),
        (_, UpdateDeclaration update) => Update(state, update, occasion),
        (_, SubmitDeclaration submit) => DeclarationLifecycle.RefusalOf(state.State, DeclarationAction.Submit) is { } reason
            ? Refuse(reason)
            : Changed(state, submit) ?? Caller(state.Form, occasion) ?? Submitting.Begin(state, submit.Malformed, submit.Warnings, occasion),
        (_, WithdrawDeclaration withdraw) => Withdraw(state, withdraw, occasion),
        (_, AttachDocument attach) => Attach(state, attach, occasion),
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private static Refusal NotFound() => Refusal.NotFound("RESOURCE_NOT_FOUND", "No such declaration, or it belongs to another enterprise.");

    private static Decision<Declaration> Create(CreateDeclaration create, Occasion occasion)
    {
        if (Caller(create.Form, occasion) is { } refusal)
        {
            return refusal;
        }

        var violations = FormRules.ForSaving(create.Form, create.Malformed, occasion.Today);
        if (!violations.IsEmpty)
        {
            return Invalid(violations);
        }

        var draft = Opened(create.Key, create.Form, occasion);
        draft = draft with
        {
            Timeline = draft.Timeline.With(Timeline.Of(TimelineKind.Saved, occasion, "The form was saved as a draft.", "报关单已暂存。")),
        };
        return Decision.Accept(draft).Tell(Submitting.UnifiedSerial(draft, occasion), Submitting.AskUnified(draft, occasion));
    }

    private static Decision<Declaration> Lodge(LodgeDeclaration lodge, Occasion occasion) =>
        Caller(lodge.Form, occasion) ?? Submitting.Begin(Opened(lodge.Key, lodge.Form, occasion), lodge.Malformed, lodge.Warnings, occasion);

    private static Declaration Opened(string key, DeclarationForm form, Occasion occasion) => new()
    {
        Key = key,
        Form = form,
        CreateTime = occasion.Time,
        SaveTime = occasion.Time,
        Documents = DocumentSlots.For(form, [], occasion.Time),
    };

    private static Decision<Declaration> Update(Declaration state, UpdateDeclaration update, Occasion occasion)
    {
        if (DeclarationLifecycle.RefusalOf(state.State, DeclarationAction.Update) is { } reason)
        {
            return Refuse(reason);
        }

        if (update.Etag.Length > 0 && update.Etag != DeclarationsJson.EtagOf(state))
        {
            return Refusal.Conflict("ETAG_STALE", "The draft was changed meanwhile; read it again and repeat the change.");
        }

        if (update.Paths.Where(path => !FormPatch.Paths.Contains(path)).ToArray() is { Length: > 0 } unknown)
        {
            return Refusal.Invalid(
                "UPDATE_MASK_INVALID",
                "The update mask names fields that a draft has not.",
                [.. unknown.Select(path => new Violation("update_mask", "PATH_UNKNOWN", $"'{path}' is no top-level field of the form.", $"Use top-level fields such as items or gross_weight, or *.") { TextZh = "更新字段不存在。" })]);
        }

        var form = FormPatch.Apply(state.Form, update.Form, update.Paths);
        var violations = FormRules.ForSaving(form, update.Malformed, occasion.Today);
        if (form.Direction is not null && form.Direction != state.Form.Direction)
        {
            violations = violations.Add(new Violation("declaration.direction", "DIRECTION_FIXED", "The unified number of the draft says the other direction.", "Save a new draft.") { TextZh = "统一编号已生成，不能更改进出口标志。" });
        }

        if (Caller(form, occasion) is { } refusal)
        {
            return refusal;
        }

        return violations.IsEmpty
            ? state with { Form = form, SaveTime = occasion.Time, Documents = DocumentSlots.For(form, state.Documents, occasion.Time) }
            : Invalid(violations);
    }

    private static Decision<Declaration> Withdraw(Declaration state, WithdrawDeclaration withdraw, Occasion occasion)
    {
        if (withdraw.Reason.Length is 0 or > LongestReason)
        {
            return Refusal.Invalid("FIELDS_INVALID", "A reason is needed.", new Violation("reason", "REASON_REQUIRED", $"A reason of 1 to {LongestReason} signs is needed.", "Say why, in a sentence.") { TextZh = "必须填写撤销原因。" });
        }

        var wasAccepted = state.State == DeclarationState.Accepted;
        var reason = DeclarationLifecycle.RefusalOf(state.State, DeclarationAction.Withdraw)
            ?? (wasAccepted ? DeclarationLifecycle.Withdrawal(state.Known) : null);
        if (reason is not null)
        {
            return Refuse(reason);
        }

        var entry = Timeline.Of(TimelineKind.Withdrawn, occasion, $"The declarant withdrew the form: {withdraw.Reason}", $"报关单已撤销：{withdraw.Reason}");
        var withdrawn = Decision.Accept(state with { Stage = Stage.Withdrawn, WithdrawReason = withdraw.Reason, Timeline = state.Timeline.With(entry) });

        // Nobody has heard of a draft: there is nothing to tell.
        return wasAccepted ? withdrawn.Publish(new DeclarationWithdrawn(state.Key, occasion.Time, withdraw.Reason)) : withdrawn;
    }

    private static Decision<Declaration> Attach(Declaration state, AttachDocument attach, Occasion occasion)
    {
        if (DeclarationLifecycle.RefusalOf(state.State, DeclarationAction.Upload) is { } reason)
        {
            return Refuse(reason);
        }

        var present = state.Documents.FirstOrDefault(slot => slot.Kind == attach.Kind)?.File;
        if (present?.Sha256 == attach.Sha256)
        {
            return state;
        }

        if (present is not null && state.State != DeclarationState.Draft)
        {
            return Refuse("DOCUMENT_ALREADY_UPLOADED");
        }

        var file = new StoredFile(attach.FileName, attach.MediaType, attach.Size, attach.Sha256, string.Empty, occasion.Time);
        var changed = state with
        {
            Documents = DocumentSlots.With(state.Documents, attach.Kind, file),
            Timeline = state.Timeline.With(Timeline.OfUpload(attach.Kind, occasion)),
        };
        if (state.State == DeclarationState.Draft || state.MissingDocuments.IsEmpty || !changed.MissingDocuments.IsEmpty)
        {
            return changed;
        }

        var entry = Timeline.Of(TimelineKind.DocumentsCompleted, occasion, "Every required document is there.", "随附单证已补齐。");
        return Decision.Accept(changed with { Timeline = changed.Timeline.With(entry) }).Publish(new DocumentsCompleted(state.Key, occasion.Time));
    }

    private static Decision<Declaration> Hear(Declaration state, HeardFact fact)
    {
        var known = state.Known.With(fact);
        var timeline = state.Timeline.With(Timeline.Of(fact));
        return ReferenceEquals(known, state.Known) && timeline == state.Timeline ? state : state with { Known = known, Timeline = timeline };
    }

    private static Decision<Declaration> Overdue(Declaration state, Occasion occasion)
    {
        if (state.ReplenishmentEnd is not { } end || occasion.Time < end)
        {
            return state;
        }

        var missing = state.MissingDocuments;
        var kinds = string.Join(", ", missing.Select(DocumentKinds.EnglishOf));
        var entry = Timeline.Of(
            TimelineKind.ReplenishmentOverdue, occasion, $"Promised documents did not come in time: {kinds}.", $"逾期未补交单证：{string.Join("、", missing.Select(DocumentKinds.ChineseOf))}。");
        return Decision.Accept(state with { ReplenishmentOverdue = true, Timeline = state.Timeline.With(entry) })
            .Publish(new ReplenishmentOverdue(state.Key, end, missing))
            .Tell(
                Aggregates.Enterprise(state.Form.Trader.Uscc),
                new Enterprises.SuspendPrivilege($"Documents of declaration {state.DeclarationNumber} did not come by {state.ReplenishDueDate:yyyy-MM-dd}: {kinds}."));
    }

    private static Refusal? Changed(Declaration state, SubmitDeclaration submit) => submit.Judged is { } judged && judged != state.SaveTime
        ? Refusal.Conflict("ETAG_STALE", "The draft was changed while it was submitted; read it again and repeat the submission.")
        : null;

    /// <summary>A firm declares in its own name only; a code that is no USCC is a violation of the form instead.</summary>
    private static Refusal? Caller(DeclarationForm form, Occasion occasion) =>
        occasion.Actor.Role == Roles.Declarant && Uscc.IsValid(form.Declarant.Uscc) && form.Declarant.Uscc != occasion.Actor.Enterprise
            ? Refusal.Forbidden("DECLARANT_IS_NOT_CALLER", "The declarant of the form is not your enterprise; declare in your own name, as trader or as its agent.")
            : null;

    internal static Refusal Invalid(ImmutableArray<Violation> violations) =>
        Refusal.Invalid("FORM_INVALID", $"The form has {violations.Length} violation{(violations.Length == 1 ? "" : "s")}; nothing was stored.", violations.AsSpan())
            with { MessageZh = $"报关单存在{violations.Length}处错误，未予保存。" };

    private static Refusal Refuse(string reason) => reason switch
    {
        "DECLARATION_NOT_DRAFT" => Refusal.Precondition("DECLARATION_NOT_DRAFT", "Only a draft can be changed or submitted; this form is past that.") with { MessageZh = "仅暂存状态的报关单可以修改或申报。" },
        "DECLARATION_RELEASED" => Refusal.Precondition("DECLARATION_RELEASED", "The goods are released; a released form cannot be withdrawn.") with { MessageZh = "货物已放行，不能撤销。" },
        "TAX_ALREADY_PAID" => Refusal.Precondition("TAX_ALREADY_PAID", "The tax is paid; ask for a refund before withdrawing.") with { MessageZh = "税款已缴纳，不能撤销。" },
        "UNDER_INSPECTION" => Refusal.Precondition("UNDER_INSPECTION", "An inspection is ordered; wait for its result.") with { MessageZh = "货物已布控查验，不能撤销。" },
        "DECLARATION_WITHDRAWN" => Refusal.Precondition("DECLARATION_WITHDRAWN", "The form is withdrawn already.") with { MessageZh = "报关单已撤销。" },
        "DOCUMENT_ALREADY_UPLOADED" => Refusal.Precondition("DOCUMENT_ALREADY_UPLOADED", "Another file is in this slot of an accepted form; it cannot be replaced.") with { MessageZh = "该单证已上传，不能替换。" },
        _ => throw new System.Diagnostics.UnreachableException(),
    };
}
