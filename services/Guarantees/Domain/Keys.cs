using Clearance.Kernel;

namespace Clearance.Guarantees.Domain;

/// <summary>Names of tables, keys and resources, and where messages between the aggregates of this service go.</summary>
public static class Keys
{
    /// <summary>Table of guarantees.</summary>
    public const string GuaranteeTable = "guarantee";

    /// <summary>Table of securities, one a declaration.</summary>
    public const string SecurityTable = "security";

    /// <summary>Table of claims, one a declaration.</summary>
    public const string ClaimTable = "claim";

    /// <summary>Table of instrument numbers, so that no instrument is registered twice.</summary>
    public const string InstrumentTable = "instrument";

    private const string GuaranteePrefix = "guarantees/";
    private const string DeclarationPrefix = "declarations/";

    /// <summary>The guarantee of a key.</summary>
    public static Address<GuaranteeMessage> Guarantee(string key) => new(GuaranteeTable, key);

    /// <summary>The security of a declaration's key.</summary>
    public static Address<SecurityMessage> Security(string declaration) => new(SecurityTable, declaration);

    /// <summary>The claim of a declaration's key.</summary>
    public static Address<ClaimMessage> Claim(string declaration) => new(ClaimTable, declaration);

    /// <summary>The instrument of a guarantor's number; letter case does not make another instrument.</summary>
    public static Address<InstrumentMessage> Instrument(string guarantor, string number) =>
        new(InstrumentTable, $"{guarantor}:{number.Trim().ToUpperInvariant()}");

    /// <summary>Resource name of a guarantee.</summary>
    public static string GuaranteeName(string key) => GuaranteePrefix + key;

    /// <summary>Resource name of a declaration.</summary>
    public static string DeclarationName(string key) => DeclarationPrefix + key;

    /// <summary>Resource name of the reservation of a declaration.</summary>
    public static string ReservationName(string guarantee, string declaration) => $"{GuaranteePrefix}{guarantee}/reservations/{declaration}";

    /// <summary>Resource name of the claim of a declaration.</summary>
    public static string ClaimName(string declaration) => $"claims/{declaration}";

    /// <summary>Key of a declaration's resource name.</summary>
    public static string DeclarationKey(string name) => After(DeclarationPrefix, name);

    /// <summary>Key of a guarantee's resource name; what is no such name stays as it is and is found nowhere.</summary>
    public static string GuaranteeKey(string name) => After(GuaranteePrefix, name);

    private static string After(string prefix, string name) =>
        name.StartsWith(prefix, StringComparison.Ordinal) ? name[prefix.Length..] : name;
}
