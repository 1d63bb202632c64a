using System.Diagnostics;
using System.Text.Json.Serialization;
using Clearance.Kernel;
using Clearance.Payments.Domain.Refunds;

namespace Clearance.Payments.Domain.Settlement;

/// <summary>Where an agreement stands.</summary>
public enum AgreementState
{
    /// <summary>Waits for the bank.</summary>
    Proposed,

    /// <summary>Bills can be paid with it.</summary>
    Active,

    /// <summary>Ended by enterprise or bank.</summary>
    Terminated,
}

/// <summary>A three-party agreement on electronic payment: enterprise, bank, and customs as the suite.</summary>
/// <param name="Key">Its key.</param>
/// <param name="Enterprise">USCC of the enterprise whose account is debited.</param>
/// <param name="Bank">USCC of the bank.</param>
/// <param name="AccountNumber">Account to debit.</param>
/// <param name="AccountHolder">Name of its holder.</param>
/// <param name="State">Where it stands.</param>
/// <param name="CreateTime">When it was proposed.</param>
/// <param name="UpdateTime">When it last changed.</param>
public sealed record Agreement(
    string Key,
    string Enterprise,
    string Bank,
    string AccountNumber,
    string AccountHolder,
    AgreementState State,
    DateTimeOffset CreateTime,
    DateTimeOffset UpdateTime)
{
    /// <summary>When the bank confirmed it.</summary>
    public DateTimeOffset? ConfirmTime { get; init; }

    /// <summary>When it ended.</summary>
    public DateTimeOffset? TerminateTime { get; init; }

    /// <summary>Why it ended.</summary>
    public string? TerminateReason { get; init; }
}

/// <summary>A message to an agreement.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(ProposeAgreement), "propose")]
[JsonDerivedType(typeof(ConfirmAgreement), "confirm")]
[JsonDerivedType(typeof(TerminateAgreement), "terminate")]
[JsonDerivedType(typeof(DrawOnAgreement), "draw")]
[JsonDerivedType(typeof(NameRefundAccount), "name_refund_account")]
public abstract record AgreementMessage(string Agreement);

/// <summary>The enterprise proposes.</summary>
public sealed record ProposeAgreement(string Agreement, string Enterprise, string Bank, string AccountNumber, string AccountHolder) : AgreementMessage(Agreement);

/// <summary>The bank confirms.</summary>
public sealed record ConfirmAgreement(string Agreement) : AgreementMessage(Agreement);

/// <summary>Enterprise or bank ends it.</summary>
public sealed record TerminateAgreement(string Agreement, string Reason) : AgreementMessage(Agreement);

/// <summary>Bills are paid with it: told by the last of them in the transaction of the payment.</summary>
public sealed record DrawOnAgreement(string Agreement, string Payer, string Instruction, IReadOnlyList<PaymentTransaction> Transactions) : AgreementMessage(Agreement);

/// <summary>A refund is to be paid to its account: told by the bill in the transaction of the application.</summary>
public sealed record NameRefundAccount(string Agreement, string Refund, RefundClaim Claim, RefundOpening Opening) : AgreementMessage(Agreement);

/// <summary>Decides for agreements.</summary>
public static class AgreementRules
{
    /// <summary>What follows from a message.</summary>
    public static Decision<Agreement> Decide(Agreement? state, AgreementMessage message, Occasion occasion) => (state, message) switch
    {
        (null, ProposeAgreement propose) => new Agreement(
            propose.Agreement,
            propose.Enterprise,
            propose.Bank,
            propose.AccountNumber,
            propose.AccountHolder,
            AgreementState.Proposed,
            occasion.Time,
            occasion.Time),
        (_, DrawOnAgreement draw) => Draw(state, draw, occasion),
        (_, NameRefundAccount name) => NameAccount(state, name),
        (null, _) => Tenancy.NotFound("agreements", message.Agreement),
        _ when !Tenancy.Sees(occasion.Actor, state.Enterprise, state.Bank) => Tenancy.NotFound("agreements", message.Agreement),
        (_, ProposeAgreement) => state,
        (_, ConfirmAgreement) => Confirm(state, occasion),
        (_, TerminateAgreement terminate) => state.State == AgreementState.Terminated
            ? state
            : state with
            {
                State = AgreementState.Terminated,
                TerminateTime = occasion.Time,
                TerminateReason = terminate.Reason,
                UpdateTime = occasion.Time,
            },
        _ => throw new UnreachableException(message.GetType().Name),
    };

    private static Decision<Agreement> Confirm(Agreement state, Occasion occasion) => state.State switch
    {
        // Only the bank confirms: an enterprise that is also a bank's customer of the same code does not exist.
        AgreementState.Proposed when Tenancy.Sees(occasion.Actor, state.Bank) =>
            state with { State = AgreementState.Active, ConfirmTime = occasion.Time, UpdateTime = occasion.Time },
        AgreementState.Proposed => Refusal.Forbidden("ROLE_MISSING", "Only the bank that the agreement names can confirm it."),
        AgreementState.Active => state,
        AgreementState.Terminated => Refusal.Precondition(Reasons.AgreementTerminated, "The agreement is terminated; propose a new one."),
    };

    private static Decision<Agreement> Draw(Agreement? state, DrawOnAgreement draw, Occasion occasion)
    {
        if (state is null || state.Enterprise != draw.Payer)
        {
            return Refusal.NotFound(
                Reasons.AgreementNotFound, $"There is no agreements/{draw.Agreement}, or it belongs to another enterprise; pay with an agreement of your own.");
        }

        return state.State == AgreementState.Active
            ? Decision.Accept(state).Tell(Addresses.PaymentInstruction(draw.Instruction), new OpenInstruction(
                draw.Instruction,
                draw.Agreement,
                state.Enterprise,
                state.Bank,
                state.AccountNumber,
                state.AccountHolder,
                draw.Transactions))
            : NotActive(state);
    }

    /// <summary>A refund goes to an account of the payer and of nobody else.</summary>
    private static Decision<Agreement> NameAccount(Agreement? state, NameRefundAccount name) =>
        state is null || state.Enterprise != name.Claim.Enterprise ? Refusal.NotFound(
            Reasons.AgreementNotFound, $"There is no agreements/{name.Agreement}, or it is not the payer's; a refund goes to an account of the payer.")
        : state.State != AgreementState.Active ? NotActive(state)
        : Decision.Accept(state).Tell(Addresses.Refund(name.Refund), new OpenRefund(
            name.Refund, name.Claim, name.Opening, new RefundAccount(name.Agreement, state.Bank, state.AccountNumber, state.AccountHolder)));

    private static Refusal NotActive(Agreement state) => Refusal.Precondition(
        Reasons.AgreementNotActive,
        $"agreements/{state.Key} is {(state.State == AgreementState.Proposed ? "not confirmed by the bank yet" : "terminated")}; name an active one.");
}
