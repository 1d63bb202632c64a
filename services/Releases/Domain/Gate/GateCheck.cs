namespace Clearance.Releases.Domain;

/// <summary>What the gate asks: keys are normalised, empty means not given.</summary>
public sealed record GateQuestion(string Bill, string Container, string Plate);

/// <summary>What the gate is told.</summary>
/// <param name="Lift">True when the barrier lifts.</param>
/// <param name="Reason">UPPER_SNAKE reason.</param>
/// <param name="Text">One sentence for the driver and the guard.</param>
/// <param name="Cases">Keys of the cases that it was decided by.</param>
public sealed record GateVerdict(bool Lift, string Reason, string Text, IReadOnlyList<string> Cases);

/// <summary>
/// The gate rule: the barrier lifts only when every case whose goods are asked for is released, and what the gate sees agrees
/// with what was declared.
/// </summary>
public static class GateCheck
{
    /// <summary>Answers a question by the cases that were found for it.</summary>
    public static GateVerdict Of(GateQuestion question, IReadOnlyList<ReleaseCase> found, DateTimeOffset now)
    {
        if (found.Count == 0)
        {
            return Hold("CASE_UNKNOWN", "No declaration is known for these goods.", found);
        }

        if (found.FirstOrDefault(@case => question.Bill.Length > 0 && @case.Profile?.ConsignmentKey != question.Bill) is { } other)
        {
            return Hold("BILL_DIFFERS", $"{other.Declaration} does not cover bill {question.Bill}.", found);
        }

        var named = question.Container.Length == 0 ? found : [.. found.Where(@case => Names(@case, question.Container))];
        if (named.Count == 0)
        {
            return Hold("CONTAINER_NOT_DECLARED", $"Container {question.Container} is not on {found[0].Declaration}.", found);
        }

        // A form that was withdrawn and filed anew is two cases: the new one counts. Withdrawn alone, it holds.
        var standing = named.Where(@case => @case.State != CaseState.Withdrawn).ToArray();
        return standing.Length == 0
            ? Hold("WITHDRAWN", $"{named[0].Declaration} was withdrawn; the goods are not declared.", named)
            : OfStanding(question, standing, now);
    }

    private static GateVerdict OfStanding(GateQuestion question, ReleaseCase[] standing, DateTimeOffset now)
    {
        // What left in this container before is not what is in it now, unless nothing else is: then it is asked for twice.
        var inside = question.Container.Length == 0 ? standing : [.. standing.Where(@case => !@case.HasLeft(question.Container))];
        if (inside.Length == 0)
        {
            var last = standing.SelectMany(@case => @case.Exits).Where(exit => exit.Container == question.Container)
                .MaxBy(exit => exit.Time)!;
            return last.Plate == question.Plate
                ? new GateVerdict(true, "RELEASED", $"Released; this vehicle was let through at {last.Time.Local()}.",
                    [.. standing.Select(@case => @case.Key)])
                : Hold("CONTAINER_LEFT", $"Container {question.Container} left at {last.Time.Local()} with {last.Plate}.", standing);
        }

        if (inside.FirstOrDefault(@case => @case.State == CaseState.Held) is { } held)
        {
            return Hold("HELD", $"{held.Declaration} is held: {Conditions.Of(held, now).First(condition => !condition.Allows).Text}", inside);
        }

        if (inside.FirstOrDefault(@case => @case.ReleaseTime is null) is { } open)
        {
            return Hold("NOT_RELEASED", $"{open.Declaration} is not released: {string.Join(' ', Conditions.Of(open, now).Where(c => !c.Allows).Select(c => c.Text))}", inside);
        }

        var numbers = string.Join(", ", inside.Select(@case => @case.Profile?.DeclarationNumber));
        return new GateVerdict(true, "RELEASED", $"Released by declaration {numbers}.", [.. inside.Select(@case => @case.Key)]);
    }

    private static bool Names(ReleaseCase @case, string container) =>
        @case.Profile?.Containers.Any(declared => GoodsNumbers.ContainerKey(declared) == container) ?? false;

    private static GateVerdict Hold(string reason, string text, IReadOnlyList<ReleaseCase> cases) =>
        new(false, reason, text, [.. cases.Select(@case => @case.Key)]);
}
