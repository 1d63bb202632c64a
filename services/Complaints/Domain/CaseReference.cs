using System.Collections.Immutable;
using System.Diagnostics;
using System.Text.Json.Serialization;
using Clearance.Kernel;

namespace Clearance.Complaints.Domain;

/// <summary>Where a declaration stands, as far as a complaint about it needs to know.</summary>
public enum CaseStage
{
    /// <summary>Accepted, goods not yet released.</summary>
    InClearance,

    /// <summary>Goods released.</summary>
    Released,

    /// <summary>Withdrawn before release.</summary>
    Withdrawn,
}

/// <summary>What this service has heard of one declaration, in any order, and the complaints about it.</summary>
public sealed record CaseReference
{
    /// <summary>USCC of the consignee or consignor; null until the acceptance is heard.</summary>
    public string? Enterprise { get; init; }

    /// <summary>USCC of the declarant, the enterprise itself or its agent.</summary>
    public string? Declarant { get; init; }

    /// <summary>When the goods were released.</summary>
    public DateTimeOffset? ReleaseTime { get; init; }

    /// <summary>When it was withdrawn.</summary>
    public DateTimeOffset? WithdrawTime { get; init; }

    /// <summary>Keys of the complaints about it.</summary>
    public ImmutableArray<string> Complaints { get; init; } = [];

    /// <summary>Where it stands now.</summary>
    [JsonIgnore]
    public CaseStage Stage => this switch
    {
        { ReleaseTime: not null } => CaseStage.Released,
        { WithdrawTime: not null } => CaseStage.Withdrawn,
        _ => CaseStage.InClearance,
    };

    /// <summary>Decides one message. Only the filing of a complaint can be refused, when the declaration is not the firm's own.</summary>
    public static Decision<CaseReference> Decide(CaseReference? state, CaseReferenceMessage message, Occasion occasion)
    {
        var known = state ?? new CaseReference();
        return message switch
        {
            CaseReferenceMessage.ComplaintFiled filed => File(known, filed),
            CaseReferenceMessage.Released released => Release(known, released),
            CaseReferenceMessage.Accepted accepted => Same(known, known with { Enterprise = accepted.Enterprise, Declarant = accepted.Declarant }),
            CaseReferenceMessage.Withdrawn withdrawn => Same(known, known with { WithdrawTime = known.WithdrawTime ?? withdrawn.Time }),
            _ => throw new UnreachableException($"{message} is no message to a case reference."),
        };
    }

    private static Decision<CaseReference> File(CaseReference state, CaseReferenceMessage.ComplaintFiled filed)
    {
        if (state.Enterprise != filed.Enterprise && state.Declarant != filed.Enterprise)
        {
            return Refusal.NotFound("RESOURCE_NOT_FOUND", "There is no such declaration; name an accepted declaration of your own, or none.");
        }

        var known = state.Complaints.Contains(filed.Complaint) ? state : state with { Complaints = state.Complaints.Add(filed.Complaint) };
        return Decision.Accept(known)
            .Tell(Keys.Complaint(filed.Complaint), new ComplaintMessage.CaseKnown(state.Stage, state.ReleaseTime));
    }

    private static Decision<CaseReference> Release(CaseReference state, CaseReferenceMessage.Released released)
    {
        if (state.ReleaseTime is not null)
        {
            return state;
        }

        var decision = Decision.Accept(state with { ReleaseTime = released.Time });
        foreach (var complaint in state.Complaints)
        {
            decision.Tell(Keys.Complaint(complaint), new ComplaintMessage.CaseReleased(released.Time));
        }

        return decision;
    }

    private static Decision<CaseReference> Same(CaseReference before, CaseReference after) => before == after ? before : after;
}

/// <summary>A message to what is known of a declaration.</summary>
[JsonPolymorphic]
[JsonDerivedType(typeof(Accepted), "accepted")]
[JsonDerivedType(typeof(Withdrawn), "withdrawn")]
[JsonDerivedType(typeof(Released), "released")]
[JsonDerivedType(typeof(ComplaintFiled), "complaint_filed")]
public abstract record CaseReferenceMessage
{
    /// <summary>Fact: the declaration was accepted.</summary>
    public sealed record Accepted(string Enterprise, string Declarant) : CaseReferenceMessage;

    /// <summary>Fact: it was withdrawn.</summary>
    public sealed record Withdrawn(DateTimeOffset Time) : CaseReferenceMessage;

    /// <summary>Fact: its goods were released.</summary>
    public sealed record Released(DateTimeOffset Time) : CaseReferenceMessage;

    /// <summary>An enterprise files a complaint about it.</summary>
    public sealed record ComplaintFiled(string Complaint, string Enterprise) : CaseReferenceMessage;
}
