using Clearance.Kernel;

namespace Clearance.Guarantees.Domain;

/// <summary>
/// What follows from the facts of a <see cref="Security"/>: what is held of the limit, what is demanded, where the reservation
/// stands. Pure functions of the facts, never stored, so they cannot disagree with them.
/// </summary>
public static class Reservation
{
    /// <summary>True while the tax is secured and not settled.</summary>
    public static bool TaxOpen(Security security) => security is { Request.SecuresTax: true, TaxSettleTime: null };

    /// <summary>True while documents are secured and not complete.</summary>
    public static bool DocumentsOpen(Security security) => security is { Request.SecuresDocuments: true, DocumentsCompleteTime: null };

    /// <summary>True while something that shall be secured is not done.</summary>
    public static bool Open(Security security) => security.WithdrawTime is null && (TaxOpen(security) || DocumentsOpen(security));

    /// <summary>Why customs demands, if it does.</summary>
    public static IEnumerable<ClaimGround> Grounds(Security security)
    {
        if (TaxOpen(security) && !security.OverdueBills.IsEmpty)
        {
            yield return ClaimGround.TaxOverdue;
        }

        if (DocumentsOpen(security) && security.ReplenishmentOverdueTime is not null)
        {
            yield return ClaimGround.ReplenishmentOverdue;
        }
    }

    /// <summary>How the amount is spread now.</summary>
    public static Position Of(Security security)
    {
        if (security.Cover is not { } cover)
        {
            return Position.None;
        }

        var demand = Demand(security, cover.Amount);
        var reserved = Open(security) && security.FinalDemand is null && demand < cover.Amount ? cover.Amount - demand : Money.Zero;
        return new Position(reserved, demand - security.Paid, security.Paid);
    }

    /// <summary>Where it stands; null when nothing was granted.</summary>
    public static ReservationState? StateOf(Security security) => security switch
    {
        { Cover: null } => null,
        _ when Of(security).Held.IsPositive => ReservationState.Reserved,
        { WithdrawTime: not null } => ReservationState.Voided,
        _ when security.Paid.IsPositive => ReservationState.Settled,
        _ when !Open(security) => ReservationState.Released,

        // A form that owes nothing holds nothing, and is secured all the same.
        { FinalDemand: null } => ReservationState.Reserved,
        _ => ReservationState.Expired,
    };

    /// <summary>
    /// Demanded in all. Late documents put the whole tax at risk (DOMAIN 7.2: full rate), late bills what is open on them; never
    /// more than the cover, never less than what is paid, and nothing new after the last day for claims.
    /// </summary>
    private static Money Demand(Security security, Money cover)
    {
        var wanted = !Open(security) ? Money.Zero
            : Grounds(security).Contains(ClaimGround.ReplenishmentOverdue) ? cover
            : TaxOpen(security) ? Least(cover, security.OverdueBills.Aggregate(Money.Zero, (sum, bill) => sum + bill.Open))
            : Money.Zero;
        var allowed = security.FinalDemand is { } final ? Least(wanted, final) : wanted;
        return allowed < security.Paid ? security.Paid : allowed;
    }

    private static Money Least(Money left, Money right) => left < right ? left : right;
}
