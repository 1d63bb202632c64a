using System.Collections.Immutable;
using Clearance.Declarations.Domain.Form;

namespace Clearance.Declarations.Domain.Enterprises;

/// <summary>Credit class by Decree 237 (1 May 2018 to 31 October 2021).</summary>
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

/// <summary>A registered enterprise: importer, exporter or broker. Its key is its USCC.</summary>
public sealed record Enterprise
{
    public string Uscc { get; init; } = "";
    public string CustomsCode { get; init; } = "";
    public string Name { get; init; } = "";

    /// <summary>Every class with its first day, oldest first; never empty.</summary>
    public ImmutableArray<CreditRecord> CreditHistory { get; init; } = [];

    /// <summary>Why it may not release before replenishing; null when it may.</summary>
    public string? Suspension { get; init; }

    /// <summary>Agents that may declare for it, one row an agent.</summary>
    public ImmutableArray<Mandate> Mandates { get; init; } = [];

    public DateTimeOffset CreateTime { get; init; }

    /// <summary>The credit class on a day.</summary>
    public CreditClass ClassOn(DateOnly day) =>
        CreditHistory.LastOrDefault(record => record.From <= day)?.Class ?? CreditHistory[0].Class;

    /// <summary>The mandate of an agent on a day; null when there is none.</summary>
    public Mandate? MandateOf(string agent, DateOnly day) =>
        Mandates.FirstOrDefault(mandate => mandate.Agent == agent && mandate.From <= day && (mandate.To is null || day <= mandate.To));

    /// <summary>True when an agent may declare something for it on a day.</summary>
    public bool HasMandated(string agent, DateOnly day) => MandateOf(agent, day) is not null;
}

/// <summary>A credit class from a day on.</summary>
public sealed record CreditRecord(CreditClass Class, DateOnly From, string Reason);

/// <summary>An agent may declare for the enterprise from a day, until a day or until it is revoked.</summary>
public sealed record Mandate(string Agent, DateOnly From, DateOnly? To)
{
    /// <summary>The only direction that it covers; null for both.</summary>
    public Direction? Direction { get; init; }

    /// <summary>The only offices of declaration that it covers; null for all.</summary>
    public ImmutableArray<string>? Offices { get; init; }

    /// <summary>True when it covers a form. What a form does not say yet is not held against it.</summary>
    public bool Covers(Direction? direction, string? office) =>
        (Direction is null || direction is null || Direction == direction) && (Offices is null || office is null || Offices.Value.Contains(office));

    /// <summary>By value, the offices too.</summary>
    public bool Equals(Mandate? other) => other is not null && (Agent, From, To, Direction) == (other.Agent, other.From, other.To, other.Direction)
        && (Offices ?? []).SequenceEqual(other.Offices ?? []);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Agent, From, To, Direction);
}
