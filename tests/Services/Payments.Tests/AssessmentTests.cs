using Clearance.Contracts.Declaration.Events.V1;
using Clearance.Contracts.Operations.V1;
using Clearance.Contracts.Payment.Events.V1;
using Clearance.Contracts.Payment.V1;
using Clearance.Hosting;
using Clearance.Kernel;
using Grpc.Core;
using Outcome = Clearance.Contracts.Payment.V1.ReportPaymentInstructionRequest.Types.Outcome;

namespace Clearance.Payments.Tests;

public sealed class AssessmentTests : IAsyncLifetime
{
    private PaymentsApp _app = null!;

    public async ValueTask InitializeAsync() => _app = await PaymentsApp.StartAsync();

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    [Fact]
    public async Task An_accepted_declaration_gets_bills_trail_and_fact()
    {
        var name = await _app.AcceptAsync(accepted =>
        {
            accepted.Guarantee = "guarantees/g1";
            accepted.Purposes.Add(DeclarationAccepted.Types.Purpose.Tax);
        });

        var fact = await _app.App.Events.WaitForAsync<TaxAssessed>();
        Assert.Equal((name, "guarantees/g1", true, false, 25_280m), (fact.Declaration, fact.Guarantee, fact.SecuresTax, fact.SecuresDocuments, fact.Total.ToKernel()!.Value.Amount));
        Assert.Equal(["IMPORT_DUTY", "VAT"], fact.Bills.Select(bill => bill.TaxKind));
        Assert.Equal(new DateOnly(2018, 11, 7), fact.DueDate.ToKernel());

        var bill = await _app.BillAsync(fact.Bills[0].TaxBill);
        Assert.Equal(("090620181000000001-A01", TaxBill.Types.State.Open), (bill.Number, bill.State));
        Assert.Equal(("DUTY-MFN", "8%", "100000 x 8%"), bill.Lines.Single().Components.Select(tax => (tax.Rule, tax.Rate, tax.Formula)).Single());
    }

    [Fact]
    public async Task The_preview_gives_the_very_computation_of_the_assessment()
    {
        var name = await _app.AcceptAsync(accepted =>
        {
            accepted.Terms = "3";
            accepted.Freight = new DeclarationAccepted.Types.Charge { Mark = "3", Amount = 1_200m.ToWire(), Currency = "USD" };
            accepted.Insurance = new DeclarationAccepted.Types.Charge { Mark = "1", Amount = 0.3m.ToWire() };
            accepted.Items[0].TotalPrice = new Money(50_000m, "USD").ToWire();
        });
        var preview = await _app.Taxes.PreviewTaxesAsync(new PreviewTaxesRequest
        {
            Direction = PreviewTaxesRequest.Types.Direction.Import,
            AcceptanceDate = new DateOnly(2018, 10, 23).ToWire(),
            Terms = "3",
            Freight = new PreviewTaxesRequest.Types.Charge { Mark = "3", Amount = 1_200m.ToWire(), Currency = "USD" },
            Insurance = new PreviewTaxesRequest.Types.Charge { Mark = "1", Amount = 0.3m.ToWire() },
            Items = { new PreviewTaxesRequest.Types.Item { CommodityCode = "8482102000", TotalPrice = new Money(50_000m, "USD").ToWire(), OriginCountry = "JPN" } },
        });

        var assessment = await _app.Taxes.GetAssessmentAsync(new GetAssessmentRequest { Name = name.Replace("declarations", "assessments", StringComparison.Ordinal) });

        Assert.Equal(assessment.Computation, preview.Computation);
        Assert.Equal(352_126.50m, assessment.Computation.CustomsValue.ToKernel()!.Value.Amount);
    }

    [Fact]
    public async Task An_unknown_commodity_code_ends_in_the_dead_letters_with_its_reason()
    {
        var name = await _app.AcceptAsync(accepted => accepted.Items[0].CommodityCode = "9999999999");

        var letters = await new DeadLetterService.DeadLetterServiceClient(_app.App.Grpc(Roles.Operator)).ListDeadLettersAsync(
            new ListDeadLettersRequest { Parent = "services/payments" });
        var letter = Assert.Single(letters.DeadLetters);
        Assert.Equal(name, letter.Subject);
        Assert.Contains("COMMODITY_CODE_UNKNOWN", letter.Reason, StringComparison.Ordinal);
        Assert.Contains("9999999999", letter.Reason, StringComparison.Ordinal);
        Assert.Empty(_app.App.Events.All<TaxAssessed>());
    }

    [Fact]
    public async Task A_declaration_that_is_delivered_twice_is_assessed_once()
    {
        var id = Guid.CreateVersion7(_app.App.Clock.GetUtcNow());
        DeclarationAccepted? kept = null;
        await _app.AcceptAsync(accepted => kept = accepted);
        await _app.App.PublishAsync(kept!, id);
        await _app.App.PublishAsync(kept!, id);

        var bills = await _app.Bills.ListTaxBillsAsync(new ListTaxBillsRequest { Declaration = kept!.Declaration });
        Assert.Equal(2, bills.TaxBills.Count);
        Assert.Single(_app.App.Events.All<TaxAssessed>());
    }

    [Fact]
    public async Task A_withdrawal_cancels_open_bills_and_makes_a_refund_due_on_paid_ones()
    {
        var name = await _app.AcceptAsync();
        var agreement = await _app.AgreeAsync();
        var paid = await _app.PayAsync(PaymentsApp.Duty(name), agreement);
        await _app.ReportAsync(paid.PaymentInstruction, Outcome.Succeeded);

        await _app.App.PublishAsync(new DeclarationWithdrawn { Declaration = name, OccurTime = _app.App.Clock.GetUtcNow().ToWire(), Reason = "wrong" });

        Assert.Equal(TaxBill.Types.State.RefundDue, (await _app.BillAsync(PaymentsApp.Duty(name))).State);
        Assert.Equal(TaxBill.Types.State.Cancelled, (await _app.BillAsync(PaymentsApp.Vat(name))).State);
        Assert.Equal(0m, await BalanceAsync($"receivable/{PaymentsApp.Payer}"));
        Assert.Equal(-8_000m, await BalanceAsync($"refundPayable/{PaymentsApp.Payer}"));
    }

    [Fact]
    public async Task A_bill_that_is_not_paid_by_its_due_date_is_overdue_once()
    {
        var name = await _app.AcceptAsync();
        _app.App.Clock.Advance(TimeSpan.FromDays(16));

        var overdue = await _app.App.Events.WaitForAsync<TaxOverdue>(fact => fact.TaxBill == PaymentsApp.Duty(name));
        Assert.Equal(8_000m, overdue.OpenAmount.ToKernel()!.Value.Amount);
        Assert.True((await _app.BillAsync(PaymentsApp.Duty(name))).Overdue);
        await _app.App.Events.WaitForAsync<TaxOverdue>(fact => fact.TaxBill == PaymentsApp.Vat(name));

        // No deadline is left; a bill that is overdue can still be paid.
        Assert.Equal(TaxBill.Types.State.Instructed, (await _app.PayAsync(PaymentsApp.Duty(name), await _app.AgreeAsync())).State);
    }

    [Fact]
    public async Task A_form_that_owes_nothing_is_still_assessed_for_a_guarantee_of_its_documents()
    {
        await _app.AcceptAsync(accepted =>
        {
            accepted.Items[0].LevyMode = "3";
            accepted.Guarantee = "guarantees/g1";
            accepted.Purposes.Add(DeclarationAccepted.Types.Purpose.Documents);
        });

        var assessed = await _app.App.Events.WaitForAsync<TaxAssessed>();
        Assert.Equal((0m, true), (assessed.Total.ToKernel()!.Value.Amount, assessed.SecuresDocuments));
        await _app.App.Events.WaitForAsync<TaxSettled>();
    }

    [Fact]
    public async Task A_stated_tax_that_differs_is_flagged_for_audit_and_the_bills_carry_the_computed_amounts()
    {
        var name = await _app.AcceptAsync(accepted =>
        {
            accepted.SelfPayment = true;
            accepted.StatedTax = Money.Cny(25_000m).ToWire();
        });

        var assessment = await _app.Taxes.GetAssessmentAsync(new GetAssessmentRequest { Name = name.Replace("declarations", "assessments", StringComparison.Ordinal) });
        Assert.Equal((true, -280m), (assessment.AuditFlagged, assessment.StatedDifference.ToKernel()!.Value.Amount));
        var bill = await _app.BillAsync(PaymentsApp.Duty(name));
        Assert.Equal((true, 8_000m), (bill.SelfPayment, bill.Amount.ToKernel()!.Value.Amount));
    }

    [Fact]
    public async Task A_form_that_owes_nothing_is_settled_at_once()
    {
        var name = await _app.AcceptAsync(accepted => accepted.Items[0].LevyMode = "3");

        var settled = await _app.App.Events.WaitForAsync<TaxSettled>();
        Assert.Equal((name, 0m), (settled.Declaration, settled.Total.ToKernel()!.Value.Amount));
        Assert.Empty(_app.App.Events.All<TaxAssessed>());
    }

    [Fact]
    public async Task Another_firms_bills_assessment_and_accounts_are_not_found()
    {
        var name = await _app.AcceptAsync();
        var invoker = _app.App.Grpc(Roles.Declarant, PaymentsApp.Stranger);
        var notFound = (StatusCode.NotFound, "RESOURCE_NOT_FOUND");

        var bill = await PaymentsApp.RefusalOf(_app.BillsOf(PaymentsApp.Stranger).GetTaxBillAsync(new GetTaxBillRequest { Name = PaymentsApp.Duty(name) }).ResponseAsync);
        var assessment = await PaymentsApp.RefusalOf(new TaxService.TaxServiceClient(invoker).GetAssessmentAsync(new GetAssessmentRequest { Name = "assessments/d1" }).ResponseAsync);
        var account = await PaymentsApp.RefusalOf(new LedgerService.LedgerServiceClient(invoker)
            .ListLedgerEntriesAsync(new ListLedgerEntriesRequest { Account = $"receivable/{PaymentsApp.Payer}" }).ResponseAsync);

        Assert.Equal([notFound, notFound, notFound], new[] { bill, assessment, account }.Select(refusal => (refusal.Code, refusal.Reason)));
        Assert.Empty((await _app.BillsOf(PaymentsApp.Stranger).ListTaxBillsAsync(new ListTaxBillsRequest())).TaxBills);
        Assert.Equal(2, (await _app.BillsOf(PaymentsApp.Agent).ListTaxBillsAsync(new ListTaxBillsRequest())).TaxBills.Count);
    }

    private async Task<decimal> BalanceAsync(string account) => (await new LedgerService.LedgerServiceClient(_app.App.Grpc(Roles.Officer))
        .ListLedgerEntriesAsync(new ListLedgerEntriesRequest { Account = account })).LedgerEntries.Sum(entry => entry.Amount.ToKernel()!.Value.Amount);
}
