using System.Collections.Immutable;
using Clearance.Declarations.Domain.Documents;
using Clearance.Declarations.Domain.Form;
using Clearance.Declarations.Domain.Rules;
using Clearance.Kernel;

namespace Clearance.Declarations.Domain;

/// <summary>Changes of an accepted form (Decree 220, DOMAIN 5.3): what comes into force at once, what an officer decides, what cannot be changed at all.</summary>
internal static class Amending
{
    /// <summary>Who declares what to whom, and the numbers and reservations made on it: these are changed by a new form.</summary>
    private static readonly string[] s_fixed =
        ["direction", "customs_office", "trader", "declarant", "transport.mode", "transport.bill_of_lading", "security", "self_payment", "summary"];

    /// <summary>What neither tax nor control nor permits hang on. Ship, voyage and days changed by loading are no fault of the declarant (DOMAIN 6, rule 7).</summary>
    private static readonly string[] s_light =
    [
        "remarks", "marks", "marks_file", "contract_number", "client_reference", "declarant_person", "transport.name", "transport.voyage", "entry_date", "departure_date",
        "storage_place", "yard_code", "bonded_place", "attachments", "overseas_party.address",
    ];

    internal static Decision<Declaration> Amend(Declaration state, AmendDeclaration amend, Occasion occasion)
    {
        if (WhyNot(state, amend, occasion) is { } refusal)
        {
            return refusal;
        }

        var form = FormPatch.Apply(state.Form, amend.Form, amend.Paths);
        var changes = FormDifference.Between(state.Form, form);
        if (changes.IsEmpty)
        {
            return state;
        }

        var violations = Check(state, form, changes, amend.Malformed);
        if (!violations.IsEmpty)
        {
            return DeclarationDecisions.Invalid(violations);
        }

        // After the release, on a returned form, and wherever taxes or control may change, an officer looks first; an officer needs nobody.
        var waits = occasion.Actor.Role == Roles.Declarant
            && (state.State != DeclarationState.Accepted || changes.Any(change => !s_light.Any(change.IsOf)));
        return waits
            ? state with
            {
                Amendment = new Amendment(occasion.Time, occasion.Actor.Role, amend.Reason, amend.Form, amend.Paths),
                Timeline = state.Timeline.With(Timeline.Of(
                    TimelineKind.AmendmentRequested, occasion, $"An amendment of {FieldsOf(changes)} waits for an officer: {amend.Reason}", $"修改申请待海关审核：{amend.Reason}")),
            }
            : Decision.Accept(InForce(state, form, changes, new FormVersion(occasion.Time, occasion.Actor.Role, amend.Reason, changes), occasion)).Publishing(occasion);
    }

    internal static Decision<Declaration> Approve(Declaration state, ApproveAmendment approve, Occasion occasion)
    {
        if (state.Amendment is not { } amendment)
        {
            return DeclarationDecisions.Refuse("NO_AMENDMENT_PENDING");
        }

        if (DeclarationLifecycle.UnderInspection(state.Known) is { } inspected && state.Known.Released is null)
        {
            return DeclarationDecisions.Refuse(inspected);
        }

        var form = FormPatch.Apply(state.Form, amendment.Form, amendment.Paths);
        var changes = FormDifference.Between(state.Form, form);
        var reason = approve.Note.Length == 0 ? amendment.Reason : $"{amendment.Reason} ({approve.Note})";
        return Decision.Accept(InForce(state, form, changes, new FormVersion(occasion.Time, amendment.Actor, reason, changes), occasion)).Publishing(occasion);
    }

    internal static Decision<Declaration> Refuse(Declaration state, RefuseAmendment refuse, Occasion occasion) => state.Amendment is null
        ? DeclarationDecisions.Refuse("NO_AMENDMENT_PENDING")
        : DeclarationDecisions.WithReason(refuse.Reason) ?? (Decision<Declaration>)(state with
        {
            Amendment = null,
            Timeline = state.Timeline.With(Timeline.Of(
                TimelineKind.AmendmentRefused, occasion, $"Customs refused the amendment: {refuse.Reason}", $"修改申请未获批准：{refuse.Reason}")),
        });

    /// <summary>The goods of an early import have come: the day of entry is written into the form, and the taxes follow its rates.</summary>
    internal static Decision<Declaration> Rerate(Declaration state, GoodsArrived arrived, Occasion occasion)
    {
        if (state.AcceptTime is not { } accepted
            || state.State is DeclarationState.Withdrawn or DeclarationState.Rejected
            || state.Versions?.Any(version => version.Actor == Actor.System.Role) == true
            || EarlyDeclaration.EntryDay(state.Form, accepted, arrived.Time) is not { } day)
        {
            return state;
        }

        var form = state.Form with { EntryDate = day };
        var changes = FormDifference.Between(state.Form, form);
        return Decision.Accept(InForce(
            state, form, changes, new FormVersion(arrived.Time, Actor.System.Role, $"The means of transport declared entry on {day:yyyy-MM-dd}; the rates of that day apply.", changes), occasion))
            .Publishing(occasion);
    }

    private static Refusal? WhyNot(Declaration state, AmendDeclaration amend, Occasion occasion)
    {
        if (InTheWay(state) is { } obstacle)
        {
            return obstacle;
        }

        if (occasion.Actor.Role != Roles.Declarant && !(state.State == DeclarationState.Returned && state.Return!.AnswerDueDate < occasion.Today))
        {
            return DeclarationDecisions.Refuse("ANSWER_PERIOD_RUNS");
        }

        return DeclarationDecisions.WithReason(amend.Reason)
            ?? DeclarationDecisions.UnknownPaths(amend.Paths)
            ?? Stale(state, amend.Judged, amend.Etag);
    }

    /// <summary>Another amendment, or officers who look at the goods.</summary>
    internal static Refusal? InTheWay(Declaration state) =>
        state.Amendment is not null ? DeclarationDecisions.Refuse("AMENDMENT_PENDING")
        : state.Known.Released is null && DeclarationLifecycle.UnderInspection(state.Known) is { } inspected ? DeclarationDecisions.Refuse(inspected)
        : null;

    internal static Refusal? Stale(Declaration state, int judged, string etag) => judged != state.Version || (etag.Length > 0 && etag != DeclarationsJson.EtagOf(state))
        ? Refusal.Conflict("ETAG_STALE", "The form was changed meanwhile; read it again and repeat the change.")
        : null;

    /// <summary>A form is judged by the rules of its day, which is that of its acceptance.</summary>
    private static ImmutableArray<Violation> Check(Declaration state, DeclarationForm form, ImmutableArray<FieldChange> changes, ImmutableArray<Violation> malformed)
    {
        var day = CustomsTime.DateOf(state.AcceptTime!.Value);
        var missing = DocumentSlots.Missing(SlotsOf(state, form, state.AcceptTime.Value));
        var newlyMissing = missing.RemoveRange(state.MissingDocuments);
        return
        [
            .. FormRules.ForDeclaring(form, malformed, day).Violations,
            .. DocumentRules.Check(form, newlyMissing, day),
            .. Fixed(changes),
        ];
    }

    /// <summary>What no change of an accepted form may touch.</summary>
    internal static IEnumerable<Violation> Fixed(ImmutableArray<FieldChange> changes) => s_fixed.Where(field => changes.Any(change => change.IsOf(field))).Select(field => new Violation(
        $"declaration.{field}", "FIELD_FIXED", $"'{field}' of an accepted form cannot be changed.", "Withdraw the form and declare anew.")
    {
        TextZh = "该栏目不得修改，请撤销后重新申报。",
    });

    internal static Declaration InForce(Declaration state, DeclarationForm form, ImmutableArray<FieldChange> changes, FormVersion version, Occasion occasion) => state with
    {
        Form = form,
        Documents = changes.Any(change => change.IsOf("attachments") || change.IsOf("licences")) ? SlotsOf(state, form, occasion.Time) : state.Documents,
        Amendment = null,
        Return = null,
        Versions = [.. state.Versions ?? [], version],
        SaveTime = occasion.Time,
        Timeline = state.Timeline.With(new TimelineEntry(
            version.Time, TimelineKind.Amended, $"Version {state.Version + 1} is in force: {FieldsOf(changes)}. {version.Reason}", $"报关单已修改（第{state.Version + 1}版）：{version.Reason}", version.Actor, $"versions/{state.Version + 1}")),
    };

    internal static Decision<Declaration> Publishing(this Decision<Declaration> decision, Occasion occasion) =>
        decision.Publish(new DeclarationAmended(decision.State!, occasion.Time));

    private static ImmutableArray<DocumentSlot> SlotsOf(Declaration state, DeclarationForm form, DateTimeOffset now) => DocumentSlots.For(form, state.Documents, now);

    private static string FieldsOf(ImmutableArray<FieldChange> changes)
    {
        var fields = changes.Select(change => change.Field.Split('.', '[')[0]).Distinct().ToArray();
        return fields.Length <= 5 ? string.Join(", ", fields) : $"{string.Join(", ", fields[..5])} and {fields.Length - 5} more";
    }
}
