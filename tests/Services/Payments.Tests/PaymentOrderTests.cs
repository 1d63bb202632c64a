using Clearance.Contracts.Payment.Events.V1;
using Clearance.Contracts.Payment.V1;
using Clearance.Hosting;
using Clearance.Kernel;
using Google.Rpc;
using Grpc.Core;
using Outcome = Clearance.Contracts.Payment.V1.ReportPaymentInstructionRequest.Types.Outcome;

namespace Clearance.Payments.Tests;

/// <summary>Several bills in one order, several reports in one call.</summary>
public sealed class PaymentOrderTests : IAsyncLifetime
{
    private PaymentsApp _app = null!;
    private string _agreement = null!;
    private string[] _bills = null!;

    public async ValueTask InitializeAsync()
    {
        _app = await PaymentsApp.StartAsync();
        _agreement = await _app.AgreeAsync();
        var (first, second) = (await _app.AcceptAsync(), await _app.AcceptAsync());
        _bills = [PaymentsApp.Duty(first), PaymentsApp.Vat(first), PaymentsApp.Duty(second)];
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    [Fact]
    public async Task Bills_of_two_declarations_are_paid_with_one_order_and_one_report()
    {
        var order = await _app.OrderAsync(_agreement, _bills);

        Assert.Equal(_bills, order.Transactions.Select(transaction => transaction.TaxBill));
        Assert.Equal((33_280m, string.Empty, string.Empty), (order.Amount.ToKernel()!.Value.Amount, order.EndToEndId, order.TaxBill));
        Assert.Equal("************1234", order.AccountNumber);
        var pulled = Assert.Single((await _app.Instructions.ListPaymentInstructionsAsync(new ListPaymentInstructionsRequest { State = PaymentInstruction.Types.State.Pending })).PaymentInstructions);
        Assert.Equal((order.Name, PaymentsApp.Account), (pulled.Name, pulled.AccountNumber));

        await _app.ReportAsync(order.Name, Outcome.Succeeded);

        Assert.All(_bills, bill => Assert.Equal(TaxBill.Types.State.Settled, _app.BillAsync(bill).Result.State));
        Assert.Equal(25_280m, (await _app.App.Events.WaitForAsync<TaxSettled>()).Total.ToKernel()!.Value.Amount);
    }

    [Fact]
    public async Task One_bill_that_cannot_be_paid_stops_the_order_and_is_named()
    {
        await _app.PayAsync(_bills[1], _agreement);

        var fault = await Assert.ThrowsAsync<RpcException>(() => _app.OrderAsync(_agreement, [.. _bills, "taxBills/none"]));

        var status = fault.GetRpcStatus()!;
        Assert.Equal((StatusCode.FailedPrecondition, "TAX_BILLS_NOT_PAYABLE"), (fault.StatusCode, status.GetDetail<ErrorInfo>().Reason));
        Assert.Equal(
            [("tax_bills[1]", "TAX_BILL_IN_FLIGHT"), ("tax_bills[3]", "RESOURCE_NOT_FOUND")],
            status.GetDetail<BadRequest>().FieldViolations.Select(violation => (violation.Field, violation.Reason)));
        Assert.Equal(TaxBill.Types.State.Open, (await _app.BillAsync(_bills[0])).State);
        Assert.Single((await _app.Instructions.ListPaymentInstructionsAsync(new ListPaymentInstructionsRequest())).PaymentInstructions);
    }

    [Fact]
    public async Task Validate_only_answers_with_the_instruction_as_it_would_be_and_writes_nothing()
    {
        var request = new PayTaxBillsRequest { TaxBills = { _bills }, Agreement = _agreement, ValidateOnly = true };

        Assert.Equal(3, (await _app.Bills.PayTaxBillsAsync(request)).PaymentInstruction.Transactions.Count);
        Assert.Equal(TaxBill.Types.State.Open, (await _app.BillAsync(_bills[0])).State);
        Assert.Empty((await _app.Instructions.ListPaymentInstructionsAsync(new ListPaymentInstructionsRequest())).PaymentInstructions);
        await _app.PayAsync(_bills[2], _agreement);
        Assert.Equal((StatusCode.FailedPrecondition, "TAX_BILLS_NOT_PAYABLE"), await RefusedAsync(_app.Bills.PayTaxBillsAsync(request).ResponseAsync));
        Assert.Equal((StatusCode.NotFound, "AGREEMENT_NOT_FOUND"), await RefusedAsync(_app.Bills.PayTaxBillsAsync(
            new PayTaxBillsRequest { TaxBills = { _bills[0] }, Agreement = "agreements/none", ValidateOnly = true }).ResponseAsync));
    }

    [Fact]
    public async Task An_order_with_a_request_id_is_carried_out_once()
    {
        var request = new PayTaxBillsRequest { TaxBills = { _bills }, Agreement = _agreement, RequestId = Guid.CreateVersion7(_app.App.Clock.GetUtcNow()).ToString() };

        Assert.Equal(await _app.Bills.PayTaxBillsAsync(request), await _app.Bills.PayTaxBillsAsync(request));
        Assert.Single((await _app.Instructions.ListPaymentInstructionsAsync(new ListPaymentInstructionsRequest())).PaymentInstructions);
    }

    [Fact]
    public async Task An_order_names_each_bill_once_and_at_least_one()
    {
        Assert.Equal(["tax_bills"], (await PaymentsApp.RefusalOf(_app.OrderAsync(_agreement))).Fields);
        Assert.Equal(["tax_bills"], (await PaymentsApp.RefusalOf(_app.OrderAsync(_agreement, _bills[0], _bills[0]))).Fields);
        Assert.Equal(["tax_bills[1]"], (await PaymentsApp.RefusalOf(_app.OrderAsync(_agreement, _bills[0], "agreements/x"))).Fields);
    }

    [Fact]
    public async Task A_hundred_concurrent_orders_over_the_same_bills_debit_them_once()
    {
        var results = await Task.WhenAll(Enumerable.Range(0, 100).Select(async caller =>
        {
            // Half of them pay the bills in the other order, and some pay one of them alone.
            var bills = caller % 2 == 0 ? _bills : [.. _bills.Reverse()];
            try
            {
                _ = caller % 10 == 9 ? (object)await _app.PayAsync(_bills[caller % 3], _agreement) : await _app.OrderAsync(_agreement, bills);
                return 1;
            }
            catch (RpcException fault) when (fault.StatusCode == StatusCode.FailedPrecondition)
            {
                return 0;
            }
        }));

        var instructions = (await _app.Instructions.ListPaymentInstructionsAsync(new ListPaymentInstructionsRequest())).PaymentInstructions;
        Assert.Equal(results.Sum(), instructions.Count);
        var debits = instructions.SelectMany(instruction => instruction.Transactions).Select(transaction => transaction.TaxBill).ToArray();
        Assert.Equal(debits.Distinct(), debits);
        Assert.NotEmpty(debits);
    }

    [Fact]
    public async Task Reports_in_one_call_are_taken_or_refused_one_by_one_and_a_repeat_changes_nothing()
    {
        var (order, single) = (await _app.OrderAsync(_agreement, _bills[0], _bills[1]), (await _app.PayAsync(_bills[2], _agreement)).PaymentInstruction);
        var request = new ReportPaymentInstructionsRequest
        {
            Reports =
            {
                new ReportPaymentInstructionRequest { Name = order.Name, EndToEndId = order.Transactions[0].EndToEndId, Outcome = Outcome.Succeeded, BankReference = "B1" },
                new ReportPaymentInstructionRequest { Name = order.Name, EndToEndId = order.Transactions[1].EndToEndId, Outcome = Outcome.Failed, BankReference = "B2", FailureReason = "LIMIT_EXCEEDED" },
                new ReportPaymentInstructionRequest { Name = single, Outcome = Outcome.Succeeded },
                new ReportPaymentInstructionRequest { Name = "paymentInstructions/none", Outcome = Outcome.Succeeded, BankReference = "B4" },
                new ReportPaymentInstructionRequest { Name = single, Outcome = Outcome.Succeeded, BankReference = "B5" },
                new ReportPaymentInstructionRequest { Name = single, Outcome = Outcome.Failed, BankReference = "B5", FailureReason = "LIMIT_EXCEEDED" },
            },
        };

        var answer = await _app.Instructions.ReportPaymentInstructionsAsync(request);

        Assert.Equal(["", "", "FIELDS_INVALID", "RESOURCE_NOT_FOUND", "", "OUTCOME_CONTRADICTED"], answer.Results.Select(result => result.Reason));
        Assert.Equal(request.Reports.Select(report => report.Name), answer.Results.Select(result => result.Name));
        Assert.Equal((PaymentInstruction.Types.State.PartlySucceeded, PaymentInstruction.Types.State.Succeeded), (answer.Results[1].State, answer.Results[4].State));
        Assert.Equal(
            [TaxBill.Types.State.Settled, TaxBill.Types.State.Open, TaxBill.Types.State.Settled],
            await Task.WhenAll(_bills.Select(async bill => (await _app.BillAsync(bill)).State)));

        var again = await _app.Instructions.ReportPaymentInstructionsAsync(request);
        Assert.Equal(answer.Results.Select(result => result.Reason), again.Results.Select(result => result.Reason));
        var entries = await new LedgerService.LedgerServiceClient(_app.App.Grpc(Roles.Officer)).ListLedgerEntriesAsync(
            new ListLedgerEntriesRequest { Account = $"clearing/{PaymentsApp.Bank}" });
        Assert.Equal(2, entries.LedgerEntries.Count);
    }

    [Fact]
    public async Task Reports_with_a_request_id_give_a_repeat_the_same_answer_and_refuse_other_content()
    {
        var single = (await _app.PayAsync(_bills[0], _agreement)).PaymentInstruction;
        var request = new ReportPaymentInstructionsRequest
        {
            Reports = { new ReportPaymentInstructionRequest { Name = single, Outcome = Outcome.Unknown } },
            RequestId = Guid.CreateVersion7(_app.App.Clock.GetUtcNow()).ToString(),
        };
        var first = await _app.Instructions.ReportPaymentInstructionsAsync(request);
        await _app.ReportAsync(single, Outcome.Succeeded);

        Assert.Equal(first, await _app.Instructions.ReportPaymentInstructionsAsync(request));
        request.Reports[0].Outcome = Outcome.Failed;
        request.Reports[0].BankReference = "B1";
        request.Reports[0].FailureReason = "LIMIT_EXCEEDED";
        Assert.Equal("REQUEST_ID_REUSED", Assert.Single((await _app.Instructions.ReportPaymentInstructionsAsync(request)).Results).Reason);
        Assert.Equal(["reports"], (await PaymentsApp.RefusalOf(_app.Instructions.ReportPaymentInstructionsAsync(new ReportPaymentInstructionsRequest()).ResponseAsync)).Fields);
    }

    private static async Task<(StatusCode Code, string Reason)> RefusedAsync(Task call)
    {
        var (code, reason, _) = await PaymentsApp.RefusalOf(call);
        return (code, reason);
    }
}
