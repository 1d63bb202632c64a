using Clearance.Hosting;
using Clearance.Payments.Domain.Reconciliation;
using V1 = Clearance.Contracts.Payment.V1;
using Kind = Clearance.Contracts.Payment.V1.BankStatement.Types.Finding.Types.Kind;

namespace Clearance.Payments.Mapping;

/// <summary>Statements of banks for the wire.</summary>
internal static class ReconciliationMapping
{
    public static V1.BankStatement ToWire(this BankStatement statement) => new()
    {
        Name = $"{Names.BankStatements}/{statement.Key}",
        Bank = statement.Bank,
        StatementId = statement.Id,
        AccountNumber = statement.Account,
        FromTime = statement.From.ToWire(),
        ToTime = statement.To.ToWire(),
        Credits = statement.Credits.ToWire(),
        Debits = statement.Debits.ToWire(),
        EntryCount = statement.EntryCount,
        MatchedCount = statement.MatchedCount,
        DifferenceCount = statement.DifferenceCount,
        Findings = { statement.Findings.Select(ToWire) },
        ContentHash = statement.ContentHash,
        CreateTime = statement.CreateTime.ToWire(),
    };

    private static V1.BankStatement.Types.Finding ToWire(Finding finding) => new()
    {
        Kind = Enum.Parse<Kind>(finding.Kind.ToString()),
        EndToEndId = finding.EndToEndId,
        PaymentInstruction = finding.Instruction is null ? string.Empty : $"{Names.PaymentInstructions}/{finding.Instruction}",
        TaxBill = finding.Bill is null ? string.Empty : Names.TaxBill(finding.Bill),
        StatedAmount = finding.Stated?.ToWire(),
        RecordedAmount = finding.Recorded?.ToWire(),
        BankReference = finding.BankReference ?? string.Empty,
        RefusalReason = finding.Refusal ?? string.Empty,
    };
}
