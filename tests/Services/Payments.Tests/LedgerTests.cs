using Clearance.Contracts.Payment.V1;
using Clearance.Hosting;
using Clearance.Kernel;
using Clearance.Testing;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Outcome = Clearance.Contracts.Payment.V1.ReportPaymentInstructionRequest.Types.Outcome;

namespace Clearance.Payments.Tests;

/// <summary>The ledger read at any moment, and the closing that proves it.</summary>
public abstract class LedgerTests(Books books) : IAsyncLifetime
{
    private static readonly DateOnly s_day = new(2018, 10, 23);
    private PaymentsApp _app = null!;
    private string _declaration = null!;
    private string _agreement = null!;

    public async ValueTask InitializeAsync()
    {
        _app = await books.StartAsync();
        _agreement = await _app.AgreeAsync();
        _declaration = await _app.AcceptAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        await books.DisposeAsync();
    }

    [Fact]
    public async Task Balances_are_those_of_the_moment_that_is_asked_for()
    {
        var assessed = _app.App.Clock.GetUtcNow();
        _app.App.Clock.Advance(TimeSpan.FromHours(1));
        await PayAsync(PaymentsApp.Vat(_declaration));

        Assert.Equal([("receivable/" + PaymentsApp.Payer, 8_000m)], await BalancesAsync("receivable/"));
        Assert.Equal([("receivable/" + PaymentsApp.Payer, 25_280m)], await BalancesAsync("receivable/", assessed.AddMinutes(1)));
        Assert.Empty(await BalancesAsync("receivable/", assessed));
        Assert.Equal(
            [("clearing/" + PaymentsApp.Bank, 17_280m), ("receivable/" + PaymentsApp.Payer, 8_000m), ("revenue/IMPORT_DUTY", -8_000m), ("revenue/VAT", -17_280m)],
            await BalancesAsync(string.Empty));
    }

    [Fact]
    public async Task Balances_come_in_pages_of_one_moment()
    {
        var first = await Customs.ListLedgerBalancesAsync(new ListLedgerBalancesRequest { PageSize = 2 });
        await PayAsync(PaymentsApp.Vat(_declaration));
        var rest = await Customs.ListLedgerBalancesAsync(new ListLedgerBalancesRequest { PageSize = 2, PageToken = first.NextPageToken });

        Assert.Equal(["receivable/" + PaymentsApp.Payer, "revenue/IMPORT_DUTY", "revenue/VAT"], first.LedgerBalances.Concat(rest.LedgerBalances).Select(balance => balance.Account));
        Assert.Empty(rest.NextPageToken);
    }

    [Fact]
    public async Task An_enterprise_reads_its_own_accounts_only()
    {
        var own = new LedgerService.LedgerServiceClient(_app.App.Grpc(Roles.Declarant, PaymentsApp.Payer));
        Assert.Single((await own.ListLedgerBalancesAsync(new ListLedgerBalancesRequest { AccountPrefix = "receivable/" + PaymentsApp.Payer })).LedgerBalances);
        foreach (var prefix in new[] { string.Empty, "receivable/", "receivable/" + PaymentsApp.Stranger, "revenue/" })
        {
            var refusal = await PaymentsApp.RefusalOf(own.ListLedgerBalancesAsync(new ListLedgerBalancesRequest { AccountPrefix = prefix }).ResponseAsync);
            Assert.Equal(StatusCode.NotFound, refusal.Code);
        }

        Assert.Equal(StatusCode.PermissionDenied, (await PaymentsApp.RefusalOf(own.GetTrialBalanceAsync(new GetTrialBalanceRequest()).ResponseAsync)).Code);
    }

    [Fact]
    public async Task The_trial_balance_has_equal_sides_at_every_moment()
    {
        await PayAsync(PaymentsApp.Vat(_declaration));

        var now = await Customs.GetTrialBalanceAsync(new GetTrialBalanceRequest());
        var before = await Customs.GetTrialBalanceAsync(new GetTrialBalanceRequest { ReadTime = new DateTimeOffset(2018, 10, 22, 0, 0, 0, TimeSpan.Zero).ToWire() });

        Assert.Equal([("clearing/" + PaymentsApp.Bank, 17_280m, 0m), ("receivable", 25_280m, 17_280m), ("revenue/IMPORT_DUTY", 0m, 8_000m), ("revenue/VAT", 0m, 17_280m)], now.Lines.Select(line => (line.Account, Of(line.Debits), Of(line.Credits))));
        Assert.Equal((42_560m, 42_560m), (Of(now.Debits), Of(now.Credits)));
        Assert.Empty(before.Lines);
        Assert.Equal(["read_time"], (await PaymentsApp.RefusalOf(Customs.GetTrialBalanceAsync(new GetTrialBalanceRequest { ReadTime = new Timestamp { Nanos = -1 } }).ResponseAsync)).Fields);
        Assert.Equal(["read_time"], (await PaymentsApp.RefusalOf(Customs.ListLedgerBalancesAsync(new ListLedgerBalancesRequest { ReadTime = new Timestamp { Seconds = long.MaxValue } }).ResponseAsync)).Fields);
    }

    [Fact]
    public async Task A_day_is_closed_when_it_is_over_and_its_closing_stands_and_is_chained()
    {
        await PayAsync(PaymentsApp.Vat(_declaration));
        Assert.Equal("DAY_NOT_OVER", (await PaymentsApp.RefusalOf(CloseAsync(s_day))).Reason);
        _app.App.Clock.Advance(TimeSpan.FromHours(15.01));

        var closing = await CloseAsync(s_day);
        await PayAsync(PaymentsApp.Duty(_declaration), "B2");
        _app.App.Clock.Advance(TimeSpan.FromDays(1));
        var next = await CloseAsync(s_day.AddDays(1));

        Assert.Equal((true, 0, 2, 1), (closing.Balanced, closing.DifferenceCount, closing.BillCount, closing.DebitCount));
        Assert.Equal(42_560m, Of(closing.TrialBalance.Debits));
        Assert.Equal((true, closing.Name, 64, 2), (next.Balanced, next.PreviousClosing, next.PreviousHash.Length, next.DebitCount));
        Assert.Equal(closing, await CloseAsync(s_day));
        Assert.Equal(
            [next, closing],
            (await Customs.ListLedgerClosingsAsync(new ListLedgerClosingsRequest())).LedgerClosings.Where(one => one.CloseDate.ToKernel() >= s_day));
    }

    [Fact]
    public async Task Days_are_closed_by_themselves_soon_after_midnight()
    {
        await PayAsync(PaymentsApp.Vat(_declaration));
        _app.App.Clock.Advance(TimeSpan.FromHours(15.2));

        var closing = await Eventually.GetAsync(
            async () => (await Customs.ListLedgerClosingsAsync(new ListLedgerClosingsRequest())).LedgerClosings.SingleOrDefault(one => one.CloseDate.ToKernel() == s_day),
            closing => closing is not null);

        Assert.True(closing!.Balanced);
    }

    [Fact]
    public async Task A_closing_that_fails_names_the_account_and_what_it_should_hold_and_is_made_again()
    {
        _app.App.Clock.Advance(TimeSpan.FromHours(15.01));
        var id = await ExecuteAsync("update posting set amount = '-17280.01' where account = 'revenue/VAT'");
        Assert.Equal(1, id);

        var broken = await CloseAsync(s_day);
        await ExecuteAsync("update posting set amount = '-17280.0' where account = 'revenue/VAT'");
        var mended = await CloseAsync(s_day);

        Assert.Equal((false, -0.01m, 1), (broken.Balanced, Of(broken.Sum), broken.DifferenceCount));
        Assert.Equal(("revenue/VAT", -17_280.01m, -17_280m), (broken.Differences[0].Account, Of(broken.Differences[0].LedgerAmount), Of(broken.Differences[0].ExpectedAmount)));
        Assert.True(mended.Balanced);
    }

    [Fact]
    public async Task A_hundred_callers_at_once_debit_a_bill_once()
    {
        var bill = PaymentsApp.Vat(_declaration);
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 100).Select(async _ =>
        {
            try
            {
                return (await _app.PayAsync(bill, _agreement)).PaymentInstruction;
            }
            catch (RpcException no) when (no.StatusCode == StatusCode.FailedPrecondition)
            {
                return string.Empty;
            }
        }));

        var instruction = Assert.Single(outcomes, outcome => outcome.Length > 0);
        await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => _app.ReportAsync(instruction, Outcome.Succeeded)));

        Assert.Single((await _app.Instructions.ListPaymentInstructionsAsync(new ListPaymentInstructionsRequest())).PaymentInstructions);
        Assert.Equal([("clearing/" + PaymentsApp.Bank, 17_280m)], await BalancesAsync("clearing/"));
    }

    private LedgerService.LedgerServiceClient Customs => new(_app.App.Grpc(Roles.Officer));

    private static decimal Of(Google.Type.Money amount) => amount.ToKernel()!.Value.Amount;

    private async Task PayAsync(string bill, string reference = "B1") =>
        await _app.ReportAsync((await _app.PayAsync(bill, _agreement)).PaymentInstruction, Outcome.Succeeded, reference);

    private Task<LedgerClosing> CloseAsync(DateOnly day) =>
        new LedgerService.LedgerServiceClient(_app.App.Grpc(Roles.Operator)).CloseLedgerDayAsync(new CloseLedgerDayRequest { CloseDate = day.ToWire() }).ResponseAsync;

    private async Task<(string, decimal)[]> BalancesAsync(string prefix, DateTimeOffset? at = null) =>
    [
        .. (await Customs.ListLedgerBalancesAsync(new ListLedgerBalancesRequest { AccountPrefix = prefix, ReadTime = at?.ToWire() }))
            .LedgerBalances.Select(balance => (balance.Account, Of(balance.Balance))),
    ];

    private Task<int> ExecuteAsync(string sql) => books.ExecuteAsync(_app, sql);
}

/// <summary>On SQLite.</summary>
public sealed class SqliteLedgerTests() : LedgerTests(new SqliteBooks());

/// <summary>On PostgreSQL.</summary>
[Trait("Needs", "servers")]
public sealed class PostgreSqlLedgerTests() : LedgerTests(new PostgreSqlBooks());
