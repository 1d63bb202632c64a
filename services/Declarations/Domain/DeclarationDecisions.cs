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
        (_, HeardFact fact) => Hear(state, fact, occasion),
        (_, Vouched vouched) => Submitting.OnVouched(state, vouched, occasion),
        (_, Numbered numbered) => Submitting.OnNumbered(state, numbered, occasion),
        (_, ReplenishmentDue) => Overdue(state, occasion),
        (_, ArrivalDue) => Withdrawing.GiveUp(state, occasion),
        (_, CompletionDue) => TwoStep.Overdue(state, occasion),
        (_, DocumentRequestDue) => RequestingDocuments.Overdue(state, occasion),
        _ when !state.IsVisibleTo(occasion.Actor) => NotFound(),
        (_, OfficerMessage { Offices: { } offices }) when !offices.Contains(state.Form.CustomsOffice) => Elsewhere(state, offices),
        _ => DeclarationLifecycle.RefusalOf(state.State, ActionOf(message)) is { } reason ? Refuse(reason) : Act(state, message, occasion),
    };

    /// <summary>What the state allows; what the action asks beyond that, it says itself.</summary>
    private static Decision<Declaration> Act(Declaration state, DeclarationMessage message, Occasion occasion) => message switch
    {
        UpdateDeclaration update => Update(state, update, occasion),
        SubmitDeclaration submit => Changed(state, submit) ?? Caller(state.Form, occasion) ?? Submitting.Begin(state, submit.Malformed, submit.Warnings, occasion),
        WithdrawDeclaration withdraw => Withdrawing.Withdraw(state, withdraw, occasion),
        AmendDeclaration amend => Amending.Amend(state, amend, occasion),
        CompleteDeclaration complete => TwoStep.Complete(state, complete, occasion),
        ApproveAmendment approve => Amending.Approve(state, approve, occasion),
        RefuseAmendment refuse => Amending.Refuse(state, refuse, occasion),
        ReturnDeclaration returned => Withdrawing.Return(state, returned, occasion),
        RejectDeclaration reject => Withdrawing.Reject(state, reject, occasion),
        RequestDocument request => RequestingDocuments.Request(state, request, occasion),
        ConfirmDocument confirm => RequestingDocuments.Confirm(state, confirm, occasion),
        AttachDocument attach => Attach(state, attach, occasion),
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private static DeclarationAction ActionOf(DeclarationMessage message) => message switch
    {
        UpdateDeclaration => DeclarationAction.Update,
        SubmitDeclaration => DeclarationAction.Submit,
        WithdrawDeclaration => DeclarationAction.Withdraw,
        AmendDeclaration => DeclarationAction.Amend,
        CompleteDeclaration => DeclarationAction.Complete,
        ApproveAmendment => DeclarationAction.Approve,
        RefuseAmendment => DeclarationAction.RefuseAmendment,
        ReturnDeclaration => DeclarationAction.Return,
        RejectDeclaration => DeclarationAction.Reject,
        RequestDocument => DeclarationAction.RequestDocument,
        ConfirmDocument => DeclarationAction.ConfirmDocument,
        AttachDocument => DeclarationAction.Upload,
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private static Refusal Elsewhere(Declaration state, ImmutableArray<string> offices) => Refusal.Forbidden(
        "OFFICE_NOT_YOURS",
        $"The declaration belongs to office {state.Form.CustomsOffice}, and the token names {string.Join(", ", offices)}; hand it to a colleague there.");

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
        if (update.Etag.Length > 0 && update.Etag != DeclarationsJson.EtagOf(state))
        {
            return Refusal.Conflict("ETAG_STALE", "The draft was changed meanwhile; read it again and repeat the change.");
        }

        if (UnknownPaths(update.Paths) is { } unknown)
        {
            return unknown;
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

    internal static Refusal? UnknownPaths(ImmutableArray<string> paths) => paths.Where(path => !FormPatch.Paths.Contains(path)).ToArray() is { Length: > 0 } unknown
        ? Refusal.Invalid(
            "UPDATE_MASK_INVALID",
            "The update mask names fields that a form has not.",
            [.. unknown.Select(path => new Violation("update_mask", "PATH_UNKNOWN", $"'{path}' is no top-level field of the form.", $"Use top-level fields such as items or gross_weight, or *.") { TextZh = "更新字段不存在。" })])
        : null;

    internal static Refusal? WithReason(string reason) => reason.Length is 0 or > LongestReason
        ? Refusal.Invalid("FIELDS_INVALID", "A reason is needed.", new Violation("reason", "REASON_REQUIRED", $"A reason of 1 to {LongestReason} signs is needed.", "Say why, in a sentence.") { TextZh = "必须填写原因，且不超过255个字符。" })
        : null;

    private static Decision<Declaration> Attach(Declaration state, AttachDocument attach, Occasion occasion)
    {
        var slot = state.Documents.FirstOrDefault(slot => slot.Kind == attach.Kind);
        if (slot?.File?.Sha256 == attach.Sha256)
        {
            return state;
        }

        if (slot is { File: not null, Request: null } && state.State != DeclarationState.Draft)
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

    private static Decision<Declaration> Hear(Declaration state, HeardFact fact, Occasion occasion)
    {
        if (fact is ReleaseBarred barred)
        {
            return Withdrawing.End(state, barred);
        }

        var known = state.Known.With(fact);
        var timeline = state.Timeline.With(Timeline.Of(fact));
        if (fact is GoodsReleased && state.PendingWithdrawal is { } late)
        {
            timeline = timeline.With(new TimelineEntry(
                fact.Time, TimelineKind.WithdrawalRefused, $"The goods were released before the withdrawal, which has no effect: {late.Reason}", $"货物已放行，撤销申请无效：{late.Reason}", "releases", ""));
        }

        var heard = ReferenceEquals(known, state.Known) && timeline == state.Timeline ? state : state with { Known = known, Timeline = timeline };
        return fact is GoodsArrived arrived ? Amending.Rerate(heard, arrived, occasion) : heard;
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

    internal static Refusal Refuse(string reason) => reason switch
    {
        "DECLARATION_NOT_DRAFT" => Refusal.Precondition("DECLARATION_NOT_DRAFT", "Only a draft can be changed or submitted; this form is past that.") with { MessageZh = "仅暂存状态的报关单可以修改或申报。" },
        "DECLARATION_RELEASED" => Refusal.Precondition("DECLARATION_RELEASED", "The goods are released; a released form cannot be withdrawn.") with { MessageZh = "货物已放行，不能撤销。" },
        "TAX_ALREADY_PAID" => Refusal.Precondition("TAX_ALREADY_PAID", "The tax is paid; ask for a refund before withdrawing.") with { MessageZh = "税款已缴纳，不能撤销。" },
        "UNDER_INSPECTION" => Refusal.Precondition("UNDER_INSPECTION", "An inspection is ordered; wait for its result.") with { MessageZh = "货物已布控查验，不能撤销。" },
        "DECLARATION_WITHDRAWN" => Refusal.Precondition("DECLARATION_WITHDRAWN", "The form is withdrawn already.") with { MessageZh = "报关单已撤销。" },
        "DOCUMENT_ALREADY_UPLOADED" => Refusal.Precondition("DOCUMENT_ALREADY_UPLOADED", "Another file is in this slot of an accepted form; it cannot be replaced.") with { MessageZh = "该单证已上传，不能替换。" },
        "WITHDRAWAL_PENDING" => Refusal.Precondition("WITHDRAWAL_PENDING", "A withdrawal or rejection is on its way; wait for its outcome.") with { MessageZh = "撤销或退单正在处理，请等待结果。" },
        "DECLARATION_REJECTED" => Refusal.Precondition("DECLARATION_REJECTED", "Customs has rejected the form; declare anew.") with { MessageZh = "报关单已被海关退单，请重新申报。" },
        "DECLARATION_NOT_ACCEPTED" => Refusal.Precondition("DECLARATION_NOT_ACCEPTED", "The form is a draft; change it, or submit it first.") with { MessageZh = "报关单尚未申报。" },
        "DECLARATION_RETURNED" => Refusal.Precondition("DECLARATION_RETURNED", "The form is with the declarant for correction already.") with { MessageZh = "报关单已退回修改。" },
        "AMENDMENT_PENDING" => Refusal.Precondition("AMENDMENT_PENDING", "An amendment waits for an officer; a further one is taken when it is decided.") with { MessageZh = "已有修改申请待审核。" },
        "NO_AMENDMENT_PENDING" => Refusal.Precondition("NO_AMENDMENT_PENDING", "No amendment waits; it may have been decided already.") with { MessageZh = "没有待审核的修改申请。" },
        "DECLARATION_CLOSED" => Refusal.Precondition("DECLARATION_CLOSED", "The form is closed; what is to be corrected now is an amendment or an audit.") with { MessageZh = "报关单已结关。" },
        "DOCUMENT_AWAITED" => Refusal.Precondition("DOCUMENT_AWAITED", "No file is in this slot, or another one was asked for; confirm it when it has come.") with { MessageZh = "单证尚未提交，或已要求重新提交。" },
        "DECLARATION_NOT_SUMMARY" => Refusal.Precondition("DECLARATION_NOT_SUMMARY", "The form is no summary of a two-step declaration, or it is completed already; amend it instead.") with { MessageZh = "报关单不是两步申报的概要申报，或已完成完整申报。" },
        "ANSWER_PERIOD_RUNS" => Refusal.Precondition("ANSWER_PERIOD_RUNS", "Customs amends only a returned form whose declarant did not answer in time; return it first, or wait.") with { MessageZh = "答复期限届满前，海关不得自行修改。" },
        _ => throw new System.Diagnostics.UnreachableException(),
    };
}
