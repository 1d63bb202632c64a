using Clearance.Kernel;
using Clearance.Properties;
using CsCheck;

namespace Clearance.Complaints.Domain.Tests;

public sealed class PropertyTests
{
    private static readonly DateTimeOffset s_time = new(2018, 10, 22, 1, 0, 0, TimeSpan.Zero);

    // The properties send every message as the suite itself: here the firm files and customs acts.
    private static readonly AggregateProperties<Complaint, ComplaintMessage> s_complaint = new(
        (state, message, occasion) => ComplaintRules.Decide(state, message, occasion with { Actor = new Actor("officer-wang", Roles.Officer, World.Firm) }),
        ComplaintsJson.Default.Complaint,
        ComplaintsJson.Default.ComplaintMessage);

    private static readonly AggregateProperties<CaseReference, CaseReferenceMessage> s_case =
        new(CaseReference.Decide, ComplaintsJson.Default.CaseReference, ComplaintsJson.Default.CaseReferenceMessage);

    private static readonly AggregateProperties<OfficerRecord, OfficerRecordMessage> s_officer =
        new(OfficerRecord.Decide, ComplaintsJson.Default.OfficerRecord, ComplaintsJson.Default.OfficerRecordMessage);

    private static readonly AggregateProperties<AccountabilityRecord, AccountabilityMessage> s_record =
        new(AccountabilityRecord.Decide, ComplaintsJson.Default.AccountabilityRecord, ComplaintsJson.Default.AccountabilityMessage);

    private static readonly ComplaintMessage s_file = new ComplaintMessage.File(
        World.Key,
        new Grievance(ComplaintKind.Conduct, "Rude.", World.Declaration, World.Complained, null),
        new Clock(new DateOnly(2018, 10, 22), new DateOnly(2018, 10, 22)));

    private static readonly Gen<Conclusion> s_conclusion = Gen.Select(
        Gen.Enum<Finding>(), Gen.Enum<Measure>(), Gen.Int[0, 900],
        (finding, measure, days) => new Conclusion(finding, measure, World.Complained, Satisfaction.NotStated, null, "supervisor-zhao", s_time.AddDays(days)));

    /// <summary>What becomes true by itself, beside what people do.</summary>
    private static readonly Gen<ComplaintMessage[]> s_facts = Some<ComplaintMessage>(
        new ComplaintMessage.CaseKnown(CaseStage.InClearance, null),
        new ComplaintMessage.CaseReleased(s_time),
        new ComplaintMessage.ClockRan());

    private static readonly Gen<ComplaintMessage[]> s_steps = AnyOf<ComplaintMessage>(
        s_file,
        new ComplaintMessage.CaseKnown(CaseStage.Released, s_time),
        new ComplaintMessage.CaseReleased(s_time),
        new ComplaintMessage.Accept(),
        new ComplaintMessage.Accept(),
        new ComplaintMessage.Reject("Not ours."),
        new ComplaintMessage.Assign("officer-wang"),
        new ComplaintMessage.Assign("officer-sun"),
        new ComplaintMessage.Assign(World.Complained),
        new ComplaintMessage.GiveAnswer("We are sorry."),
        new ComplaintMessage.Conclude(Finding.Founded, Measure.Talk, "officer-ma", Satisfaction.Satisfied, "Late."),
        new ComplaintMessage.Conclude(Finding.Unfounded, Measure.Talk, null, Satisfaction.NotStated, null),
        new ComplaintMessage.FindingRepeated(),
        new ComplaintMessage.ClockRan()).Array[0, 14].Select(steps => (ComplaintMessage[])[s_file, .. steps]);

    private static readonly Gen<CaseReferenceMessage[]> s_caseFacts = Some<CaseReferenceMessage>(
        new CaseReferenceMessage.Accepted(World.Firm, World.Agent),
        new CaseReferenceMessage.Withdrawn(s_time),
        new CaseReferenceMessage.Released(s_time.AddHours(1)));

    private static readonly Gen<CaseReferenceMessage[]> s_caseMessages = Gen.Select(
        s_caseFacts,
        Gen.Int[1, 3].Array[0, 4],
        (facts, complaints) => facts.Concat(complaints.Select(n => (CaseReferenceMessage)new CaseReferenceMessage.ComplaintFiled($"c{n}", World.Firm))).ToArray())
        .SelectMany(Gen.Shuffle);

    private static readonly Gen<OfficerRecordMessage[]> s_officerMessages = Gen.Select(
        Gen.Int[1, 5], s_conclusion, (n, conclusion) => (OfficerRecordMessage)new OfficerRecordMessage.Concluded($"c{n}", World.Complained, conclusion)).Array[0, 8];

    private static readonly Gen<AccountabilityMessage[]> s_recordMessages = Gen.Select(
        s_conclusion, Gen.Bool, (conclusion, repeated) => (AccountabilityMessage)new AccountabilityMessage.Record("c1", World.Complained, conclusion, repeated)).Array[0, 3];

    [Fact]
    public void Facts_about_a_complaint_in_any_order_and_number_say_the_same() => s_complaint.OrderAndDuplicationDoNotMatter(s_facts, s_file);

    [Fact]
    public void A_complaint_replays() => s_complaint.ReplayGivesTheSameDecisions(s_steps);

    [Fact]
    public void A_complaint_survives_storage() => s_complaint.StateSurvivesStorage(s_steps);

    [Fact]
    public void Facts_of_a_declaration_in_any_order_and_number_give_the_same_reference() => s_case.OrderAndDuplicationDoNotMatter(s_caseFacts);

    [Fact]
    public void A_reference_replays() => s_case.ReplayGivesTheSameDecisions(s_caseMessages);

    [Fact]
    public void A_reference_survives_storage() => s_case.StateSurvivesStorage(s_caseMessages);

    [Fact]
    public void An_officers_record_replays() => s_officer.ReplayGivesTheSameDecisions(s_officerMessages);

    [Fact]
    public void An_officers_record_survives_storage() => s_officer.StateSurvivesStorage(s_officerMessages);

    [Fact]
    public void An_accountability_record_replays_and_survives_storage()
    {
        s_record.ReplayGivesTheSameDecisions(s_recordMessages);
        s_record.StateSurvivesStorage(s_recordMessages);
    }

    private static Gen<T> AnyOf<T>(params T[] all) => Gen.Int[0, all.Length - 1].Select(index => all[index]);

    private static Gen<T[]> Some<T>(params T[] all) =>
        Gen.Bool.Array[all.Length].Select(chosen => all.Where((_, index) => chosen[index]).ToArray());
}
