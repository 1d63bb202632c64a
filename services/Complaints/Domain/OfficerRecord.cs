using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Clearance.Kernel;

namespace Clearance.Complaints.Domain;

/// <summary>The complaints that were founded against one officer. A second one within twelve months escalates.</summary>
public sealed record OfficerRecord
{
    /// <summary>Months within which a second founded complaint counts (DOMAIN 15).</summary>
    public const int Months = 12;

    /// <summary>The founded complaints, in the order of their conclusion.</summary>
    public ImmutableArray<FoundedComplaint> Founded { get; init; } = [];

    /// <summary>Decides one message.</summary>
    public static Decision<OfficerRecord> Decide(OfficerRecord? state, OfficerRecordMessage message, Occasion occasion)
    {
        var concluded = (OfficerRecordMessage.Concluded)message;
        var (record, conclusion) = (state ?? new OfficerRecord(), concluded.Conclusion);
        var founded = conclusion.Finding == Finding.Founded;
        var day = CustomsTime.DateOf(conclusion.Time);
        var repeated = founded && record.Founded.Any(other => other.Complaint != concluded.Complaint && other.Date > day.AddMonths(-Months));
        var decision = Decision.Accept(founded && record.Founded.All(other => other.Complaint != concluded.Complaint)
            ? record with { Founded = record.Founded.Add(new FoundedComplaint(concluded.Complaint, day)) }
            : record);
        decision.Tell(Keys.Accountability(concluded.Complaint), new AccountabilityMessage.Record(concluded.Complaint, concluded.Officer, conclusion, repeated));
        return repeated
            ? decision.Tell(Keys.Complaint(concluded.Complaint), new ComplaintMessage.FindingRepeated())
            : decision;
    }
}

/// <summary>One founded complaint and the day of its conclusion.</summary>
public sealed record FoundedComplaint(string Complaint, DateOnly Date);

/// <summary>A message to the record of an officer.</summary>
[JsonPolymorphic]
[JsonDerivedType(typeof(Concluded), "concluded")]
public abstract record OfficerRecordMessage
{
    /// <summary>A complaint was concluded against the officer.</summary>
    public sealed record Concluded(string Complaint, string Officer, Conclusion Conclusion) : OfficerRecordMessage;
}

/// <summary>What one concluded complaint meant for one officer; written once.</summary>
public sealed record AccountabilityRecord(string Complaint, string Officer, Conclusion Conclusion, bool Repeated)
{
    /// <summary>Decides one message.</summary>
    public static Decision<AccountabilityRecord> Decide(AccountabilityRecord? state, AccountabilityMessage message, Occasion occasion)
    {
        var record = (AccountabilityMessage.Record)message;
        return state ?? new AccountabilityRecord(record.Complaint, record.Officer, record.Conclusion, record.Repeated);
    }
}

/// <summary>A message to an accountability record.</summary>
[JsonPolymorphic]
[JsonDerivedType(typeof(Record), "record")]
public abstract record AccountabilityMessage
{
    /// <summary>Writes it.</summary>
    public sealed record Record(string Complaint, string Officer, Conclusion Conclusion, bool Repeated) : AccountabilityMessage;
}
