using System.Collections.Immutable;
using Clearance.Declarations.Domain.Documents;
using Clearance.Declarations.Domain.Enterprises;
using Clearance.Declarations.Domain.Form;
using Clearance.Declarations.Domain.Rules;
using Clearance.Kernel;

namespace Clearance.Declarations.Domain;

/// <summary>
/// Declaring in two steps (DOMAIN 6.1): a summary is accepted, taxed, controlled and released like any form; the rest of the form and its papers
/// follow within 14 days of the entry of the means of transport. <see cref="SummaryRules"/> says what the first step needs.
/// </summary>
internal static class TwoStep
{
    private const int DaysToComplete = 14;

    /// <summary>What bound the declarant in the first step, beside what no accepted form changes: control and permits hang on it.</summary>
    private static readonly string[] s_declared = ["commodity_code", "origin_country"];

    /// <summary>Last day of the second step; null when there is none to take, or the day of entry is not known.</summary>
    internal static DateOnly? DueDate(Declaration state) => state is { Stage: Stage.Accepted, Form.Summary: true, Known.Barred: null }
        && (state.Form.EntryDate ?? (state.Known.Arrived is { } arrived ? CustomsTime.DateOf(arrived.Time) : null)) is { } entry
            ? entry.AddDays(DaysToComplete)
            : null;

    /// <summary>When the period of the second step is over. It does not run before the goods are there: the stated day of entry may still move.</summary>
    internal static DateTimeOffset? CompletionEnd(Declaration state) =>
        state is { Known.Arrived: not null, Completion: null } && DueDate(state) is { } day ? CustomsTime.StartOf(day.AddDays(1)) : null;

    internal static Decision<Declaration> Complete(Declaration state, CompleteDeclaration complete, Occasion occasion)
    {
        if (WhyNot(state, complete) is { } refusal)
        {
            return refusal;
        }

        var form = FormPatch.Apply(state.Form, complete.Form, complete.Paths) with { Summary = state.Form.Summary };
        var changes = FormDifference.Between(state.Form, form);
        var whole = form with { Summary = null };
        var violations = Check(state, whole, changes, complete.Malformed);
        if (!violations.IsEmpty)
        {
            return DeclarationDecisions.Invalid(violations);
        }

        var version = new FormVersion(occasion.Time, occasion.Actor.Role, "The second step completed the form.", FormDifference.Between(state.Form, whole));
        var completed = state with
        {
            Form = whole,
            Documents = DocumentSlots.For(whole, state.Documents, state.AcceptTime!.Value),
            Versions = [.. state.Versions ?? [], version],
            Completion = new Completion(occasion.Time, state.Completion is not null),
            Warnings = complete.Warnings,
            SaveTime = occasion.Time,
            Timeline = state.Timeline.With(Timeline.Of(
                TimelineKind.Completed, occasion, $"The form is complete: version {state.Version + 1} is in force.", $"已完成完整申报（第{state.Version + 1}版）。", $"versions/{state.Version + 1}")),
        };
        return Decision.Accept(completed).Publishing(occasion);
    }

    /// <summary>The second step was not taken in time: the firm loses the privilege, and the late-declaration fee runs until it is.</summary>
    internal static Decision<Declaration> Overdue(Declaration state, Occasion occasion)
    {
        if (CompletionEnd(state) is not { } end || occasion.Time < end)
        {
            return state;
        }

        var due = DueDate(state)!.Value;
        return Decision.Accept(state with
        {
            Completion = new Completion(null, true),
            Timeline = state.Timeline.With(Timeline.Of(
                TimelineKind.CompletionOverdue, occasion, $"The form was not completed by {due:yyyy-MM-dd}; the late-declaration fee runs.", $"未在{due:yyyy-MM-dd}前完成完整申报，开始计收滞报金。")),
        }).Tell(
            Aggregates.Enterprise(state.Form.Trader.Uscc),
            new SuspendPrivilege($"Declaration {state.DeclarationNumber} was not completed by {due:yyyy-MM-dd}."));
    }

    private static Refusal? WhyNot(Declaration state, CompleteDeclaration complete) =>
        state.Form.Summary != true ? DeclarationDecisions.Refuse("DECLARATION_NOT_SUMMARY")
        : Amending.InTheWay(state)
            ?? DeclarationDecisions.UnknownPaths(complete.Paths)
            ?? Amending.Stale(state, complete.Judged, complete.Etag);

    /// <summary>The whole form is judged by the rules of the day on which its summary was accepted.</summary>
    private static ImmutableArray<Violation> Check(Declaration state, DeclarationForm whole, ImmutableArray<FieldChange> changes, ImmutableArray<Violation> malformed)
    {
        var day = CustomsTime.DateOf(state.AcceptTime!.Value);
        return
        [
            .. FormRules.ForDeclaring(whole, malformed, day).Violations,
            .. DocumentRules.Check(whole, DocumentSlots.Missing(DocumentSlots.For(whole, state.Documents, state.AcceptTime.Value)), day),
            .. Amending.Fixed(changes),
            .. Declared(state.Form, whole).Select(field => new Violation(
                $"declaration.{field}", "SUMMARY_DIFFERS", $"'{field}' is not what the summary declared.", "Amend the summary first (:amend), then complete it.")
            {
                TextZh = "与概要申报内容不一致。", Rule = RuleBook.On("TWO-STEP", day).Label,
            }),
        ];
    }

    private static IEnumerable<string> Declared(DeclarationForm summary, DeclarationForm whole)
    {
        if (summary.SupervisionMode != whole.SupervisionMode)
        {
            yield return "supervision_mode";
        }

        if (summary.Items.Length != whole.Items.Length)
        {
            yield return "items";
            yield break;
        }

        foreach (var (line, field) in from line in Enumerable.Range(0, whole.Items.Length)
                                      from field in ItemFields.Texts
                                      where s_declared.Contains(field.Path) && field.Read(summary.Items[line]) != field.Read(whole.Items[line])
                                      select (line, field))
        {
            yield return $"items[{line}].{field.Path}";
        }
    }
}
