using Clearance.Engine;
using Clearance.Hosting;
using Clearance.Kernel;
using Clearance.Payments.Domain.Closing;
using V1 = Clearance.Contracts.Payment.V1;

namespace Clearance.Payments.Mapping;

/// <summary>Balances and closings for the wire.</summary>
internal static class LedgerMapping
{
    public static V1.LedgerBalance ToWire(this AccountBalance balance) => new()
    {
        Account = balance.Account,
        Debits = balance.Debits.ToWire(),
        Credits = balance.Credits.ToWire(),
        Balance = balance.Balance.ToWire(),
    };

    public static V1.TrialBalance ToWire(this IReadOnlyList<TrialBalanceLine> lines, DateTimeOffset before) => new()
    {
        ReadTime = before.ToWire(),
        Lines =
        {
            lines.Select(line => new V1.TrialBalance.Types.Line
            {
                Account = line.Kind,
                Debits = line.Debits.ToWire(),
                Credits = line.Credits.ToWire(),
                AccountCount = line.AccountCount,
            }),
        },
        Debits = lines.Aggregate(Money.Zero, (sum, line) => sum + line.Debits).ToWire(),
        Credits = lines.Aggregate(Money.Zero, (sum, line) => sum + line.Credits).ToWire(),
    };

    public static V1.LedgerClosing ToWire(this LedgerClosing closing) => new()
    {
        Name = $"{Names.LedgerClosings}/{Names.DayKey(closing.Date)}",
        CloseDate = closing.Date.ToWire(),
        Balanced = closing.IsBalanced,
        TrialBalance = closing.Lines.ToWire(CustomsTime.StartOf(closing.Date.AddDays(1))),
        Sum = closing.Sum.ToWire(),
        Differences =
        {
            closing.Differences.Select(difference => new V1.LedgerClosing.Types.Difference
            {
                Account = difference.Account,
                LedgerAmount = difference.Ledger.ToWire(),
                ExpectedAmount = difference.Expected.ToWire(),
            }),
        },
        DifferenceCount = closing.DifferenceCount,
        BillCount = closing.BillCount,
        DebitCount = closing.DebitCount,
        PreviousClosing = closing.PreviousDate is { } previous ? $"{Names.LedgerClosings}/{Names.DayKey(previous)}" : string.Empty,
        PreviousHash = closing.PreviousHash,
        CloseTime = closing.CloseTime.ToWire(),
    };
}
