namespace Clearance.Releases.Domain;

/// <summary>Which way the goods go.</summary>
public enum Direction
{
    /// <summary>Into the territory.</summary>
    Import,

    /// <summary>Out of the territory.</summary>
    Export,
}

/// <summary>Credit class of an enterprise by Decree 237, best first.</summary>
public enum CreditClass
{
    /// <summary>Advanced certified.</summary>
    AdvancedCertified,

    /// <summary>General certified.</summary>
    GeneralCertified,

    /// <summary>General credit.</summary>
    General,

    /// <summary>Discredited.</summary>
    Discredited,
}

/// <summary>How a declaration is controlled, lightest first: the heaviest lane of all rules counts.</summary>
public enum Lane
{
    /// <summary>No control before release.</summary>
    Green,

    /// <summary>An officer reviews the documents.</summary>
    DocumentReview,

    /// <summary>Two officers inspect the goods.</summary>
    Inspection,
}

/// <summary>The road that a declaration takes, in the order in which they are tested.</summary>
public enum Road
{
    /// <summary>Released while documents were missing and secured.</summary>
    ReleaseBeforeReplenishing,

    /// <summary>The firm computed and confirmed its taxes itself.</summary>
    SelfPayment,

    /// <summary>Accepted before the goods arrived.</summary>
    EarlyDeclaration,

    /// <summary>Everything else.</summary>
    Traditional,
}

/// <summary>Spells the words of the domain as the contract, the columns and the trail do: UPPER_SNAKE.</summary>
public static class Spelling
{
    /// <summary>The word in UPPER_SNAKE, e.g. <c>EARLY_DECLARATION</c>.</summary>
    public static string Upper<T>(this T word)
        where T : struct, Enum
    {
        var name = word.ToString();
        return string.Concat(name.Select((sign, i) => i > 0 && char.IsUpper(sign) ? "_" + sign : char.ToUpperInvariant(sign).ToString()));
    }

    /// <summary>The instant on the clock of the customs territory, as sentences for people show it.</summary>
    public static string Local(this DateTimeOffset time) =>
        time.ToOffset(Kernel.CustomsTime.Offset).ToString("yyyy-MM-dd HH:mm:ss", System.Globalization.CultureInfo.InvariantCulture);
}
