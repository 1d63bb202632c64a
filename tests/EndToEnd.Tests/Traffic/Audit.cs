using Clearance.Contracts.Declaration.V1;
using Clearance.Contracts.Guarantee.V1;
using Clearance.Contracts.Operations.V1;
using Clearance.Contracts.Payment.V1;
using Clearance.Contracts.Release.V1;
using Google.Protobuf.Collections;
using Xunit.Sdk;
using DeclarationState = Clearance.Contracts.Declaration.V1.Declaration.Types.State;

namespace Clearance.EndToEnd.Tests.Traffic;

/// <summary>What an auditor asks the API after the storm: every case ended, every bill paid once, every limit given back, no event lost.</summary>
internal sealed class Audit(Flow flow)
{
    private const int Page = 200;

    /// <summary>Asks everything until it is well: the last events may still be on their way. What happened twice stays so.</summary>
    /// <param name="patience">How long the last events may take.</param>
    public async Task RunAsync(TimeSpan patience)
    {
        using var end = new CancellationTokenSource(patience);
        while (true)
        {
            try
            {
                await AskAsync();
                return;
            }
            catch (XunitException) when (!end.IsCancellationRequested)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(200));
            }
        }
    }

    private async Task AskAsync()
    {
        var declarations = await PagesAsync(async token =>
        {
            var page = await flow.Cast.Operator.Declarations.ListDeclarationsAsync(new ListDeclarationsRequest { PageSize = Page, PageToken = token });
            return (page.Declarations, page.NextPageToken);
        });
        Assert.Equal(flow.Count, declarations.Count);
        Assert.Equal(flow.Count, declarations.Select(declaration => declaration.ClientReference).Distinct().Count());
        Assert.Equal(flow.Count, declarations.Select(declaration => declaration.DeclarationNumber).Distinct().Count());
        Assert.All(declarations, declaration => Assert.Equal(DeclarationState.Closed, declaration.State));
        Assert.Equal(flow.Accepted.Keys.Order(StringComparer.Ordinal), declarations.Select(declaration => declaration.Name).Order(StringComparer.Ordinal));
        await TimelinesAsync(declarations);
        await CasesAsync();
        await MoneyAsync(declarations);
        await GuaranteesAsync();
        await DeadLettersAsync();
    }

    private static async Task<List<T>> PagesAsync<T>(Func<string, Task<(RepeatedField<T> Rows, string Next)>> ask)
    {
        var (all, token) = (new List<T>(), string.Empty);
        do
        {
            var (rows, next) = await ask(token);
            all.AddRange(rows);
            token = next;
        }
        while (token.Length > 0);
        return all;
    }

    private static decimal Amount(Google.Type.Money money) => money.Units + (money.Nanos / 1_000_000_000m);

    /// <summary>Each fact is on the timeline once.</summary>
    private async Task TimelinesAsync(List<Declaration> declarations)
    {
        foreach (var declaration in declarations)
        {
            var timeline = await flow.Cast.Operator.Declarations.ListTimelineAsync(new ListTimelineRequest { Parent = declaration.Name });
            foreach (var kind in (TimelineEntry.Types.Kind[])
                [TimelineEntry.Types.Kind.Accepted, TimelineEntry.Types.Kind.ControlDecided, TimelineEntry.Types.Kind.TaxSettled, TimelineEntry.Types.Kind.GoodsArrived, TimelineEntry.Types.Kind.GoodsReleased])
            {
                Assert.Single(timeline.Entries, entry => entry.Kind == kind);
            }
        }
    }

    private async Task CasesAsync()
    {
        var cases = await PagesAsync(async token =>
        {
            var page = await flow.Cast.Operator.Cases.ListReleaseCasesAsync(new ListReleaseCasesRequest { PageSize = Page, PageToken = token });
            return (page.ReleaseCases, page.NextPageToken);
        });
        Assert.Equal(flow.Count, cases.Count);
        Assert.All(cases, one => Assert.Equal(ReleaseCase.Types.State.Released, one.State));
    }

    /// <summary>Each bill is settled by one debit, and the ledger of the bank holds just these.</summary>
    private async Task MoneyAsync(List<Declaration> declarations)
    {
        var bills = await PagesAsync(async token =>
        {
            var page = await flow.Cast.Operator.TaxBills.ListTaxBillsAsync(new ListTaxBillsRequest { PageSize = Page, PageToken = token });
            return (page.TaxBills, page.NextPageToken);
        });
        var instructions = await PagesAsync(async token =>
        {
            var page = await flow.Cast.Operator.Instructions.ListPaymentInstructionsAsync(new ListPaymentInstructionsRequest { PageSize = Page, PageToken = token });
            return (page.PaymentInstructions, page.NextPageToken);
        });
        var clearing = await LedgerAsync($"clearing/{flow.Cast.BankCode}");
        var receivable = new List<LedgerEntry>();
        foreach (var firm in bills.Select(bill => bill.Enterprise).Distinct())
        {
            receivable.AddRange(await LedgerAsync($"receivable/{firm}"));
        }

        Assert.All(bills, bill => Assert.Equal(TaxBill.Types.State.Settled, bill.State));
        Assert.Equal(declarations.SelectMany(declaration => declaration.Tax.TaxBills).Order(StringComparer.Ordinal), bills.Select(bill => bill.Name).Order(StringComparer.Ordinal));
        Assert.Equal(bills.Count, bills.Select(bill => (bill.Declaration, bill.Kind)).Distinct().Count());
        Assert.Equal(bills.Count, instructions.Count);
        Assert.Equal(bills.Count, instructions.Select(instruction => instruction.TaxBill).Distinct().Count());
        Assert.All(instructions, instruction => Assert.Equal(PaymentInstruction.Types.State.Succeeded, instruction.State));
        Assert.Equal(bills.Count, clearing.Count);
        Assert.Equal(bills.Sum(bill => Amount(bill.Amount)), clearing.Sum(entry => Amount(entry.Amount)));
        Assert.Equal(0m, receivable.Sum(entry => Amount(entry.Amount)));
    }

    /// <summary>Each secured declaration took of a limit once, and gave it back.</summary>
    private async Task GuaranteesAsync()
    {
        foreach (var name in flow.Policies.Values)
        {
            var guarantee = await flow.Cast.Operator.Guarantees.GetGuaranteeAsync(new GetGuaranteeRequest { Name = name });
            var reservations = await PagesAsync(async token =>
            {
                var page = await flow.Cast.Operator.Guarantees.ListReservationsAsync(new ListReservationsRequest { Parent = name, PageSize = Page, PageToken = token });
                return (page.Reservations, page.NextPageToken);
            });
            var entries = await PagesAsync(async token =>
            {
                var page = await flow.Cast.Operator.Guarantees.ListEntriesAsync(new ListEntriesRequest { Parent = name, PageSize = Page, PageToken = token });
                return (page.Entries, page.NextPageToken);
            });
            Assert.Equal(guarantee.Amount, guarantee.AvailableAmount);
            Assert.All(reservations, reservation => Assert.Equal(Reservation.Types.State.Released, reservation.State));
            Assert.Equal(reservations.Count, reservations.Select(reservation => reservation.Declaration).Distinct().Count());
            Assert.Equal(0m, entries.Sum(entry => Amount(entry.Amount)));
            Assert.Equal(
                reservations.Sum(reservation => Amount(reservation.Amount)),
                entries.Where(entry => entry.Account == Entry.Types.Account.Reserved).Select(entry => Amount(entry.Amount)).Where(amount => amount > 0).Sum());
        }
    }

    private async Task DeadLettersAsync()
    {
        foreach (var service in Messaging.ServiceNames.All)
        {
            var letters = await flow.Cast.Operator.DeadLetters.ListDeadLettersAsync(new ListDeadLettersRequest { Parent = $"services/{service}" });
            Assert.DoesNotContain(letters.DeadLetters, letter => letter.State == DeadLetter.Types.State.Waiting);
        }
    }

    private Task<List<LedgerEntry>> LedgerAsync(string account) => PagesAsync(async token =>
    {
        var page = await flow.Cast.Operator.Ledger.ListLedgerEntriesAsync(new ListLedgerEntriesRequest { Account = account, PageSize = Page, PageToken = token });
        return (page.LedgerEntries, page.NextPageToken);
    });
}
