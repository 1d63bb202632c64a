using Clearance.Kernel;

namespace Clearance.Guarantees.Domain;

/// <summary>A part of a guarantee's limit is reserved for a declaration, or a part of another size than before.</summary>
public sealed record DeclarationSecured(string Declaration, Cover Cover, DateTimeOffset Time, bool SecuresTax, bool SecuresDocuments) : IFact
{
    /// <summary>Version of the form whose tax it secures; null for the form as accepted.</summary>
    public int? Version { get; init; }
}

/// <summary>A guarantee could not secure a declaration.</summary>
public sealed record SecurityRefused(string Declaration, string GuaranteeName, string Reason, string Text, DateTimeOffset Time) : IFact;

/// <summary>A reservation ended and an amount of it is free again.</summary>
public sealed record SecurityReleased(string Declaration, string Guarantee, Money Amount, DateTimeOffset Time) : IFact;

/// <summary>Customs demanded payment, or more of it, from a guarantor.</summary>
public sealed record GuaranteeClaimed(string Declaration, Money Amount, ClaimGround Ground, DateTimeOffset Time) : IFact;
