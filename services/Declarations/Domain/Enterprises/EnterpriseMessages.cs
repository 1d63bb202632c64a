using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Clearance.Declarations.Domain.Form;

namespace Clearance.Declarations.Domain.Enterprises;

/// <summary>Everything that an enterprise takes.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "message")]
[JsonDerivedType(typeof(RegisterEnterprise), "register_enterprise")]
[JsonDerivedType(typeof(ChangeCreditClass), "change_credit_class")]
[JsonDerivedType(typeof(GrantMandate), "grant_mandate")]
[JsonDerivedType(typeof(RevokeMandate), "revoke_mandate")]
[JsonDerivedType(typeof(SuspendPrivilege), "suspend_privilege")]
[JsonDerivedType(typeof(RestorePrivilege), "restore_privilege")]
[JsonDerivedType(typeof(Vouch), "vouch")]
public abstract record EnterpriseMessage;

/// <summary>Registers the enterprise.</summary>
public sealed record RegisterEnterprise(string Uscc, string CustomsCode, string Name, CreditClass Class) : EnterpriseMessage;

/// <summary>Changes the credit class from a day on; today when null.</summary>
public sealed record ChangeCreditClass(CreditClass Class, DateOnly? From, string Reason) : EnterpriseMessage;

/// <summary>Lets an agent declare.</summary>
public sealed record GrantMandate(string Agent, DateOnly? To) : EnterpriseMessage
{
    /// <summary>The only direction that it covers; null for both.</summary>
    public Direction? Direction { get; init; }

    /// <summary>The only offices of declaration that it covers; null for all.</summary>
    public ImmutableArray<string>? Offices { get; init; }
}

/// <summary>Takes a mandate back.</summary>
public sealed record RevokeMandate(string Agent) : EnterpriseMessage;

/// <summary>Told by a declaration whose promised documents did not come.</summary>
public sealed record SuspendPrivilege(string Reason) : EnterpriseMessage;

/// <summary>Gives the privilege back.</summary>
public sealed record RestorePrivilege(string Reason) : EnterpriseMessage;

/// <summary>Told by a declaration that is being submitted: say who you are. Answered with <see cref="Vouched"/>, also when unknown.</summary>
/// <param name="Declaration">Key of the declaration.</param>
/// <param name="Role">As what the enterprise stands on the form.</param>
/// <param name="Uscc">USCC that was asked.</param>
/// <param name="Agent">USCC of the agent that declares for it; empty when it declares itself.</param>
public sealed record Vouch(string Declaration, VouchRole Role, string Uscc, string Agent) : EnterpriseMessage
{
    /// <summary>Direction of the goods, for the mandate of the agent.</summary>
    public Direction? Direction { get; init; }

    /// <summary>Office of declaration, for the mandate of the agent.</summary>
    public string? Office { get; init; }
}

/// <summary>As what an enterprise stands on a form.</summary>
public enum VouchRole
{
    /// <summary>Domestic consignee or consignor.</summary>
    Trader,

    /// <summary>Agent that declares.</summary>
    Declarant,
}
