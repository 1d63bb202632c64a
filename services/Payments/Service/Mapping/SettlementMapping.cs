using Clearance.Hosting;
using Clearance.Payments.Domain.Proofs;
using Clearance.Payments.Domain.Settlement;
using V1 = Clearance.Contracts.Payment.V1;

namespace Clearance.Payments.Mapping;

/// <summary>Bills, agreements, instructions and ledger entries for the wire.</summary>
internal static class SettlementMapping
{
    private const int ShownSigns = 4;

    public static V1.TaxBill ToWire(this TaxBill bill) => new()
    {
        Name = Names.TaxBill(bill.Key),
        Number = bill.Number,
        Declaration = Names.Declaration(bill.Declaration),
        Enterprise = bill.Enterprise,
        Declarant = bill.Declarant,
        Kind = bill.Kind.ToWire(),
        Amount = bill.Amount.ToWire(),
        State = bill.State switch
        {
            TaxBillState.Open => V1.TaxBill.Types.State.Open,
            TaxBillState.Instructed => V1.TaxBill.Types.State.Instructed,
            TaxBillState.Unknown => V1.TaxBill.Types.State.Unknown,
            TaxBillState.Settled => V1.TaxBill.Types.State.Settled,
            TaxBillState.Cancelled => V1.TaxBill.Types.State.Cancelled,
            TaxBillState.RefundDue => V1.TaxBill.Types.State.RefundDue,
            TaxBillState.Waived => V1.TaxBill.Types.State.Waived,
        },
        IssueDate = bill.IssueDate.ToWire(),
        DueDate = bill.DueDate.ToWire(),
        Overdue = bill.Overdue,
        SelfPayment = bill.SelfPayment,
        PaymentInstruction = bill.Instruction is null ? string.Empty : $"{Names.PaymentInstructions}/{bill.Instruction}",
        FailureReason = bill.FailureReason ?? string.Empty,
        DebitTime = bill.DebitTime?.ToWire(),
        ReversalCount = bill.Reversals,
        CreateTime = bill.CreateTime.ToWire(),
        UpdateTime = bill.UpdateTime.ToWire(),
        Etag = Etags.Of(bill, PaymentsJson.Default.TaxBill),
        OwedBack = bill.OwedBack?.ToWire(),
        Refunded = bill.Refunded?.ToWire(),
        Fee = bill.Fee is not { } fee ? null : new V1.TaxBill.Types.Fee
        {
            On = fee.On.ToWire(),
            Days = fee.Days,
            FromDate = fee.From.ToWire(),
            ToDate = fee.To.ToWire(),
            TaxBill = fee.Bill is null ? string.Empty : Names.TaxBill(fee.Bill),
        },
        Waiver = bill.Waiver is not { } waiver ? null : new V1.TaxBill.Types.Waiver
        {
            Reason = Enum.Parse<V1.TaxBill.Types.Waiver.Types.Reason>(waiver.Reason.ToString()),
            Note = waiver.Note,
            Approver = waiver.Approver,
            WaiveTime = waiver.Time.ToWire(),
        },
    };

    public static V1.PaymentProof ToWire(this PaymentProof proof, string bill) => new()
    {
        TaxBill = Names.TaxBill(bill),
        Number = proof.Number,
        Enterprise = proof.Enterprise,
        Kind = proof.Kind.ToWire(),
        Amount = proof.Amount.ToWire(),
        IssueDate = proof.IssueDate.ToWire(),
        DebitTime = proof.DebitTime.ToWire(),
        SelfPayment = proof.SelfPayment,
    };

    /// <summary>The bill with the lines of its kind, from the assessment.</summary>
    public static V1.TaxBill ToWire(this TaxBill bill, Assessment? assessment)
    {
        var wire = bill.ToWire();
        foreach (var line in assessment?.Computation?.Lines ?? [])
        {
            var components = line.Taxes.Where(tax => tax.Kind == bill.Kind).ToArray();
            if (components.Length > 0)
            {
                wire.Lines.Add(new V1.TaxBill.Types.Line
                {
                    Number = line.Number,
                    CommodityCode = line.CommodityCode,
                    Components = { components.Select(tax => tax.ToWire()) },
                });
            }
        }

        return wire;
    }

    public static V1.Agreement ToWire(this Agreement agreement) => new()
    {
        Name = $"{Names.Agreements}/{agreement.Key}",
        Enterprise = agreement.Enterprise,
        Bank = agreement.Bank,
        MaskedAccountNumber = Mask(agreement.AccountNumber),
        AccountHolder = agreement.AccountHolder,
        State = agreement.State switch
        {
            AgreementState.Proposed => V1.Agreement.Types.State.Proposed,
            AgreementState.Active => V1.Agreement.Types.State.Active,
            AgreementState.Terminated => V1.Agreement.Types.State.Terminated,
        },
        ConfirmTime = agreement.ConfirmTime?.ToWire(),
        TerminateTime = agreement.TerminateTime?.ToWire(),
        TerminateReason = agreement.TerminateReason ?? string.Empty,
        CreateTime = agreement.CreateTime.ToWire(),
        UpdateTime = agreement.UpdateTime.ToWire(),
        Etag = Etags.Of(agreement, PaymentsJson.Default.Agreement),
    };

    /// <param name="instruction">The instruction.</param>
    /// <param name="forBank">True when its bank asks, which needs the whole account number.</param>
    public static V1.PaymentInstruction ToWire(this PaymentInstruction instruction, bool forBank) => new()
    {
        Name = $"{Names.PaymentInstructions}/{instruction.Key}",
        EndToEndId = instruction.Only?.EndToEndId ?? string.Empty,
        CreditorReference = instruction.Only?.BillNumber ?? string.Empty,
        TaxBill = instruction.Only is { } only ? Names.TaxBill(only.Bill) : string.Empty,
        Agreement = $"{Names.Agreements}/{instruction.Agreement}",
        Bank = instruction.Bank,
        AccountNumber = forBank ? instruction.AccountNumber : Mask(instruction.AccountNumber),
        AccountHolder = instruction.AccountHolder,
        Enterprise = instruction.Enterprise,
        Amount = instruction.Amount.ToWire(),
        State = instruction.State.ToWire(),
        BankReference = instruction.Only?.BankReference ?? string.Empty,
        FailureReason = instruction.Only?.FailureReason ?? string.Empty,
        DebitTime = instruction.Only?.DebitTime?.ToWire(),
        AnswerDueTime = instruction.AnswerDueTime.ToWire(),
        CreateTime = instruction.CreateTime.ToWire(),
        UpdateTime = instruction.UpdateTime.ToWire(),
        Etag = Etags.Of(instruction, PaymentsJson.Default.PaymentInstruction),
        UnknownTime = instruction.UnknownTime?.ToWire(),
        Transactions = { instruction.Transactions.Select(ToWire) },
    };

    public static V1.PaymentInstruction.Types.State ToWire(this PaymentInstructionState state) => state switch
    {
        PaymentInstructionState.Pending => V1.PaymentInstruction.Types.State.Pending,
        PaymentInstructionState.Unknown => V1.PaymentInstruction.Types.State.Unknown,
        PaymentInstructionState.Succeeded => V1.PaymentInstruction.Types.State.Succeeded,
        PaymentInstructionState.Failed => V1.PaymentInstruction.Types.State.Failed,
        PaymentInstructionState.PartlySucceeded => V1.PaymentInstruction.Types.State.PartlySucceeded,
        PaymentInstructionState.Reversed => V1.PaymentInstruction.Types.State.Reversed,
    };

    public static V1.LedgerEntry ToWire(this Clearance.Engine.LedgerEntry entry) => new()
    {
        Id = entry.Id,
        Account = entry.Posting.Account,
        Amount = entry.Posting.Amount.ToWire(),
        Source = Names.TaxBill(entry.Key),
        MessageId = entry.MessageId.ToString(),
        PostTime = entry.Time.ToWire(),
    };

    private static V1.PaymentInstruction.Types.Transaction ToWire(PaymentTransaction transaction) => new()
    {
        EndToEndId = transaction.EndToEndId,
        CreditorReference = transaction.BillNumber,
        TaxBill = Names.TaxBill(transaction.Bill),
        Amount = transaction.Amount.ToWire(),
        State = transaction.State.ToWire(),
        BankReference = transaction.BankReference ?? string.Empty,
        FailureReason = transaction.FailureReason ?? string.Empty,
        DebitTime = transaction.DebitTime?.ToWire(),
        ReverseTime = transaction.Reversal?.Time.ToWire(),
        ReverseReason = transaction.Reversal?.Reason ?? string.Empty,
    };

    internal static string Mask(string account) => account.Length <= ShownSigns
        ? new string('*', account.Length)
        : new string('*', account.Length - ShownSigns) + account[^ShownSigns..];
}
