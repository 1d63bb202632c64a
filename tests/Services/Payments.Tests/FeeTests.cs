using Clearance.Contracts.Payment.Events.V1;
using Clearance.Contracts.Payment.V1;
using Clearance.Hosting;
using Clearance.Kernel;
using Grpc.Core;
using Outcome = Clearance.Contracts.Payment.V1.ReportPaymentInstructionRequest.Types.Outcome;
using Reason = Clearance.Contracts.Payment.V1.TaxBill.Types.Waiver.Types.Reason;

namespace Clearance.Payments.Tests;

public sealed class FeeTests : IAsyncLifetime
{
    private PaymentsApp _app = null!;

    public async ValueTask InitializeAsync() => _app = await PaymentsApp.StartAsync();

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    // Due on Wednesday 7 November; paid on Friday the 16th: nine days on 17,280.
    [Fact]
    public async Task A_bill_that_is_paid_late_brings_a_bill_for_the_fee()
    {
        var name = await _app.AcceptAsync();
        var agreement = await _app.AgreeAsync();
        _app.App.Clock.Advance(TimeSpan.FromDays(24));

        var paid = await _app.PayAsync(PaymentsApp.Vat(name), agreement);
        await _app.ReportAsync(paid.PaymentInstruction, Outcome.Succeeded);

        var fee = await _app.BillAsync($"taxBills/{name["declarations/".Length..]}f05");
        Assert.Equal((TaxKind.LatePaymentFee, 77.76m, TaxBill.Types.State.Open, "090620181000000001-F05"), (fee.Kind, fee.Amount.ToKernel()!.Value.Amount, fee.State, fee.Number));
        Assert.Equal((9, 17_280m, PaymentsApp.Vat(name)), (fee.Fee.Days, fee.Fee.On.ToKernel()!.Value.Amount, fee.Fee.TaxBill));
        Assert.Equal((new DateOnly(2018, 11, 8), new DateOnly(2018, 11, 16)), (fee.Fee.FromDate.ToKernel(), fee.Fee.ToDate.ToKernel()));

        // It is paid like any other bill, and bears no fee itself.
        var again = await _app.PayAsync(fee.Name, agreement);
        await _app.ReportAsync(again.PaymentInstruction, Outcome.Succeeded, "B2");
        Assert.Equal(TaxBill.Types.State.Settled, (await _app.BillAsync(fee.Name)).State);
        Assert.Equal(3, (await _app.Bills.ListTaxBillsAsync(new ListTaxBillsRequest())).TaxBills.Count);
    }

    // Taken back on 16 November: due again on Monday 3 December (the 1st is a Saturday), paid on the 12th.
    [Fact]
    public async Task A_bill_that_is_paid_late_again_after_a_reversal_brings_a_second_fee()
    {
        var name = await _app.AcceptAsync();
        var agreement = await _app.AgreeAsync();
        _app.App.Clock.Advance(TimeSpan.FromDays(24));
        var paid = await _app.PayAsync(PaymentsApp.Vat(name), agreement);
        await _app.ReportAsync(paid.PaymentInstruction, Outcome.Succeeded);
        await _app.Instructions.ReversePaymentInstructionAsync(
            new ReversePaymentInstructionRequest { Name = paid.PaymentInstruction, Reason = "TREASURY_REJECTED", BankReference = "R1" });
        _app.App.Clock.Advance(TimeSpan.FromDays(26));

        var again = await _app.PayAsync(PaymentsApp.Vat(name), agreement);
        await _app.ReportAsync(again.PaymentInstruction, Outcome.Succeeded, "B2");

        var first = await _app.BillAsync($"taxBills/{name["declarations/".Length..]}f05");
        var second = await _app.BillAsync($"taxBills/{name["declarations/".Length..]}f15");
        Assert.Equal((TaxBill.Types.State.Open, TaxBill.Types.State.Open), (first.State, second.State));
        Assert.Equal((9, new DateOnly(2018, 12, 4), new DateOnly(2018, 12, 12)), (second.Fee.Days, second.Fee.FromDate.ToKernel(), second.Fee.ToDate.ToKernel()));
        Assert.Equal("090620181000000001-F15", second.Number);
    }

    [Fact]
    public async Task Who_instructs_in_time_bears_no_fee_for_a_bank_that_debits_late()
    {
        var name = await _app.AcceptAsync();
        var agreement = await _app.AgreeAsync();
        _app.App.Clock.Advance(TimeSpan.FromDays(15));
        var paid = await _app.PayAsync(PaymentsApp.Vat(name), agreement);
        _app.App.Clock.Advance(TimeSpan.FromDays(9));

        await _app.ReportAsync(paid.PaymentInstruction, Outcome.Succeeded);

        Assert.Equal(TaxBill.Types.State.Settled, (await _app.BillAsync(PaymentsApp.Vat(name))).State);
        Assert.Equal(2, (await _app.Bills.ListTaxBillsAsync(new ListTaxBillsRequest())).TaxBills.Count);
    }

    // Entered on Monday 1 October: day 15 is Tuesday the 16th; to the 23rd, eight days on 100,000.
    [Fact]
    public async Task A_late_declaration_is_billed_with_its_taxes_and_the_goods_wait_for_it()
    {
        var name = await LateAsync();
        var assessed = await _app.App.Events.WaitForAsync<TaxAssessed>();
        Assert.Equal(("LATE_DECLARATION_FEE", 25_680m), (assessed.Bills[^1].TaxKind, assessed.Total.ToKernel()!.Value.Amount));

        await PayTaxesAsync(name);

        var fee = await _app.BillAsync(FeeOf(name));
        Assert.Equal((400m, 8, 100_000m), (fee.Amount.ToKernel()!.Value.Amount, fee.Fee.Days, fee.Fee.On.ToKernel()!.Value.Amount));
        Assert.Empty(_app.App.Events.All<TaxSettled>());
        var paid = await _app.PayAsync(fee.Name, await _app.AgreeAsync());
        await _app.ReportAsync(paid.PaymentInstruction, Outcome.Succeeded, "B3");
        Assert.Equal(25_680m, (await _app.App.Events.WaitForAsync<TaxSettled>()).Total.ToKernel()!.Value.Amount);
    }

    [Fact]
    public async Task A_supervisor_waives_a_fee_with_a_reason_and_the_goods_wait_no_longer()
    {
        var name = await LateAsync();
        await PayTaxesAsync(name);

        var waived = await Supervisor.WaiveTaxBillAsync(new WaiveTaxBillRequest { Name = FeeOf(name), Reason = Reason.CustomsDelay, Note = "System of customs was down from 15 to 22 October" });

        Assert.Equal((TaxBill.Types.State.Waived, Reason.CustomsDelay), (waived.State, waived.Waiver.Reason));
        Assert.NotEmpty(waived.Waiver.Approver);
        Assert.Equal(25_280m, (await _app.App.Events.WaitForAsync<TaxSettled>()).Total.ToKernel()!.Value.Amount);
        var entries = await new LedgerService.LedgerServiceClient(_app.App.Grpc(Roles.Officer)).ListLedgerEntriesAsync(new ListLedgerEntriesRequest { Account = "revenue/LATE_DECLARATION_FEE" });
        Assert.Equal([-400m, 400m], entries.LedgerEntries.Select(entry => entry.Amount.ToKernel()!.Value.Amount));
        Assert.Equal("TAX_BILL_WAIVED", (await PaymentsApp.RefusalOf(_app.PayAsync(FeeOf(name), await _app.AgreeAsync()))).Reason);
        Assert.Equal("TAX_BILL_WAIVED", (await PaymentsApp.RefusalOf(WaiveAsync(Supervisor, FeeOf(name)))).Reason);
    }

    [Fact]
    public async Task Only_fees_are_waived_and_only_by_a_supervisor()
    {
        var name = await LateAsync();

        Assert.Equal("TAX_BILL_NOT_A_FEE", (await PaymentsApp.RefusalOf(WaiveAsync(Supervisor, PaymentsApp.Duty(name)))).Reason);
        Assert.Equal(StatusCode.PermissionDenied, (await PaymentsApp.RefusalOf(WaiveAsync(new(_app.App.Grpc(Roles.Officer)), FeeOf(name)))).Code);
        Assert.Equal(StatusCode.NotFound, (await PaymentsApp.RefusalOf(WaiveAsync(Supervisor, "taxBills/none-f01"))).Code);
        var fields = await PaymentsApp.RefusalOf(Supervisor.WaiveTaxBillAsync(new WaiveTaxBillRequest { Name = FeeOf(name) }).ResponseAsync);
        Assert.Equal(["reason", "note"], fields.Fields);
    }

    private TaxBillService.TaxBillServiceClient Supervisor => new(_app.App.Grpc(Roles.Supervisor));

    private static string FeeOf(string declaration) => $"taxBills/{declaration["declarations/".Length..]}d01";

    private static Task<TaxBill> WaiveAsync(TaxBillService.TaxBillServiceClient client, string bill) =>
        client.WaiveTaxBillAsync(new WaiveTaxBillRequest { Name = bill, Reason = Reason.ForceMajeure, Note = "Typhoon" }).ResponseAsync;

    private Task<string> LateAsync() => _app.AcceptAsync(accepted => accepted.EntryDate = new DateOnly(2018, 10, 1).ToWire());

    private async Task PayTaxesAsync(string name)
    {
        var agreement = await _app.AgreeAsync();
        foreach (var bill in new[] { PaymentsApp.Duty(name), PaymentsApp.Vat(name) })
        {
            var paid = await _app.PayAsync(bill, agreement);
            await _app.ReportAsync(paid.PaymentInstruction, Outcome.Succeeded, bill[^3..]);
        }
    }
}
