using Clearance.Complaints.Domain;
using Clearance.Contracts.Declaration.Events.V1;
using Clearance.Contracts.Release.Events.V1;
using Clearance.Engine;
using Clearance.Hosting;
using Clearance.Messaging;
using Google.Protobuf.WellKnownTypes;
using Events = Clearance.Contracts.Complaint.Events.V1;

namespace Clearance.Complaints;

/// <summary>What the engine knows of Complaints: its aggregates, the facts it hears and those it publishes.</summary>
internal sealed class ComplaintsDefinition : ServiceDefinition
{
    public ComplaintsDefinition()
        : base(ServiceNames.Complaints)
    {

        // Without a journal: what it repeats of every clearance is in the journals of those who know it.
        Cases = Add(new AggregateType<CaseReference, CaseReferenceMessage>(
            Keys.CaseReferenceTable, ComplaintsJson.Default.CaseReference, ComplaintsJson.Default.CaseReferenceMessage, CaseReference.Decide).WithoutJournal());
        Complaints = Add(new AggregateType<Complaint, ComplaintMessage>(
                Keys.ComplaintTable, ComplaintsJson.Default.Complaint, ComplaintsJson.Default.ComplaintMessage, ComplaintRules.Decide)
            .Text("enterprise", complaint => complaint.Enterprise)
            .Text("declaration", complaint => complaint.Grievance.Declaration)
            .Text("handler", complaint => complaint.Handler)
            .Text("status", complaint => complaint.State.ToString())
            .Integer("overdue", complaint => complaint.Overdue ? 1 : 0)
            .WakeAt(complaint => complaint.Due, _ => new ComplaintMessage.ClockRan())
            .Touching(message => message is ComplaintMessage.File { Grievance.Declaration: { } declaration } ? [(Keys.CaseReferenceTable, declaration)] : []));
        Add(new AggregateType<OfficerRecord, OfficerRecordMessage>(
            Keys.OfficerRecordTable, ComplaintsJson.Default.OfficerRecord, ComplaintsJson.Default.OfficerRecordMessage, OfficerRecord.Decide));
        Accountability = Add(new AggregateType<AccountabilityRecord, AccountabilityMessage>(
                Keys.AccountabilityTable, ComplaintsJson.Default.AccountabilityRecord, ComplaintsJson.Default.AccountabilityMessage, AccountabilityRecord.Decide)
            .Text("officer", record => record.Officer));

        Hear<DeclarationAccepted>(fact =>
            [To(Keys.CaseReference(Keys.DeclarationKey(fact.Declaration)), new CaseReferenceMessage.Accepted(fact.Enterprise, fact.Declarant))]);
        Hear<DeclarationWithdrawn>(fact =>
            [To(Keys.CaseReference(Keys.DeclarationKey(fact.Declaration)), new CaseReferenceMessage.Withdrawn(Time(fact.OccurTime)))]);
        Hear<GoodsReleased>(fact =>
            [To(Keys.CaseReference(Keys.DeclarationKey(fact.Declaration)), new CaseReferenceMessage.Released(Time(fact.OccurTime)))]);
        PublishFacts();
    }

    public AggregateType<CaseReference, CaseReferenceMessage> Cases { get; }

    public AggregateType<Complaint, ComplaintMessage> Complaints { get; }

    public AggregateType<AccountabilityRecord, AccountabilityMessage> Accountability { get; }

    private static DateTimeOffset Time(Timestamp? time) => time.ToKernel() ?? throw new FormatException("occur_time is missing or out of range.");

    private static string NameOf(string? declaration) => declaration is null ? string.Empty : Keys.DeclarationName(declaration);

    private void PublishFacts()
    {
        Publish<ComplaintFiled>(fact => Keys.ComplaintName(fact.Complaint), fact => new Events.ComplaintFiled
        {
            Complaint = Keys.ComplaintName(fact.Complaint),
            OccurTime = fact.Time.ToWire(),
            Declaration = NameOf(fact.Declaration),
            Enterprise = fact.Enterprise,
        });
        Publish<ComplaintConcluded>(fact => Keys.ComplaintName(fact.Complaint), fact => new Events.ComplaintConcluded
        {
            Complaint = Keys.ComplaintName(fact.Complaint),
            OccurTime = fact.Time.ToWire(),
            Declaration = NameOf(fact.Declaration),
            Enterprise = fact.Enterprise,
            Finding = fact.Finding switch
            {
                Finding.Founded => "FOUNDED",
                Finding.PartlyFounded => "PARTLY_FOUNDED",
                Finding.Unfounded => "UNFOUNDED",
            },
        });
    }
}
