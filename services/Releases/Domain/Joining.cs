namespace Clearance.Releases.Domain;

/// <summary>Something known with the instant at which it became true.</summary>
public interface IDated
{
    /// <summary>When it became true.</summary>
    DateTimeOffset Time { get; }
}

/// <summary>Something known of one version of a form.</summary>
public interface IVersioned
{
    /// <summary>Number of the version; null for the form as accepted.</summary>
    int? Version { get; }
}

/// <summary>
/// Joins what is known with what is heard so that neither order nor repetition matters: of two candidates for one place the
/// same one always wins. Nothing new gives back the very object that was held, which is how a decision knows it.
/// </summary>
internal static class Joining
{
    /// <summary>The earlier of two; at the same instant the one that sorts first.</summary>
    public static T Earlier<T>(T? held, T heard)
        where T : class, IDated => held is null || Compare(heard, held) < 0 ? heard : held;

    /// <summary>That of the newer version; of one version the earlier.</summary>
    public static T Newer<T>(T? held, T heard)
        where T : class, IDated, IVersioned => ((heard.Version ?? 0) - (held?.Version ?? 0)) switch
        {
            > 0 => heard,
            < 0 => held!,
            _ => Earlier(held, heard),
        };

    /// <summary>That of the newer version; of one version the later.</summary>
    public static T Newest<T>(T? held, T heard)
        where T : class, IDated, IVersioned => ((heard.Version ?? 0) - (held?.Version ?? 0)) switch
        {
            > 0 => heard,
            < 0 => held!,
            _ => Later(held, heard),
        };

    /// <summary>The later of two; at the same instant the one that sorts last.</summary>
    public static T Later<T>(T? held, T heard)
        where T : class, IDated => held is null || Compare(heard, held) > 0 ? heard : held;

    /// <summary>The sorted set with one more member.</summary>
    public static IReadOnlyList<string> With(IReadOnlyList<string> set, string member) =>
        set.Contains(member, StringComparer.Ordinal) ? set : [.. set.Append(member).Order(StringComparer.Ordinal)];

    /// <summary>
    /// The list with one more entry, ordered by instant and key; of two entries with one key the better stays: <see cref="Earlier"/>, <see cref="Newer"/>.
    /// </summary>
    public static IReadOnlyList<T> With<T>(IReadOnlyList<T> list, T entry, Func<T, string> key, Func<T?, T, T> better)
        where T : class, IDated
    {
        var held = list.FirstOrDefault(other => key(other) == key(entry));
        return held is not null && ReferenceEquals(better(held, entry), held)
            ? list
            : [.. list.Where(other => other != held).Append(entry).OrderBy(e => e.Time).ThenBy(key, StringComparer.Ordinal)];
    }

    private static int Compare<T>(T left, T right)
        where T : class, IDated
    {
        var byTime = left.Time.UtcTicks.CompareTo(right.Time.UtcTicks);
        return byTime != 0 ? byTime : string.CompareOrdinal(left.ToString(), right.ToString());
    }
}
