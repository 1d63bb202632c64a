using Clearance.Kernel;

namespace Clearance.Releases.Domain;

/// <summary>Decides inspections.</summary>
public static class InspectionDecider
{
    /// <summary>Decides a message.</summary>
    public static Decision<Inspection> Decide(Inspection? state, InspectionMessage message, Occasion occasion)
    {
        var before = state ?? new Inspection(message.Key);
        switch (message)
        {
            case OrderInspection order:
                return before.Order is null ? before with { Order = order.Order } : before;
            case GoodsThere there:
                var arrival = Joining.Earlier(before.Arrival, there.Arrival);
                return ReferenceEquals(arrival, before.Arrival) ? before : before with { Arrival = arrival };
            case CancelInspection:
                return before.Withdrawn ? before : before with { Withdrawn = true };
            case RecordInspection record:
                return Record(before, record, occasion);
            default:
                throw new ArgumentOutOfRangeException(nameof(message), message, "Not a message to an inspection.");
        }
    }

    private static Decision<Inspection> Record(Inspection state, RecordInspection message, Occasion occasion)
    {
        if (state.Order is not { } order)
        {
            return Refusal.NotFound("RESOURCE_NOT_FOUND", $"There is no inspections/{message.Key}.");
        }

        var refusal = ControlRules.Check(state.Name, state.State, order.CustomsOffice, message.Offices, message.Report.Note, occasion.Actor)
            ?? CheckReport(message.Report, occasion.Actor);
        if (refusal is not null)
        {
            return refusal;
        }

        var record = new InspectionRecord(occasion.Time, occasion.Actor.Subject, message.Report);
        var after = state with { Records = [.. state.Records, record] };
        var officers = $"{record.Officer} and {message.Report.SecondOfficer}";
        var text = string.Join(' ', message.Report.Findings.Select(finding => finding.Text).Append(message.Report.Note)
            .Where(part => part.Length > 0));
        var result = new ControlResult(
            occasion.Time, state.Name, after.Records.Count, record.Passed,
            $"INSPECTION_{(record.Passed ? "PASSED" : message.Report.Result.Upper())}", officers, text);
        return Decision.Accept(after).Tell(Addresses.Case(state.Key), new ControlRecorded(state.Key, result));
    }

    private static Refusal? CheckReport(InspectionReport report, Actor actor)
    {
        if (string.Equals(report.SecondOfficer.Trim(), actor.Subject, StringComparison.OrdinalIgnoreCase))
        {
            return Refusal.Invalid(
                "TWO_OFFICERS_NEEDED",
                "An inspection is made by two different officers.",
                new Violation("second_officer", "TWO_OFFICERS_NEEDED", "Is the caller.",
                    "Name the colleague who inspected with you (Decree 138)."));
        }

        return (report.Result == InspectionResult.NoDifference, report.Findings.Count) switch
        {
            (true, > 0) => Refusal.Invalid(
                "FIELDS_INVALID",
                "An inspection without difference has no findings.",
                new Violation("findings", "FINDINGS_CONTRADICT", "Given with RESULT_NO_DIFFERENCE.",
                    "Leave them out, or choose the result that fits.")),
            (false, 0) => Refusal.Invalid(
                "FIELDS_INVALID",
                "A difference is recorded with at least one finding.",
                new Violation("findings", "FINDINGS_MISSING", "Empty.", "Say what was found.")),
            _ => null,
        };
    }
}
