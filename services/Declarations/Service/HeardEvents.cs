using Clearance.Declarations.Domain;
using Clearance.Hosting;
using Clearance.Kernel;
using Google.Protobuf.WellKnownTypes;
using Complaint = Clearance.Contracts.Complaint.Events.V1;
using Guarantee = Clearance.Contracts.Guarantee.Events.V1;
using Payment = Clearance.Contracts.Payment.Events.V1;
using Release = Clearance.Contracts.Release.Events.V1;
using WireMoney = Google.Type.Money;

namespace Clearance.Declarations;

/// <summary>Events of other services as facts of the domain.</summary>
internal static class HeardEvents
{
    public static HeardFact From(Payment.TaxAssessed heard) =>
        new TaxAssessed(At(heard.OccurTime), Sum(heard.Total), heard.DueDate.ToKernel(), [.. heard.Bills.Select(bill => bill.TaxBill)]) { Version = VersionOf(heard.Version) };

    public static HeardFact From(Payment.TaxSettled heard) => new TaxSettled(At(heard.OccurTime), Sum(heard.Total)) { Version = VersionOf(heard.Version) };

    public static HeardFact From(Payment.TaxPaymentFailed heard) => new TaxPaymentFailed(At(heard.OccurTime), heard.TaxBill, heard.Reason);

    public static HeardFact From(Payment.TaxPaymentReversed heard) => new TaxPaymentReversed(At(heard.OccurTime), heard.TaxBill, Sum(heard.Amount), heard.Reason);

    public static HeardFact From(Payment.RefundDecided heard) => new RefundDecided(At(heard.OccurTime), heard.Refund, Sum(heard.Amount), heard.Approved, heard.Reason);

    public static HeardFact From(Payment.RefundConcluded heard) => new RefundConcluded(At(heard.OccurTime), heard.Refund, Sum(heard.Amount), heard.Paid, heard.Reason);

    public static HeardFact From(Payment.TaxOverdue heard) => new TaxOverdue(At(heard.OccurTime), heard.TaxBill, Sum(heard.OpenAmount));

    public static HeardFact From(Guarantee.DeclarationSecured heard) => new DeclarationSecured(At(heard.OccurTime), heard.Reservation, Sum(heard.Amount));

    public static HeardFact From(Guarantee.SecurityRefused heard) => new SecurityRefused(At(heard.OccurTime), heard.Guarantee, heard.Reason, heard.Text);

    public static HeardFact From(Guarantee.SecurityReleased heard) => new SecurityReleased(At(heard.OccurTime), heard.Reservation, Sum(heard.Amount));

    public static HeardFact From(Guarantee.GuaranteeClaimed heard) => new GuaranteeClaimed(At(heard.OccurTime), heard.Claim, Sum(heard.Amount), heard.Reason);

    public static HeardFact From(Release.ControlDecided heard) => new ControlDecided(
        At(heard.OccurTime),
        heard.Lane switch
        {
            Release.ControlDecided.Types.Lane.Green => ControlLane.Green,
            Release.ControlDecided.Types.Lane.DocumentReview => ControlLane.DocumentReview,
            _ => ControlLane.Inspection,
        },
        [.. heard.Rules]);

    public static HeardFact From(Release.ControlCompleted heard) => new ControlCompleted(At(heard.OccurTime), heard.Passed, heard.Result, heard.Control);

    public static HeardFact From(Release.GoodsArrived heard) => new GoodsArrived(At(heard.OccurTime), heard.BillOfLading);

    public static HeardFact From(Release.GoodsReleased heard) => new GoodsReleased(
        At(heard.OccurTime), heard.ReleaseCase, heard.Provisional, heard.ClearanceTime?.ToTimeSpan() ?? TimeSpan.Zero, heard.Road, [.. heard.Trail]);

    public static HeardFact From(Release.ReleaseBarred heard) => new ReleaseBarred(At(heard.OccurTime));

    public static HeardFact From(Complaint.ComplaintFiled heard) => new ComplaintFiled(At(heard.OccurTime), heard.Complaint);

    public static HeardFact From(Complaint.ComplaintConcluded heard) => new ComplaintConcluded(At(heard.OccurTime), heard.Complaint, heard.Finding);

    /// <summary>The form as accepted needs no number: the state of an ordinary clearance does not grow.</summary>
    private static int? VersionOf(int version) => version == 0 ? null : version;

    /// <summary>Without its instant or its amount an event is no fact; it becomes a dead letter.</summary>
    private static DateTimeOffset At(Timestamp? time) => time.ToKernel() ?? throw new InvalidDataException("The event has no occur_time.");

    private static Money Sum(WireMoney? money) => money.ToKernel() ?? throw new InvalidDataException("The event has no amount.");
}
