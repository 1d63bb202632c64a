using Clearance.Kernel;

namespace Clearance.Payments.Domain.Fees;

/// <summary>What a fee is taken on: amount × 0.05 percent × days.</summary>
/// <param name="On">Customs value (late declaration) or tax (late payment), in CNY.</param>
/// <param name="Days">Days charged.</param>
/// <param name="From">First day charged.</param>
/// <param name="To">Last day charged.</param>
/// <param name="Bill">Key of the bill that was paid late; null for a late declaration.</param>
public sealed record FeeBasis(Money On, int Days, DateOnly From, DateOnly To, string? Bill = null);

/// <summary>Why a fee is not collected.</summary>
public enum WaiverReason
{
    /// <summary>Force majeure.</summary>
    ForceMajeure,

    /// <summary>Customs itself was the cause of the delay.</summary>
    CustomsDelay,

    /// <summary>Price or classification was in dispute.</summary>
    Dispute,

    /// <summary>Goods given as aid.</summary>
    AidGoods,

    /// <summary>A short payment that the firm disclosed itself.</summary>
    VoluntaryDisclosure,

    /// <summary>A fault of a bank or of the payment system.</summary>
    PaymentFault,

    /// <summary>Another reason, which the note gives.</summary>
    Other,
}

/// <summary>A fee that is not collected.</summary>
/// <param name="Reason">Why.</param>
/// <param name="Note">The reason in words.</param>
/// <param name="Approver">Subject of the supervisor.</param>
/// <param name="Time">When.</param>
public sealed record FeeWaiver(WaiverReason Reason, string Note, string Approver, DateTimeOffset Time);
