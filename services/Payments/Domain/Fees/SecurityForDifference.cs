using Clearance.Kernel;

namespace Clearance.Payments.Domain.Fees;

/// <summary>
/// What secures a claim that is not proved yet, such as a preferential origin without its certificate: the taxes without the
/// claim less the taxes with it.
/// </summary>
public static class SecurityForDifference
{
    /// <summary>The difference; nothing when the claim lowers no tax.</summary>
    public static Money Of(Money withoutClaim, Money withClaim) => withoutClaim > withClaim ? withoutClaim - withClaim : Money.Zero;
}
