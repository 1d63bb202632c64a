using Clearance.Hosting;
using Clearance.Payments.Domain.Refunds;
using V1 = Clearance.Contracts.Payment.V1;

namespace Clearance.Payments.Mapping;

/// <summary>Refunds for the wire.</summary>
internal static class RefundMapping
{
    /// <param name="refund">The refund.</param>
    /// <param name="forBank">True when its bank asks, which needs the whole account number.</param>
    /// <param name="forCustoms">True when customs asks, which sees who decided.</param>
    public static V1.Refund ToWire(this Refund refund, bool forBank, bool forCustoms) => new()
    {
        Name = $"{Names.Refunds}/{refund.Key}",
        TaxBill = Names.TaxBill(refund.Claim.Bill),
        Agreement = $"{Names.Agreements}/{refund.Account.Agreement}",
        Reason = refund.Opening.Reason,
        State = refund.State switch
        {
            RefundState.Applied => V1.Refund.Types.State.Applied,
            RefundState.Approved => V1.Refund.Types.State.Approved,
            RefundState.Paid => V1.Refund.Types.State.Paid,
            RefundState.Refused => V1.Refund.Types.State.Refused,
            RefundState.Failed => V1.Refund.Types.State.Failed,
        },
        Cause = refund.Claim.Cause switch
        {
            RefundCause.Overpaid => V1.Refund.Types.Cause.Overpaid,
            RefundCause.Withdrawn => V1.Refund.Types.Cause.Withdrawn,
        },
        Enterprise = refund.Claim.Enterprise,
        Amount = refund.Claim.Amount.ToWire(),
        Interest = refund.Interest?.ToWire(),
        Total = refund.Total.ToWire(),
        PaidDate = refund.Claim.PaidDate.ToWire(),
        AnswerDueDate = refund.AnswerDueDate.ToWire(),
        OpenedByCustoms = refund.Opening.ByCustoms,
        Bank = refund.Account.Bank,
        AccountNumber = forBank ? refund.Account.AccountNumber : SettlementMapping.Mask(refund.Account.AccountNumber),
        AccountHolder = refund.Account.AccountHolder,
        EndToEndId = refund.Claim.EndToEndId,
        Decider = forCustoms ? refund.Decider ?? string.Empty : string.Empty,
        DecideTime = refund.DecideTime?.ToWire(),
        RefuseReason = refund.RefuseReason ?? string.Empty,
        BankReference = refund.BankReference ?? string.Empty,
        FailureReason = refund.FailureReason ?? string.Empty,
        PayTime = refund.PayTime?.ToWire(),
        CreateTime = refund.CreateTime.ToWire(),
        UpdateTime = refund.UpdateTime.ToWire(),
        Etag = RefundRules.EtagOf(refund),
    };
}
