using Clearance.Complaints.Domain;
using Clearance.Hosting;
using Wire = Clearance.Contracts.Complaint.V1;

namespace Clearance.Complaints;

/// <summary>States of the domain as resources of the contract.</summary>
internal static class ComplaintAnswers
{
    /// <summary>A complaint.</summary>
    public static Wire.Complaint ToWire(this Complaint complaint) => new()
    {
        Name = Keys.ComplaintName(complaint.Key),
        Kind = complaint.Grievance.Kind switch
        {
            ComplaintKind.Delay => Wire.Complaint.Types.Kind.Delay,
            ComplaintKind.Conduct => Wire.Complaint.Types.Kind.Conduct,
            ComplaintKind.Charge => Wire.Complaint.Types.Kind.Charge,
            ComplaintKind.Other => Wire.Complaint.Types.Kind.Other,
        },
        Text = complaint.Grievance.Text,
        Declaration = complaint.Grievance.Declaration is { } declaration ? Keys.DeclarationName(declaration) : string.Empty,
        PersonComplainedOf = complaint.Grievance.Person ?? string.Empty,
        DesiredOutcome = complaint.Grievance.DesiredOutcome ?? string.Empty,
        State = StateOf(complaint.State),
        Enterprise = complaint.Enterprise,
        FilingStage = complaint.FilingStage switch
        {
            CaseStage.InClearance => Wire.Complaint.Types.CaseStage.InClearance,
            CaseStage.Released => Wire.Complaint.Types.CaseStage.Released,
            CaseStage.Withdrawn => Wire.Complaint.Types.CaseStage.Withdrawn,
            null => Wire.Complaint.Types.CaseStage.Unspecified,
        },
        GoodsReleaseTime = complaint.GoodsReleaseTime?.ToWire(),
        AcceptDueDate = complaint.Clock.Accept.ToWire(),
        AnswerDueDate = complaint.Clock.Answer.ToWire(),
        Overdue = complaint.Overdue,
        Escalations = { complaint.Escalations.Select(ToWire) },
        IntakeOfficer = complaint.IntakeOfficer ?? string.Empty,
        Handler = complaint.Handler ?? string.Empty,
        RejectionReason = complaint.RejectionReason ?? string.Empty,
        Answer = complaint.Answer ?? string.Empty,
        Conclusion = complaint.Conclusion?.ToWire(),
        CreateTime = complaint.CreateTime.ToWire(),
        IntakeTime = complaint.IntakeTime?.ToWire(),
        AnswerTime = complaint.AnswerTime?.ToWire(),
        UpdateTime = complaint.UpdateTime.ToWire(),
        Etag = complaint.Etag,
    };

    /// <summary>An accountability record.</summary>
    public static Wire.AccountabilityRecord ToWire(this AccountabilityRecord record) => new()
    {
        Name = $"accountability/{record.Complaint}",
        Complaint = Keys.ComplaintName(record.Complaint),
        Officer = record.Officer,
        Finding = FindingOf(record.Conclusion.Finding),
        Measure = MeasureOf(record.Conclusion.Measure),
        Supervisor = record.Conclusion.Supervisor,
        RepeatedFinding = record.Repeated,
        CreateTime = record.Conclusion.Time.ToWire(),
    };

    private static Wire.Complaint.Types.State StateOf(ComplaintState state) => state switch
    {
        ComplaintState.Filed => Wire.Complaint.Types.State.Filed,
        ComplaintState.Accepted => Wire.Complaint.Types.State.Accepted,
        ComplaintState.Assigned => Wire.Complaint.Types.State.Assigned,
        ComplaintState.Answered => Wire.Complaint.Types.State.Answered,
        ComplaintState.Concluded => Wire.Complaint.Types.State.Concluded,
        ComplaintState.Rejected => Wire.Complaint.Types.State.Rejected,
    };

    private static Wire.Complaint.Types.Escalation ToWire(Escalation escalation) => new()
    {
        Reason = escalation.Reason switch
        {
            EscalationReason.AcceptOverdue => Wire.Complaint.Types.Escalation.Types.Reason.AcceptOverdue,
            EscalationReason.AnswerOverdue => Wire.Complaint.Types.Escalation.Types.Reason.AnswerOverdue,
            EscalationReason.RepeatedFinding => Wire.Complaint.Types.Escalation.Types.Reason.RepeatedFinding,
        },
        OccurTime = escalation.Time.ToWire(),
    };

    private static Wire.Conclusion ToWire(this Conclusion conclusion) => new()
    {
        Finding = FindingOf(conclusion.Finding),
        Measure = MeasureOf(conclusion.Measure),
        AccountableOfficer = conclusion.Officer ?? string.Empty,
        Satisfaction = conclusion.Satisfaction switch
        {
            Satisfaction.NotStated => Wire.Conclusion.Types.Satisfaction.Unspecified,
            Satisfaction.Satisfied => Wire.Conclusion.Types.Satisfaction.Satisfied,
            Satisfaction.PartlySatisfied => Wire.Conclusion.Types.Satisfaction.PartlySatisfied,
            Satisfaction.Dissatisfied => Wire.Conclusion.Types.Satisfaction.Dissatisfied,
        },
        Note = conclusion.Note ?? string.Empty,
        Supervisor = conclusion.Supervisor,
        ConcludeTime = conclusion.Time.ToWire(),
    };

    private static Wire.Conclusion.Types.Finding FindingOf(Finding finding) => finding switch
    {
        Finding.Founded => Wire.Conclusion.Types.Finding.Founded,
        Finding.PartlyFounded => Wire.Conclusion.Types.Finding.PartlyFounded,
        Finding.Unfounded => Wire.Conclusion.Types.Finding.Unfounded,
    };

    private static Wire.Conclusion.Types.Measure MeasureOf(Measure measure) => measure switch
    {
        Measure.None => Wire.Conclusion.Types.Measure.None,
        Measure.Talk => Wire.Conclusion.Types.Measure.Talk,
        Measure.Criticism => Wire.Conclusion.Types.Measure.Criticism,
        Measure.WrittenOrder => Wire.Conclusion.Types.Measure.WrittenOrder,
        Measure.Transfer => Wire.Conclusion.Types.Measure.Transfer,
        Measure.Disciplinary => Wire.Conclusion.Types.Measure.Disciplinary,
    };
}
