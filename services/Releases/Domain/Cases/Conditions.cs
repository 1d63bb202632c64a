using Clearance.Kernel;

namespace Clearance.Releases.Domain;

/// <summary>The conditions of a release, in the order in which they are shown.</summary>
public enum ConditionKind
{
    /// <summary>The declaration is accepted.</summary>
    Declared,

    /// <summary>All documents are there, or their replenishment is secured.</summary>
    Documents,

    /// <summary>The tax is settled, or secured.</summary>
    Tax,

    /// <summary>Control is done, or not required.</summary>
    Control,

    /// <summary>The goods are in the supervised place.</summary>
    Arrived,
}

/// <summary>Whether a condition holds.</summary>
public enum ConditionVerdict
{
    /// <summary>Not yet.</summary>
    Open,

    /// <summary>It does.</summary>
    Holds,

    /// <summary>For the time being, by a guarantee.</summary>
    Secured,

    /// <summary>It is not asked of this declaration.</summary>
    NotRequired,

    /// <summary>A control found something.</summary>
    Failed,
}

/// <summary>One condition of a release.</summary>
/// <param name="Kind">Which.</param>
/// <param name="Verdict">Whether it holds.</param>
/// <param name="Since">When its fact became true; while open, since when it is waited for.</param>
/// <param name="Fact">The fact by which it holds; empty while open.</param>
/// <param name="Text">One sentence for people.</param>
/// <param name="Owner">Who has to act on an open condition; empty otherwise.</param>
public sealed record Condition(ConditionKind Kind, ConditionVerdict Verdict, DateTimeOffset? Since, string Fact, string Text,
    string Owner = "")
{
    /// <summary>True when it does not stand against release.</summary>
    public bool Allows => Verdict is ConditionVerdict.Holds or ConditionVerdict.Secured or ConditionVerdict.NotRequired;
}

/// <summary>The five conditions of a case: the whole release rule.</summary>
public static class Conditions
{
    /// <summary>Owner of what the suite itself has to bring: an operator looks after it.</summary>
    private const string Suite = Roles.Operator;

    /// <summary>The conditions as they stood at an instant; after the release, as they stood then or have been settled since.</summary>
    public static IReadOnlyList<Condition> Of(ReleaseCase @case, DateTimeOffset now)
    {
        var at = @case.ReleaseTime ?? now;
        return [Declared(@case), Documents(@case, at), Tax(@case, at), Control(@case), Arrived(@case)];
    }

    /// <summary>True when every condition allows the release.</summary>
    public static bool Allow(ReleaseCase @case, DateTimeOffset now) => Of(@case, now).All(condition => condition.Allows);

    /// <summary>
    /// The conditions that stood against release at the last fact of a case that waits; none for one that does not. What a column holds,
    /// since a stored row has no present.
    /// </summary>
    public static IEnumerable<ConditionKind> WaitedFor(ReleaseCase @case) => @case.State is CaseState.Open or CaseState.Held
        ? Of(@case, Roads.LastFact(@case) ?? default).Where(condition => !condition.Allows).Select(condition => condition.Kind)
        : [];

    /// <summary>The reservation that secures the missing documents at an instant.</summary>
    internal static Security? SecuringDocuments(ReleaseCase @case, DateTimeOffset at) =>
        @case.Securities.FirstOrDefault(security => security.SecuresDocuments && security.Covers(at));

    private static Condition Declared(ReleaseCase @case) => @case is { IsReturned: true, ReleaseTime: null, Return: { } sent }
        ? new(ConditionKind.Declared, ConditionVerdict.Open, sent.Time, string.Empty,
            $"Customs sent the form back: {sent.Reason}", Roles.Declarant)
        : @case.Profile is { } profile
        ? new(ConditionKind.Declared, ConditionVerdict.Holds, profile.Time, "DeclarationAccepted",
            $"Declaration {profile.DeclarationNumber} was accepted at {profile.Time.Local()}.")
        : new(ConditionKind.Declared, ConditionVerdict.Open, @case.Arrival?.Time, string.Empty,
            "The declaration is not accepted yet.", Roles.Declarant);

    private static Condition Documents(ReleaseCase @case, DateTimeOffset at)
    {
        const ConditionKind Kind = ConditionKind.Documents;
        if (@case.Documents is { } there)
        {
            return new(Kind, ConditionVerdict.Holds, there.Time, "DocumentsCompleted",
                $"All documents were there at {there.Time.Local()}.");
        }

        if (@case.Profile is not { } profile)
        {
            return new(Kind, ConditionVerdict.Open, null, string.Empty,
                "Which documents are needed is known with the acceptance.", Roles.Declarant);
        }

        if (profile.MissingDocuments.Count == 0)
        {
            return new(Kind, ConditionVerdict.Holds, profile.Time, "DeclarationAccepted",
                "The declaration was accepted with all documents.");
        }

        var missing = string.Join(", ", profile.MissingDocuments);
        if (SecuringDocuments(@case, at) is { } security)
        {
            var due = profile.ReplenishDueDate is { } date ? $", due on {date:yyyy-MM-dd}" : string.Empty;
            return new(Kind, ConditionVerdict.Secured, security.Time, "DeclarationSecured",
                $"Missing documents ({missing}) are secured by {security.Reservation}{due}.");
        }

        return Unsecured(Kind, @case, profile.Time, profile.SecuresDocuments, $"Documents are missing: {missing}.");
    }

    private static Condition Tax(ReleaseCase @case, DateTimeOffset at)
    {
        const ConditionKind Kind = ConditionKind.Tax;
        if (@case is { Settled: { } first } && (@case.IsTaxSettled || (first.Time <= @case.ReleaseTime && !@case.IsTaxReversed)))
        {
            var paid = @case.Resettled ?? first;
            var text = paid.Total.IsZero ? "No tax is owed." : $"Tax of {paid.Total} was settled at {paid.Time.Local()}.";
            return new(Kind, ConditionVerdict.Holds, paid.Time, "TaxSettled", text);
        }

        if (@case.Amendment is { } amendment && (@case.Assessed?.Version ?? 0) < amendment.Version)
        {
            return new(Kind, ConditionVerdict.Open, amendment.Time, string.Empty,
                $"The tax of version {amendment.Version} is not computed yet.", Suite);
        }

        if (@case.Securities.FirstOrDefault(security => security.SecuresTax && security.Covers(at) && IsEnough(security, @case)) is { } held)
        {
            return new(Kind, ConditionVerdict.Secured, held.Time, "DeclarationSecured",
                $"The tax is secured with {held.Amount} by {held.Reservation}.");
        }

        if (@case is { IsTaxReversed: true, Reversal: { } reversal })
        {
            return Unsecured(Kind, @case, reversal.Time, @case.Profile?.SecuresTax ?? false,
                $"The bank took back {reversal.Amount} at {reversal.Time.Local()} ({reversal.Reason}); the tax is to be paid again.");
        }

        return @case.Assessed is { } bill
            ? Unsecured(Kind, @case, bill.Time, @case.Profile?.SecuresTax ?? false, $"Tax of {bill.Total} is neither paid nor secured.")
            : new(Kind, ConditionVerdict.Open, @case.Profile?.Time, string.Empty, "The tax is not computed yet.", Suite);
    }

    /// <summary>What was reserved on the form as accepted may not do for what an amendment made of its tax.</summary>
    private static bool IsEnough(Security security, ReleaseCase @case) =>
        @case.Amendment is null || @case.Assessed is null || security.Amount >= @case.Assessed.Total;

    /// <summary>An open condition that a guarantee may secure: who acts depends on whether one was named and refused.</summary>
    private static Condition Unsecured(ConditionKind kind, ReleaseCase @case, DateTimeOffset since, bool guaranteeNamed, string text)
    {
        if (@case.Refusal is { } refusal && guaranteeNamed)
        {
            return new(kind, ConditionVerdict.Open, since, string.Empty,
                $"{text} {refusal.Guarantee} could not secure it: {refusal.Reason}. {refusal.Text}".TrimEnd(), Roles.Declarant);
        }

        if (@case.Securities.Count > 0)
        {
            return new(kind, ConditionVerdict.Open, since, string.Empty, $"{text} No guarantee covers it any more.", Roles.Declarant);
        }

        return guaranteeNamed
            ? new(kind, ConditionVerdict.Open, since, string.Empty, $"{text} {@case.Profile?.Guarantee} is asked to secure it.",
                Roles.Guarantor)
            : new(kind, ConditionVerdict.Open, since, string.Empty, text, Roles.Declarant);
    }

    private static Condition Control(ReleaseCase @case)
    {
        const ConditionKind Kind = ConditionKind.Control;
        if (@case.Control is not { } control)
        {
            return new(Kind, ConditionVerdict.Open, @case.Profile?.Time, string.Empty, "The risk rules have not decided yet.", Suite);
        }

        if (control.Lane == Lane.Green)
        {
            return new(Kind, ConditionVerdict.NotRequired, control.Time, "ControlDecided",
                $"No control is required: none of {control.RulesApplied} risk rules asked for one.");
        }

        var what = control.Lane == Lane.Inspection ? "inspection" : "document review";
        return (@case.Result, control.Lane, @case.Arrival) switch
        {
            ({ Passed: true } passed, _, _) => new(Kind, ConditionVerdict.Holds, passed.Time, "ControlCompleted",
                $"The {what} was passed at {passed.Time.Local()} by {passed.Officer}."),
            ({ } failed, _, _) => new(Kind, ConditionVerdict.Failed, failed.Time, "ControlCompleted",
                $"The {what} failed ({failed.Result}): {failed.Note}".TrimEnd(' ', ':') + ".", Roles.Supervisor),
            (null, Lane.Inspection, null) => new(Kind, ConditionVerdict.Open, control.Time, string.Empty,
                $"An {what} is ordered and waits for the goods.", Roles.Terminal),
            (null, Lane.Inspection, { } arrival) => new(Kind, ConditionVerdict.Open, Later(control.Time, arrival.Time),
                string.Empty, $"An {what} waits for two officers.", Roles.Officer),
            _ => new(Kind, ConditionVerdict.Open, control.Time, string.Empty, $"A {what} waits for an officer.", Roles.Officer),
        };
    }

    private static Condition Arrived(ReleaseCase @case) => @case.Arrival is { } arrival
        ? new(ConditionKind.Arrived, ConditionVerdict.Holds, arrival.Time, "GoodsArrived",
            $"The goods arrived at {arrival.Time.Local()} (office {arrival.CustomsOffice}).")
        : new(ConditionKind.Arrived, ConditionVerdict.Open, @case.Profile?.Time, string.Empty,
            $"The goods{(@case.Profile is { } profile ? $" under {profile.ConsignmentKey}" : string.Empty)} have not arrived.",
            Roles.Terminal);

    private static DateTimeOffset Later(DateTimeOffset first, DateTimeOffset second) => first > second ? first : second;
}
