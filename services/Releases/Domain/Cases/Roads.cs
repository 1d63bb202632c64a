namespace Clearance.Releases.Domain;

/// <summary>Which road a case takes. Tested in this order; the first that fits counts.</summary>
public static class Roads
{
    /// <summary>The road, as far as the facts tell; null before the declaration is accepted.</summary>
    public static Road? Of(ReleaseCase @case, DateTimeOffset now)
    {
        if (@case.Profile is not { } profile)
        {
            return null;
        }

        var at = @case.ReleaseTime ?? now;
        return (Replenishes(@case, profile, at), profile.SelfPayment, @case.Arrival) switch
        {
            (true, _, _) => Road.ReleaseBeforeReplenishing,
            (_, true, _) => Road.SelfPayment,
            (_, _, null) => Road.EarlyDeclaration,
            (_, _, { } arrival) => profile.Time < arrival.Time ? Road.EarlyDeclaration : Road.Traditional,
        };
    }

    /// <summary>The road at the last fact that bears on it: what a column holds, since a stored row has no present.</summary>
    public static Road? AtLastFact(ReleaseCase @case) => LastFact(@case) is { } last ? Of(@case, last) : null;

    /// <summary>The instant of the last fact that bears on securities and documents; null before the declaration is accepted.</summary>
    internal static DateTimeOffset? LastFact(ReleaseCase @case) => @case.Profile is { } profile
        ? @case.Securities.Select(security => security.Time).Append(profile.Time).Append(@case.Documents?.Time ?? profile.Time).Max()
        : null;

    /// <summary>
    /// Documents were missing and secured at the instant. Decided by the facts' own instants and not by when they were heard, so
    /// that a case is on the same road whichever came first.
    /// </summary>
    private static bool Replenishes(ReleaseCase @case, CaseProfile profile, DateTimeOffset at) =>
        profile.MissingDocuments.Count > 0
        && (@case.Documents is null || @case.Documents.Time > at)
        && Conditions.SecuringDocuments(@case, at) is not null;
}
