using Clearance.Contracts.Payment.Events.V1;
using Clearance.Contracts.Payment.V1;
using Clearance.Hosting;
using Clearance.Kernel;
using Clearance.Testing;
using Grpc.Core;
using Outcome = Clearance.Contracts.Payment.V1.ReportPaymentInstructionRequest.Types.Outcome;

namespace Clearance.Payments.Tests;

public sealed class PaymentTests : IAsyncLifetime
{
    private PaymentsApp _app = null!;
    private string _declaration = null!;
    private string _agreement = null!;

    private string Bill => PaymentsApp.Duty(_declaration);

    public async ValueTask InitializeAsync()
    {
        _app = await PaymentsApp.StartAsync();
        _declaration = await _app.AcceptAsync();
        _agreement = await _app.AgreeAsync();
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    [Fact]
    public async Task A_form_is_paid_from_bill_to_settled_taxes()
    {
        foreach (var name in new[] { Bill, PaymentsApp.Vat(_declaration) })
        {
            var bill = await _app.PayAsync(name, _agreement);
            Assert.Equal(TaxBill.Types.State.Instructed, bill.State);
            await _app.ReportAsync(bill.PaymentInstruction, Outcome.Succeeded);
            Assert.Equal(TaxBill.Types.State.Settled, (await _app.BillAsync(name)).State);
        }

        var settled = await _app.App.Events.WaitForAsync<TaxSettled>();
        Assert.Equal((_declaration, 25_280m), (settled.Declaration, settled.Total.ToKernel()!.Value.Amount));
        Assert.Equal((StatusCode.FailedPrecondition, "TAX_BILL_ALREADY_PAID"), await RefusedAsync(_app.PayAsync(Bill, _agreement)));
    }

    [Fact]
    public async Task The_bank_pulls_its_own_instructions_and_sees_the_whole_account()
    {
        var bill = await _app.PayAsync(Bill, _agreement);

        var pulled = await _app.Instructions.ListPaymentInstructionsAsync(new ListPaymentInstructionsRequest { State = PaymentInstruction.Types.State.Pending });
        var instruction = Assert.Single(pulled.PaymentInstructions);
        Assert.Equal((bill.PaymentInstruction, PaymentsApp.Account, 8_000m, "090620181000000001-A01/01"),
            (instruction.Name, instruction.AccountNumber, instruction.Amount.ToKernel()!.Value.Amount, instruction.EndToEndId));

        Assert.Empty((await _app.InstructionsOf(PaymentsApp.OtherBank).ListPaymentInstructionsAsync(new ListPaymentInstructionsRequest())).PaymentInstructions);
        var seenByPayer = await new PaymentInstructionService.PaymentInstructionServiceClient(_app.App.Grpc(Roles.Declarant, PaymentsApp.Payer))
            .GetPaymentInstructionAsync(new GetPaymentInstructionRequest { Name = instruction.Name });
        Assert.Equal("************1234", seenByPayer.AccountNumber);
        Assert.Equal((StatusCode.NotFound, "RESOURCE_NOT_FOUND"), await RefusedAsync(_app.InstructionsOf(PaymentsApp.OtherBank)
            .GetPaymentInstructionAsync(new GetPaymentInstructionRequest { Name = instruction.Name }).ResponseAsync));
    }

    [Fact]
    public async Task A_hundred_concurrent_payments_of_one_bill_make_one_instruction()
    {
        var results = await Task.WhenAll(Enumerable.Range(0, 100).Select(async _ =>
        {
            try
            {
                await _app.PayAsync(Bill, _agreement);
                return "PAID";
            }
            catch (RpcException fault)
            {
                return fault.GetRpcStatus()!.GetDetail<Google.Rpc.ErrorInfo>().Reason;
            }
        }));

        Assert.Single(results, "PAID");
        Assert.Equal(99, results.Count(result => result == "TAX_BILL_IN_FLIGHT"));
        Assert.Single((await _app.Instructions.ListPaymentInstructionsAsync(new ListPaymentInstructionsRequest())).PaymentInstructions);
    }

    [Fact]
    public async Task A_repeated_request_id_gives_the_same_answer_and_other_content_is_refused()
    {
        var id = Guid.CreateVersion7(_app.App.Clock.GetUtcNow()).ToString();
        var first = await _app.PayAsync(Bill, _agreement, id);

        Assert.Equal(first, await _app.PayAsync(Bill, _agreement, id));
        Assert.Equal((StatusCode.AlreadyExists, "REQUEST_ID_REUSED"), await RefusedAsync(_app.PayAsync(PaymentsApp.Vat(_declaration), _agreement, id)));
        Assert.Equal((StatusCode.InvalidArgument, "REQUEST_ID_MALFORMED"), await RefusedAsync(_app.PayAsync(Bill, _agreement, "x")));
    }

    [Fact]
    public async Task Validate_only_runs_every_check_and_writes_nothing()
    {
        var request = new PayTaxBillRequest { Name = Bill, Agreement = _agreement, ValidateOnly = true };

        Assert.Equal(TaxBill.Types.State.Instructed, (await _app.Bills.PayTaxBillAsync(request)).State);
        Assert.Equal(TaxBill.Types.State.Open, (await _app.BillAsync(Bill)).State);
        Assert.Empty((await _app.Instructions.ListPaymentInstructionsAsync(new ListPaymentInstructionsRequest())).PaymentInstructions);
        Assert.Equal(
            (StatusCode.NotFound, "AGREEMENT_NOT_FOUND"),
            await RefusedAsync(_app.Bills.PayTaxBillAsync(new PayTaxBillRequest { Name = Bill, Agreement = "agreements/none", ValidateOnly = true }).ResponseAsync));
    }

    [Fact]
    public async Task A_failed_payment_opens_the_bill_and_says_why()
    {
        var bill = await _app.PayAsync(Bill, _agreement);
        await _app.ReportAsync(bill.PaymentInstruction, Outcome.Failed);

        var failed = await _app.App.Events.WaitForAsync<TaxPaymentFailed>();
        Assert.Equal((Bill, "INSUFFICIENT_FUNDS"), (failed.TaxBill, failed.Reason));
        var open = await _app.BillAsync(Bill);
        Assert.Equal((TaxBill.Types.State.Open, "INSUFFICIENT_FUNDS"), (open.State, open.FailureReason));
        Assert.NotEqual(bill.PaymentInstruction, (await _app.PayAsync(Bill, _agreement)).PaymentInstruction);
    }

    [Fact]
    public async Task A_bank_that_repeats_itself_is_heard_once_and_a_contradiction_is_refused()
    {
        var bill = await _app.PayAsync(Bill, _agreement);
        await _app.ReportAsync(bill.PaymentInstruction, Outcome.Succeeded);
        await _app.ReportAsync(bill.PaymentInstruction, Outcome.Succeeded);

        Assert.Equal((StatusCode.FailedPrecondition, "OUTCOME_CONTRADICTED"), await RefusedAsync(_app.ReportAsync(bill.PaymentInstruction, Outcome.Failed)));
        Assert.Equal((StatusCode.FailedPrecondition, "BANK_REFERENCE_DIFFERS"), await RefusedAsync(_app.ReportAsync(bill.PaymentInstruction, Outcome.Succeeded, "B2")));
        Assert.Equal(TaxBill.Types.State.Settled, (await _app.BillAsync(Bill)).State);
        var entries = await new LedgerService.LedgerServiceClient(_app.App.Grpc(Roles.Officer)).ListLedgerEntriesAsync(
            new ListLedgerEntriesRequest { Account = $"clearing/{PaymentsApp.Bank}" });
        Assert.Equal(8_000m, Assert.Single(entries.LedgerEntries).Amount.ToKernel()!.Value.Amount);
    }

    [Fact]
    public async Task A_silent_bank_leaves_an_unknown_outcome_that_only_its_late_report_resolves()
    {
        var bill = await _app.PayAsync(Bill, _agreement);
        _app.App.Clock.Advance(TimeSpan.FromMinutes(10));

        await Eventually.GetAsync(() => _app.BillAsync(Bill), seen => seen.State == TaxBill.Types.State.Unknown);
        Assert.Equal((StatusCode.FailedPrecondition, "TAX_BILL_OUTCOME_UNKNOWN"), await RefusedAsync(_app.PayAsync(Bill, _agreement)));

        await _app.ReportAsync(bill.PaymentInstruction, Outcome.Succeeded);
        Assert.Equal(TaxBill.Types.State.Settled, (await _app.BillAsync(Bill)).State);
    }

    [Fact]
    public async Task A_firm_cannot_pay_anothers_bill_nor_with_anothers_agreement()
    {
        var strange = await _app.AgreeAsync(PaymentsApp.Stranger);

        Assert.Equal(
            (StatusCode.NotFound, "RESOURCE_NOT_FOUND"),
            await RefusedAsync(_app.BillsOf(PaymentsApp.Stranger).PayTaxBillAsync(new PayTaxBillRequest { Name = Bill, Agreement = strange }).ResponseAsync));
        Assert.Equal((StatusCode.NotFound, "AGREEMENT_NOT_FOUND"), await RefusedAsync(_app.PayAsync(Bill, strange)));
        Assert.Equal(TaxBill.Types.State.Open, (await _app.BillAsync(Bill)).State);
    }

    [Fact]
    public async Task Only_the_roles_of_a_method_get_in()
    {
        var officer = new TaxBillService.TaxBillServiceClient(_app.App.Grpc(Roles.Officer));

        Assert.Equal(StatusCode.PermissionDenied, (await RefusedAsync(officer.PayTaxBillAsync(new PayTaxBillRequest { Name = Bill, Agreement = _agreement }).ResponseAsync)).Code);
        Assert.Equal(
            StatusCode.Unauthenticated,
            (await RefusedAsync(new TaxBillService.TaxBillServiceClient(_app.App.Channel).GetTaxBillAsync(new GetTaxBillRequest { Name = Bill }).ResponseAsync)).Code);
    }

    [Fact]
    public async Task A_malformed_report_names_every_field()
    {
        var refusal = await PaymentsApp.RefusalOf(_app.Instructions.ReportPaymentInstructionAsync(
            new ReportPaymentInstructionRequest { Name = "paymentInstructions/x", BankReference = new string('x', 36), FailureReason = "why" }).ResponseAsync);

        Assert.Equal(["outcome", "bank_reference", "failure_reason"], refusal.Fields);
    }

    private static async Task<(StatusCode Code, string Reason)> RefusedAsync(Task call)
    {
        var (code, reason, _) = await PaymentsApp.RefusalOf(call);
        return (code, reason);
    }
}
