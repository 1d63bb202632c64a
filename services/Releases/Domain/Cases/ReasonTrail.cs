using System.Globalization;

namespace Clearance.Releases.Domain;

/// <summary>One step of the reasoning of a case.</summary>
/// <param name="Time">When the fact became true.</param>
/// <param name="Rule">Rule that was applied, e.g. <c>release/tax</c>.</param>
/// <param name="Version">Version of the rule.</param>
/// <param name="Verdict">What came out, UPPER_SNAKE.</param>
/// <param name="Actor">Who or what brought the fact.</param>
/// <param name="Text">One sentence for people.</param>
/// <param name="Inputs">What the rule looked at.</param>
public sealed record Reason(
    DateTimeOffset Time, string Rule, int Version, string Verdict, string Actor, string Text, IReadOnlyList<ReasonInput> Inputs);

/// <summary>One input of a rule.</summary>
public sealed record ReasonInput(string Name, string Value);

/// <summary>
/// The trail of a case: why it stands where it stands, fact by fact, in the order in which the facts became true. It follows
/// from the state alone, so the same facts always tell the same story.
/// </summary>
public static class ReasonTrail
{
    /// <summary>Version of the rules below: a change of meaning raises it.</summary>
    public const int Version = 1;

    private const string Suite = "releases";

    /// <summary>The steps, oldest first.</summary>
    public static IReadOnlyList<Reason> Of(ReleaseCase @case) =>
        [.. Steps(@case).OrderBy(step => step.Time)];

    /// <summary>One sentence a condition, in the order in which the conditions came to hold.</summary>
    public static IReadOnlyList<string> Sentences(ReleaseCase @case)
    {
        var time = @case.ReleaseTime ?? throw new ArgumentException("Only a released case has its trail in sentences.", nameof(@case));
        return [.. Conditions.Of(@case, time).OrderBy(condition => condition.Since).Select(condition => condition.Text)];
    }

    private static IEnumerable<Reason> Steps(ReleaseCase @case) =>
        [.. Acceptance(@case), .. ControlSteps(@case), .. Money(@case), .. Goods(@case), .. Outcome(@case)];

    private static IEnumerable<Reason> Acceptance(ReleaseCase @case)
    {
        if (@case.Profile is { } profile)
        {
            yield return Step(profile.Time, "release/declared", "HOLDS", "declarations",
                $"Declaration {profile.DeclarationNumber} was accepted.",
                ("declaration_number", profile.DeclarationNumber), ("customs_office", profile.CustomsOffice),
                ("credit_class", profile.CreditClass.Upper()),
                ("bill_of_lading", profile.BillOfLading), ("self_payment", Flag(profile.SelfPayment)));
            var missing = string.Join(", ", profile.MissingDocuments);
            yield return profile.MissingDocuments.Count == 0
                ? Step(profile.Time, "release/documents", "HOLDS", "declarations", "All documents were there at acceptance.",
                    ("missing_documents", "none"))
                : Step(profile.Time, "release/documents", "OPEN", "declarations", $"Documents are missing: {missing}.",
                    ("missing_documents", missing),
                    ("replenish_due_date", profile.ReplenishDueDate?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "none"));
        }

        if (@case.Documents is { } documents)
        {
            yield return Step(documents.Time, "release/documents", "HOLDS", "declarations", "All documents are there.",
                ("missing_documents", "none"));
        }
    }

    private static IEnumerable<Reason> ControlSteps(ReleaseCase @case)
    {
        if (@case.Control is { } control)
        {
            foreach (var verdict in control.Verdicts)
            {
                yield return new Reason(control.Time, $"riskRules/{verdict.Rule}", verdict.Version,
                    verdict.Drawn ? verdict.Lane.Upper() : "NOT_DRAWN", Suite,
                    verdict.Drawn ? $"Rule {verdict.Rule} asks for {Words(verdict.Lane)}." : $"Rule {verdict.Rule} matched and was not drawn.", verdict.Inputs);
            }

            yield return Step(control.Time, "release/lane", control.Lane.Upper(), Suite,
                control.Lane == Lane.Green ? "No rule asks for control." : $"The heaviest lane counts: {Words(control.Lane)}.",
                ("rule_set_version", Number(control.Version)), ("rules_applied", Number(control.RulesApplied)),
                ("decided_by", string.Join(", ", control.Deciding)));
        }

        if (@case.Result is { } result)
        {
            yield return Step(result.Time, "release/control", result.Passed ? "HOLDS" : "FAILED", result.Officer,
                result.Note.Length > 0 ? $"{result.Result} was recorded: {result.Note}" : $"{result.Result} was recorded.",
                ("control", result.Control), ("result", result.Result), ("record", Number(result.Ordinal)));
        }
    }

    private static IEnumerable<Reason> Money(ReleaseCase @case)
    {
        if (@case.Assessed is { } bill)
        {
            yield return Step(bill.Time, "release/tax", "OPEN", "payments", $"Tax of {bill.Total} was assessed.",
                ("total", bill.Total.ToString()),
                ("due_date", bill.DueDate?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "none"));
        }

        if (@case.Refusal is { } refusal)
        {
            yield return Step(refusal.Time, "release/security", "REFUSED", "guarantees",
                $"{refusal.Guarantee} could not secure the declaration: {refusal.Text}",
                ("guarantee", refusal.Guarantee), ("reason", refusal.Reason));
        }

        foreach (var security in @case.Securities)
        {
            yield return Step(security.Time, "release/security", "SECURED", "guarantees", $"{security.Amount} is reserved.",
                ("reservation", security.Reservation), ("amount", security.Amount.ToString()), ("secures_tax", Flag(security.SecuresTax)),
                ("secures_documents", Flag(security.SecuresDocuments)),
                ("valid_to_date", security.ValidToDate?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "unlimited"));
        }

        if (@case.Settled is { } paid)
        {
            yield return Step(paid.Time, "release/tax", "HOLDS", "payments",
                paid.Total.IsZero ? "No tax is owed." : $"Tax of {paid.Total} was settled.",
                ("total", paid.Total.ToString()));
        }

        if (@case.Reversal is { } reversal)
        {
            yield return Step(reversal.Time, "release/tax", "OPEN", "payments", $"The bank took {reversal.Amount} back: {reversal.Reason}",
                ("tax_bill", reversal.Bill), ("amount", reversal.Amount.ToString()));
        }

        if (@case.Resettled is { } again)
        {
            yield return Step(again.Time, "release/tax", "HOLDS", "payments", $"Tax of {again.Total} was settled once more.", ("total", again.Total.ToString()));
        }
    }

    private static IEnumerable<Reason> Goods(ReleaseCase @case)
    {
        if (@case.Arrival is { } arrival)
        {
            yield return Step(arrival.Time, "release/arrived", "HOLDS", arrival.Reporter, "The goods arrived.",
                ("consignment", @case.Profile?.ConsignmentKey ?? string.Empty), ("arrival", arrival.Arrival),
                ("customs_office", arrival.CustomsOffice));
        }
    }

    private static IEnumerable<Reason> Outcome(ReleaseCase @case)
    {
        if (@case.ReleaseTime is { } released)
        {
            var secured = Conditions.Of(@case, released).Where(c => c.Verdict == ConditionVerdict.Secured)
                .Select(c => c.Kind.Upper()).ToArray();
            yield return Step(released, "release/decision", secured.Length > 0 ? "RELEASED_PROVISIONALLY" : "RELEASED", Suite,
                secured.Length > 0 ? $"Every condition holds, by a guarantee: {string.Join(", ", secured)}. The goods may move." : "Every condition holds. The goods may move.",
                ("road", Roads.Of(@case, released)?.Upper() ?? string.Empty),
                ("clearance_time", @case.ClearanceTime?.ToString("c", CultureInfo.InvariantCulture) ?? string.Empty));
        }

        if (@case.SettleTime is { } settled && settled > @case.ReleaseTime)
        {
            yield return Step(settled, "release/settled", "RELEASED", Suite, "What was secured is settled; the release is final.");
        }

        if (@case.Exits is [var exit, ..])
        {
            yield return Step(exit.Time, "release/gate", "LIFT", "gate", $"The first goods left with {exit.Plate}.",
                ("gate_pass", exit.GatePass), ("container", exit.Container));
        }

        if (@case.Withdrawal is { } withdrawal)
        {
            yield return Step(withdrawal.Time, "release/withdrawn", "WITHDRAWN", "declarations",
                $"The declaration was withdrawn: {withdrawal.Reason}", ("reason", withdrawal.Reason));
        }
    }

    private static Reason Step(DateTimeOffset time, string rule, string verdict, string actor, string text,
        params ReadOnlySpan<(string Name, string Value)> inputs)
    {
        var list = new List<ReasonInput>(inputs.Length);
        foreach (var (name, value) in inputs)
        {
            list.Add(new ReasonInput(name, value));
        }

        return new Reason(time, rule, Version, verdict, actor, text, list);
    }

    private static string Words(Lane lane) => lane == Lane.Inspection ? "an inspection" : "a document review";

    private static string Flag(bool value) => value ? "true" : "false";

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
