using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Serialization;
using Clearance.Kernel;

namespace Clearance.Complaints.Domain;

/// <summary>What a complaint is about.</summary>
public enum ComplaintKind
{
    /// <summary>Something takes too long.</summary>
    Delay,

    /// <summary>How an officer behaved.</summary>
    Conduct,

    /// <summary>A tax, fee or charge.</summary>
    Charge,

    /// <summary>Anything else.</summary>
    Other,
}

/// <summary>Where a complaint stands.</summary>
public enum ComplaintState
{
    /// <summary>Waits to be accepted or rejected.</summary>
    Filed,

    /// <summary>Waits for a handler.</summary>
    Accepted,

    /// <summary>Has a handler, who has to answer.</summary>
    Assigned,

    /// <summary>Waits for its conclusion.</summary>
    Answered,

    /// <summary>Concluded: an end.</summary>
    Concluded,

    /// <summary>Rejected: an end.</summary>
    Rejected,
}

/// <summary>What called for a higher post.</summary>
public enum EscalationReason
{
    /// <summary>Nobody accepted or rejected in time.</summary>
    AcceptOverdue,

    /// <summary>Nobody answered in time.</summary>
    AnswerOverdue,

    /// <summary>A second founded complaint against the same officer within twelve months.</summary>
    RepeatedFinding,
}

/// <summary>Something that called for a higher post, and when it was noticed.</summary>
public sealed record Escalation(EscalationReason Reason, DateTimeOffset Time);

/// <summary>What was found.</summary>
public enum Finding
{
    /// <summary>The complaint is right.</summary>
    Founded,

    /// <summary>The complaint is right in part.</summary>
    PartlyFounded,

    /// <summary>The complaint is not right.</summary>
    Unfounded,
}

/// <summary>What follows for the accountable officer, from mild to grave.</summary>
public enum Measure
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>A talk.</summary>
    Talk,

    /// <summary>Criticism.</summary>
    Criticism,

    /// <summary>A written order.</summary>
    WrittenOrder,

    /// <summary>Transfer to another post.</summary>
    Transfer,

    /// <summary>Disciplinary proceedings.</summary>
    Disciplinary,
}

/// <summary>Whether the firm is satisfied.</summary>
public enum Satisfaction
{
    /// <summary>It did not say.</summary>
    NotStated,

    /// <summary>Satisfied.</summary>
    Satisfied,

    /// <summary>Satisfied in part.</summary>
    PartlySatisfied,

    /// <summary>Not satisfied.</summary>
    Dissatisfied,
}

/// <summary>How a complaint ended.</summary>
/// <param name="Officer">Officer held to account; null when there is none.</param>
public sealed record Conclusion(
    Finding Finding, Measure Measure, string? Officer, Satisfaction Satisfaction, string? Note, string Supervisor, DateTimeOffset Time);

/// <summary>What the firm files.</summary>
/// <param name="Declaration">Key of the declaration; null when about none.</param>
/// <param name="Person">Subject of the officer complained of; null when the firm names nobody.</param>
public sealed record Grievance(ComplaintKind Kind, string Text, string? Declaration, string? Person, string? DesiredOutcome);

/// <summary>The two days of a complaint's clock.</summary>
/// <param name="Accept">Last day for accepting or rejecting.</param>
/// <param name="Answer">Last day for answering.</param>
public sealed record Clock(DateOnly Accept, DateOnly Answer)
{
    /// <summary>Working days to accept, by the practice of the hotline (DOMAIN 15).</summary>
    public const int AcceptWorkingDays = 1;

    /// <summary>Working days to answer, by the practice of the hotline (DOMAIN 15).</summary>
    public const int AnswerWorkingDays = 7;

    /// <summary>The clock of a complaint filed on a day. Both periods count from the filing, so accepting late does not lengthen the second.</summary>
    public static Clock From(DateOnly filed, BusinessCalendar calendar, int acceptDays = AcceptWorkingDays, int answerDays = AnswerWorkingDays) =>
        new(calendar.AddWorkingDays(filed, acceptDays), calendar.AddWorkingDays(filed, answerDays));
}

/// <summary>A complaint, from its filing to its end.</summary>
public sealed record Complaint
{
    /// <summary>Key.</summary>
    public required string Key { get; init; }

    /// <summary>USCC of the enterprise that filed it.</summary>
    public required string Enterprise { get; init; }

    /// <summary>What it filed.</summary>
    public required Grievance Grievance { get; init; }

    /// <summary>The days by which customs has to act.</summary>
    public required Clock Clock { get; init; }

    /// <summary>Where it stands.</summary>
    public ComplaintState State { get; init; }

    /// <summary>Where the declaration stood at the filing; null without a declaration.</summary>
    public CaseStage? FilingStage { get; init; }

    /// <summary>When the goods of the declaration were released.</summary>
    public DateTimeOffset? GoodsReleaseTime { get; init; }

    /// <summary>What called for a higher post, oldest first, each reason once.</summary>
    public ImmutableArray<Escalation> Escalations { get; init; } = [];

    /// <summary>Who accepted or rejected it.</summary>
    public string? IntakeOfficer { get; init; }

    /// <summary>When it was accepted or rejected.</summary>
    public DateTimeOffset? IntakeTime { get; init; }

    /// <summary>Why it was rejected.</summary>
    public string? RejectionReason { get; init; }

    /// <summary>Who has to answer.</summary>
    public string? Handler { get; init; }

    /// <summary>The answer.</summary>
    public string? Answer { get; init; }

    /// <summary>When it was answered.</summary>
    public DateTimeOffset? AnswerTime { get; init; }

    /// <summary>How it ended.</summary>
    public Conclusion? Conclusion { get; init; }

    /// <summary>When it was filed.</summary>
    public DateTimeOffset CreateTime { get; init; }

    /// <summary>When it last changed.</summary>
    public DateTimeOffset UpdateTime { get; init; }

    /// <summary>Counts changes.</summary>
    public int Revision { get; init; } = 1;

    /// <summary>The etag of this version.</summary>
    [JsonIgnore]
    public string Etag => Revision.ToString(CultureInfo.InvariantCulture);

    /// <summary>True while the answer is owed.</summary>
    [JsonIgnore]
    public bool AnswerOwed => State is ComplaintState.Filed or ComplaintState.Accepted or ComplaintState.Assigned;

    /// <summary>True while something is owed whose day has passed.</summary>
    [JsonIgnore]
    public bool Overdue => (State == ComplaintState.Filed && Has(EscalationReason.AcceptOverdue)) || (AnswerOwed && Has(EscalationReason.AnswerOverdue));

    /// <summary>When the complaint wants to be woken: the instant after the next day of its clock that nobody has noticed passing.</summary>
    [JsonIgnore]
    public DateTimeOffset? Due =>
        State == ComplaintState.Filed && !Has(EscalationReason.AcceptOverdue) ? CustomsTime.StartOf(Clock.Accept.AddDays(1))
        : AnswerOwed && !Has(EscalationReason.AnswerOverdue) ? CustomsTime.StartOf(Clock.Answer.AddDays(1))
        : null;

    /// <summary>True when the reason is among the escalations.</summary>
    public bool Has(EscalationReason reason) => Escalations.Any(escalation => escalation.Reason == reason);
}

/// <summary>A message to a complaint.</summary>
[JsonPolymorphic]
[JsonDerivedType(typeof(File), "file")]
[JsonDerivedType(typeof(CaseKnown), "case_known")]
[JsonDerivedType(typeof(CaseReleased), "case_released")]
[JsonDerivedType(typeof(Accept), "accept")]
[JsonDerivedType(typeof(Reject), "reject")]
[JsonDerivedType(typeof(Assign), "assign")]
[JsonDerivedType(typeof(GiveAnswer), "give_answer")]
[JsonDerivedType(typeof(Conclude), "conclude")]
[JsonDerivedType(typeof(FindingRepeated), "finding_repeated")]
[JsonDerivedType(typeof(ClockRan), "clock_ran")]
public abstract record ComplaintMessage
{
    /// <summary>A firm files it.</summary>
    public sealed record File(string Key, Grievance Grievance, Clock Clock) : ComplaintMessage;

    /// <summary>Where the declaration stood at the filing.</summary>
    public sealed record CaseKnown(CaseStage Stage, DateTimeOffset? ReleaseTime) : ComplaintMessage;

    /// <summary>The goods of the declaration were released.</summary>
    public sealed record CaseReleased(DateTimeOffset Time) : ComplaintMessage;

    /// <summary>Customs accepts it.</summary>
    public sealed record Accept : ComplaintMessage;

    /// <summary>Customs rejects it.</summary>
    public sealed record Reject(string Reason) : ComplaintMessage;

    /// <summary>A supervisor gives it to a handler.</summary>
    public sealed record Assign(string Handler) : ComplaintMessage;

    /// <summary>The handler answers.</summary>
    public sealed record GiveAnswer(string Text) : ComplaintMessage;

    /// <summary>A supervisor concludes it.</summary>
    /// <param name="Officer">Officer held to account; null means the person complained of.</param>
    public sealed record Conclude(Finding Finding, Measure Measure, string? Officer, Satisfaction Satisfaction, string? Note) : ComplaintMessage;

    /// <summary>It was a second founded complaint against the officer within twelve months.</summary>
    public sealed record FindingRepeated : ComplaintMessage;

    /// <summary>A day of the clock may have passed.</summary>
    public sealed record ClockRan : ComplaintMessage;
}
