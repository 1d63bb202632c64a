using Clearance.Declarations.Domain.Notifications;
using Clearance.Declarations.Domain.Rules;
using Clearance.Kernel;

namespace Clearance.Declarations.Domain.Enterprises;

/// <summary>What an enterprise decides.</summary>
public static class EnterpriseDecisions
{
    private const int LongestName = 100;
    private const int LongestReason = 255;

    /// <summary>Decides one message, and tells the firms what it changes.</summary>
    public static Decision<Enterprise> Decide(Enterprise? state, EnterpriseMessage message, Occasion occasion) =>
        Carry(state, message, occasion).TellingFirms(state, occasion);

    private static Decision<Enterprise> Carry(Enterprise? state, EnterpriseMessage message, Occasion occasion) => (state, message) switch
    {
        (null, RegisterEnterprise register) => Register(register, occasion),
        (_, RegisterEnterprise) => Refusal.Exists("ENTERPRISE_ALREADY_REGISTERED", "An enterprise with this USCC is registered; read it, and change its class if need be."),
        (_, Vouch vouch) => Answer(state, vouch, occasion),
        (null, SuspendPrivilege) => Decision.Nothing<Enterprise>(),
        (null, _) => NotFound(),
        (_, SuspendPrivilege suspend) => state.Suspension is null ? state with { Suspension = suspend.Reason } : state,
        (_, RestorePrivilege restore) => Restore(state, restore),
        (_, ChangeCreditClass change) => Change(state, change, occasion),
        (_, GrantMandate grant) => IsOwn(state, occasion.Actor) ? Grant(state, grant, occasion) : NotFound(),
        (_, RevokeMandate revoke) => IsOwn(state, occasion.Actor) ? Revoke(state, revoke) : NotFound(),
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    /// <summary>True when an actor may see the enterprise: customs sees all, a firm sees itself.</summary>
    public static bool IsOwn(Enterprise enterprise, Actor actor) =>
        actor.Role != Roles.Declarant || actor.Enterprise == enterprise.Uscc;

    private static Refusal NotFound() => Refusal.NotFound("RESOURCE_NOT_FOUND", "No such enterprise is registered.");

    private static Decision<Enterprise> Register(RegisterEnterprise register, Occasion occasion)
    {
        var violations = new List<Violation>();
        if (!Uscc.IsValid(register.Uscc))
        {
            violations.Add(new Violation("enterprise.uscc", "USCC_CHECK_DIGIT_WRONG", "The USCC has not 18 signs with a fitting check digit.", "Copy it from the business licence.") { TextZh = "统一社会信用代码错误。" });
        }

        if (!PartyRules.IsCustomsCode(register.CustomsCode))
        {
            violations.Add(new Violation("enterprise.customs_code", "CUSTOMS_CODE_MALFORMED", "A customs enterprise code has 10 signs: 4 digits of area, zone, ownership, serial.", "Write it like 2102460001.") { TextZh = "海关注册编码应为10位。" });
        }

        if (register.Name.Length is 0 or > LongestName)
        {
            violations.Add(new Violation("enterprise.display_name", "DISPLAY_NAME_REQUIRED", $"A name of 1 to {LongestName} signs is needed.", "Write the registered name.") { TextZh = "名称必须填写，且不超过100个字符。" });
        }

        return violations.Count > 0
            ? Refusal.Invalid("FIELDS_INVALID", "The enterprise cannot be registered as it stands.", [.. violations])
            : new Enterprise
            {
                Uscc = register.Uscc,
                CustomsCode = register.CustomsCode,
                Name = register.Name,
                CreditHistory = [new CreditRecord(register.Class, occasion.Today, "Registration")],
                CreateTime = occasion.Time,
            };
    }

    private static Decision<Enterprise> Change(Enterprise state, ChangeCreditClass change, Occasion occasion)
    {
        var from = change.From ?? occasion.Today;
        if (from < occasion.Today)
        {
            return Refusal.Invalid("FIELDS_INVALID", "A class cannot change in the past.", new Violation("effective_date", "EFFECTIVE_DATE_IN_PAST", "Forms were accepted under the old class on that day.", "Give today or a later day.") { TextZh = "生效日期不得早于今日。" });
        }

        if (Reasonless(change.Reason) is { } refusal)
        {
            return refusal;
        }

        // A change for the same day replaces the one before it.
        var record = new CreditRecord(change.Class, from, change.Reason);
        return state.CreditHistory.Contains(record)
            ? state
            : state with { CreditHistory = [.. state.CreditHistory.Where(other => other.From != from).Append(record).OrderBy(other => other.From)] };
    }

    private static Decision<Enterprise> Restore(Enterprise state, RestorePrivilege restore) =>
        Reasonless(restore.Reason) is { } refusal ? refusal
        : state.Suspension is null ? Refusal.Precondition("PRIVILEGE_NOT_SUSPENDED", "The enterprise may release before replenishing already.")
        : state with { Suspension = null };

    private static Decision<Enterprise> Grant(Enterprise state, GrantMandate grant, Occasion occasion)
    {
        if (!Uscc.IsValid(grant.Agent) || grant.Agent == state.Uscc)
        {
            return Refusal.Invalid("FIELDS_INVALID", "The agent is not a USCC of another enterprise.", new Violation("agent", "USCC_CHECK_DIGIT_WRONG", "Not the USCC of another enterprise.", "Copy the agent's USCC from its business licence.") { TextZh = "代理企业统一社会信用代码错误。" });
        }

        if (grant.To < occasion.Today)
        {
            return Refusal.Invalid("FIELDS_INVALID", "The mandate would be over before it began.", new Violation("expire_date", "EXPIRE_DATE_IN_PAST", "The last day is in the past.", "Give a later day, or none.") { TextZh = "委托截止日期早于今日。" });
        }

        var present = state.Mandates.FirstOrDefault(mandate => mandate.Agent == grant.Agent);
        var from = present is not null && state.HasMandated(grant.Agent, occasion.Today) ? present.From : occasion.Today;
        var mandate = new Mandate(grant.Agent, from, grant.To) { Direction = grant.Direction, Offices = grant.Offices };
        return mandate == present ? state : state with { Mandates = [.. state.Mandates.Where(other => other.Agent != grant.Agent), mandate] };
    }

    private static Decision<Enterprise> Revoke(Enterprise state, RevokeMandate revoke) =>
        state.Mandates.Any(mandate => mandate.Agent == revoke.Agent)
            ? state with { Mandates = [.. state.Mandates.Where(mandate => mandate.Agent != revoke.Agent)] }
            : Refusal.Precondition("MANDATE_NOT_FOUND", "This agent holds no mandate of the enterprise.");

    /// <summary>Answers who the enterprise is. Nothing changes, so nothing is written but what the form makes of the answer.</summary>
    private static Decision<Enterprise> Answer(Enterprise? state, Vouch vouch, Occasion occasion)
    {
        var mandate = state?.MandateOf(vouch.Agent, occasion.Today);
        var covers = vouch.Agent.Length == 0 || mandate?.Covers(vouch.Direction, vouch.Office) == true;
        var voucher = state is null
            ? null
            : new Voucher(state.CustomsCode, state.ClassOn(occasion.Today), state.Suspension is not null, covers)
            {
                IsOutOfScope = mandate is not null && !covers ? true : null,
            };
        var decision = state is null ? Decision.Nothing<Enterprise>() : Decision.Accept(state);
        return decision.Tell(Aggregates.Declaration(vouch.Declaration), new Vouched(vouch.Role, voucher));
    }

    private static Refusal? Reasonless(string reason) => reason.Length is > 0 and <= LongestReason
        ? null
        : Refusal.Invalid("FIELDS_INVALID", "A reason is needed.", new Violation("reason", "REASON_REQUIRED", $"A reason of 1 to {LongestReason} signs is needed.", "Say why, in a sentence.") { TextZh = "必须填写原因。" });
}
