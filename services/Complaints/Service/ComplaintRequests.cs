using Clearance.Complaints.Domain;
using Clearance.Contracts.Complaint.V1;
using Clearance.Hosting;
using Finding = Clearance.Complaints.Domain.Finding;
using Wire = Clearance.Contracts.Complaint.V1;

namespace Clearance.Complaints;

/// <summary>Requests of the contract as messages of the domain, with every violation at once.</summary>
internal static class ComplaintRequests
{
    private const int LongText = 4000;
    private const int ShortText = 1000;
    private const int Subject = 100;

    /// <summary>What the firm files.</summary>
    public static Grievance Grievance(CreateComplaintRequest request)
    {
        var (fields, wire) = (new RequestFields(), request.Complaint ?? new Wire.Complaint());
        fields.Choice("complaint.kind", wire.Kind);
        var grievance = new Grievance(
            wire.Kind switch
            {
                Wire.Complaint.Types.Kind.Delay => ComplaintKind.Delay,
                Wire.Complaint.Types.Kind.Conduct => ComplaintKind.Conduct,
                Wire.Complaint.Types.Kind.Charge => ComplaintKind.Charge,
                _ => ComplaintKind.Other,
            },
            fields.Text("complaint.text", wire.Text, LongText),
            fields.Key("complaint.declaration", wire.Declaration, "declarations"),
            fields.Optional("complaint.person_complained_of", wire.PersonComplainedOf, Subject),
            fields.Optional("complaint.desired_outcome", wire.DesiredOutcome, ShortText));
        fields.Check();
        return grievance;
    }

    /// <summary>A rejection.</summary>
    public static ComplaintMessage.Reject Reject(RejectComplaintRequest request) => new(Text("reason", request.Reason, ShortText));

    /// <summary>An assignment.</summary>
    public static ComplaintMessage.Assign Assign(AssignComplaintRequest request) => new(Text("handler", request.Handler, Subject));

    /// <summary>An answer.</summary>
    public static ComplaintMessage.GiveAnswer Answer(AnswerComplaintRequest request) => new(Text("answer", request.Answer, LongText));

    /// <summary>A conclusion.</summary>
    public static ComplaintMessage.Conclude Conclude(ConcludeComplaintRequest request)
    {
        var (fields, wire) = (new RequestFields(), request.Conclusion ?? new Wire.Conclusion());
        fields.Choice("conclusion.finding", wire.Finding);
        fields.Choice("conclusion.measure", wire.Measure);
        fields.Known("conclusion.satisfaction", wire.Satisfaction);
        var (officer, note) = (
            fields.Optional("conclusion.accountable_officer", wire.AccountableOfficer, Subject),
            fields.Optional("conclusion.note", wire.Note, LongText));
        fields.Check();
        return new ComplaintMessage.Conclude(FindingOf(wire.Finding), MeasureOf(wire.Measure), officer, SatisfactionOf(wire.Satisfaction), note);
    }

    private static string Text(string field, string value, int longest)
    {
        var fields = new RequestFields();
        var text = fields.Text(field, value, longest);
        fields.Check();
        return text;
    }

    private static Finding FindingOf(Wire.Conclusion.Types.Finding finding) => finding switch
    {
        Wire.Conclusion.Types.Finding.Founded => Finding.Founded,
        Wire.Conclusion.Types.Finding.PartlyFounded => Finding.PartlyFounded,
        _ => Finding.Unfounded,
    };

    private static Measure MeasureOf(Wire.Conclusion.Types.Measure measure) => measure switch
    {
        Wire.Conclusion.Types.Measure.Talk => Measure.Talk,
        Wire.Conclusion.Types.Measure.Criticism => Measure.Criticism,
        Wire.Conclusion.Types.Measure.WrittenOrder => Measure.WrittenOrder,
        Wire.Conclusion.Types.Measure.Transfer => Measure.Transfer,
        Wire.Conclusion.Types.Measure.Disciplinary => Measure.Disciplinary,
        _ => Measure.None,
    };

    private static Satisfaction SatisfactionOf(Wire.Conclusion.Types.Satisfaction satisfaction) => satisfaction switch
    {
        Wire.Conclusion.Types.Satisfaction.Satisfied => Satisfaction.Satisfied,
        Wire.Conclusion.Types.Satisfaction.PartlySatisfied => Satisfaction.PartlySatisfied,
        Wire.Conclusion.Types.Satisfaction.Dissatisfied => Satisfaction.Dissatisfied,
        _ => Satisfaction.NotStated,
    };
}
