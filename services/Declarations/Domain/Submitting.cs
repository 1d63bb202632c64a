using System.Collections.Immutable;
using Clearance.Declarations.Domain.Documents;
using Clearance.Declarations.Domain.Enterprises;
using Clearance.Declarations.Domain.Form;
using Clearance.Declarations.Domain.Rules;
using Clearance.Kernel;

namespace Clearance.Declarations.Domain;

/// <summary>
/// From submission to acceptance, all in one transaction: check the form, ask the enterprises, refuse with everything that is wrong at
/// once, or draw the numbers and accept.
/// </summary>
internal static class Submitting
{
    private const long HighestUnified = 9_999_999_999_999;
    private const long HighestDeclaration = 999_999_999;

    internal static Decision<Declaration> Begin(Declaration state, ImmutableArray<Violation> malformed, ImmutableArray<Violation>? warnings, Occasion occasion)
    {
        var (form, slots) = (state.Form, DocumentSlots.For(state.Form, state.Documents, occasion.Time));
        var findings = FormRules.ForDeclaring(form, malformed, occasion.Today);
        var violations = findings.Violations.AddRange(DocumentRules.Check(form, DocumentSlots.Missing(slots), occasion.Today));
        var noticed = (warnings ?? []).AddRange(findings.Warnings);
        var (trader, declarant) = (form.Trader.Uscc, form.Declarant.Uscc);
        var asked = ImmutableArray<VouchRole>.Empty;
        if (Uscc.IsValid(trader))
        {
            asked = asked.Add(VouchRole.Trader);
        }

        if (Uscc.IsValid(declarant) && declarant != trader)
        {
            asked = asked.Add(VouchRole.Declarant);
        }

        if (asked.IsEmpty)
        {
            return DeclarationDecisions.Invalid(violations);
        }

        var decision = Decision.Accept(state with { Stage = Stage.Submitting, Documents = slots, Warnings = noticed.IsEmpty ? null : noticed, Submission = new Submission(violations, asked) });
        foreach (var role in asked)
        {
            var (uscc, agent) = role == VouchRole.Trader ? (trader, declarant == trader ? string.Empty : declarant) : (declarant, string.Empty);
            decision.Tell(Aggregates.Enterprise(uscc), new Vouch(state.Key, role, uscc, agent)
            {
                Direction = agent.Length > 0 ? state.Form.Direction : null,
                Office = agent.Length > 0 && state.Form.CustomsOffice.Length > 0 ? state.Form.CustomsOffice : null,
            });
        }

        return decision;
    }

    internal static Decision<Declaration> OnVouched(Declaration state, Vouched vouched, Occasion occasion)
    {
        if (state.Submission is not { } submission || !submission.Awaited.Contains(vouched.Role))
        {
            return state;
        }

        submission = new Submission(
            submission.Violations.AddRange(VouchRules.Check(state.Form, vouched.Role, vouched.Voucher, !state.MissingDocuments.IsEmpty, occasion.Today)
                .Where(found => submission.Violations.All(earlier => earlier.Field != found.Field))),
            submission.Awaited.Remove(vouched.Role));
        state = state with
        {
            Submission = submission,
            CreditClass = vouched.Role == VouchRole.Trader ? vouched.Voucher?.Class : state.CreditClass,
        };
        if (!submission.Awaited.IsEmpty)
        {
            return state;
        }

        return submission.Violations.IsEmpty ? DrawNumbers(state, occasion) : DeclarationDecisions.Invalid(submission.Violations);
    }

    internal static Decision<Declaration> OnNumbered(Declaration state, Numbered numbered, Occasion occasion)
    {
        var (form, year) = (state.Form, numbered.Year);
        state = numbered.Kind == SerialKind.Unified
            ? state.UnifiedNumber.Length > 0 ? state : state with { UnifiedNumber = $"{LetterOf(form)}{year:D4}{numbered.Number:D13}" }
            : state.DeclarationNumber.Length > 0 ? state : state with { DeclarationNumber = $"{form.CustomsOffice}{year:D4}{FlagOf(form)}{numbered.Number:D9}" };
        return state.Stage == Stage.Submitting && state is { UnifiedNumber.Length: > 0, DeclarationNumber.Length: > 0 }
            ? Accept(state, occasion)
            : state;
    }

    internal static Address<SerialMessage> UnifiedSerial(Declaration state, Occasion occasion) =>
        Aggregates.UnifiedSerial(LetterOf(state.Form), occasion.Today.Year);

    internal static SerialMessage AskUnified(Declaration state, Occasion occasion) =>
        new NextNumber(state.Key, SerialKind.Unified, occasion.Today.Year, HighestUnified);

    private static Decision<Declaration> DrawNumbers(Declaration state, Occasion occasion)
    {
        var year = occasion.Today.Year;
        var decision = Decision.Accept(state);
        if (state.UnifiedNumber.Length == 0)
        {
            decision.Tell(UnifiedSerial(state, occasion), AskUnified(state, occasion));
        }

        return decision.Tell(
            Aggregates.DeclarationSerial(state.Form.CustomsOffice, year, FlagOf(state.Form)),
            new NextNumber(state.Key, SerialKind.Declaration, year, HighestDeclaration));
    }

    private static Decision<Declaration> Accept(Declaration state, Occasion occasion)
    {
        var accepted = state with
        {
            Stage = Stage.Accepted,
            Submission = null,
            AcceptTime = occasion.Time,
            Timeline = state.Timeline.With(Timeline.Of(
                TimelineKind.Accepted, occasion, $"Customs accepted the form under number {state.DeclarationNumber}.", $"海关已接受申报，报关单号{state.DeclarationNumber}。", state.DeclarationNumber)),
        };
        var decision = Decision.Accept(accepted).Publish(new DeclarationAccepted(accepted));

        // A guarantee that was offered for documents which are all there has nothing to wait for.
        return Replenishment.IsAskedFor(accepted.Form) && accepted.MissingDocuments.IsEmpty
            ? decision.Publish(new DocumentsCompleted(accepted.Key, occasion.Time))
            : decision;
    }

    internal static string LetterOf(DeclarationForm form) => form.Direction == Direction.Export ? "E" : "I";

    internal static string FlagOf(DeclarationForm form) => form.Direction == Direction.Export ? "0" : "1";
}
