using System.Globalization;
using System.Text;
using Clearance.Contracts.Payment.Events.V1;
using Clearance.Contracts.Payment.V1;
using Clearance.Hosting;
using Clearance.Kernel;
using Google.Api;
using Google.Protobuf;
using Grpc.Core;
using Kind = Clearance.Contracts.Payment.V1.BankStatement.Types.Finding.Types.Kind;
using Outcome = Clearance.Contracts.Payment.V1.ReportPaymentInstructionRequest.Types.Outcome;

namespace Clearance.Payments.Tests;

/// <summary>camt.053: what the bank has booked, held against what was instructed; and debits that it takes back.</summary>
public sealed class BankStatementTests : IAsyncLifetime
{
    private const string Number = "090620181000000001";
    private PaymentsApp _app = null!;
    private string _agreement = null!;
    private string _declaration = null!;

    public async ValueTask InitializeAsync()
    {
        _app = await PaymentsApp.StartAsync();
        _agreement = await _app.AgreeAsync();
        _declaration = await _app.AcceptAsync();
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    [Fact]
    public async Task An_unknown_outcome_is_resolved_by_the_statement_to_the_second_of_the_booking()
    {
        await LoseAsync();

        var statement = await ImportAsync(Statement("S1", Entry("L01", "17280.00", "K1")));

        var finding = Assert.Single(statement.Findings);
        Assert.Equal((Kind.Resolved, 0, PaymentsApp.Vat(_declaration)), (finding.Kind, statement.DifferenceCount, finding.TaxBill));
        var bill = await _app.BillAsync(PaymentsApp.Vat(_declaration));
        Assert.Equal((TaxBill.Types.State.Settled, "2018-10-23T01:00:30.0000000+00:00"), (bill.State, bill.DebitTime.ToKernel()!.Value.ToString("O")));
        Assert.Equal(17_280m, (await EntriesAsync($"clearing/{PaymentsApp.Bank}")).Sum());
    }

    [Fact]
    public async Task The_same_statement_again_is_the_same_answer_and_another_one_under_its_id_is_refused()
    {
        await LoseAsync();
        var file = Statement("S1", Entry("L01", "17280.00", "K1"));

        var (first, again) = (await ImportAsync(file), await ImportAsync(file));

        Assert.Equal(first, again);
        Assert.Equal("BANK_STATEMENT_EXISTS", (await PaymentsApp.RefusalOf(ImportAsync(Statement("S1")))).Reason);
        Assert.Equal(17_280m, (await EntriesAsync($"clearing/{PaymentsApp.Bank}")).Sum());
        Assert.Equal(first, Assert.Single((await OfOfficer.ListBankStatementsAsync(new ListBankStatementsRequest())).BankStatements));
        Assert.Equal(StatusCode.NotFound, (await PaymentsApp.RefusalOf(
            new BankStatementService.BankStatementServiceClient(_app.App.Grpc(Roles.Bank, PaymentsApp.OtherBank)).GetBankStatementAsync(new GetBankStatementRequest { Name = first.Name }).ResponseAsync)).Code);
    }

    [Fact]
    public async Task Differences_are_listed_and_change_nothing()
    {
        await LoseAsync();
        var duty = await _app.PayAsync(PaymentsApp.Duty(_declaration), _agreement);
        await _app.ReportAsync(duty.PaymentInstruction, Outcome.Succeeded);

        var statement = await ImportAsync(Statement(
            "S1", Entry("L01", "17280.01", "K1"), Entry("A01", "8000.00", "K2"), Entry("A01", "8000.00", "K2"), Entry("Y01", "5.00", "K3")));

        Assert.Equal(
            [Kind.AmountDiffers, Kind.ReferenceDiffers, Kind.DebitedTwice, Kind.NotInstructed],
            statement.Findings.Select(finding => finding.Kind));
        Assert.Equal((4, 4, 0), (statement.DifferenceCount, statement.EntryCount, statement.MatchedCount));
        Assert.Equal(TaxBill.Types.State.Unknown, (await _app.BillAsync(PaymentsApp.Vat(_declaration))).State);
        Assert.Equal(8_000m, (await EntriesAsync($"clearing/{PaymentsApp.Bank}")).Sum());
    }

    [Fact]
    public async Task What_the_statement_leaves_out_is_named()
    {
        await LoseAsync();
        var duty = await _app.PayAsync(PaymentsApp.Duty(_declaration), _agreement);
        await _app.ReportAsync(duty.PaymentInstruction, Outcome.Succeeded);

        var statement = await ImportAsync(Statement("S1"));

        Assert.Equal(
            [($"{Number}-A01/01", Kind.Missing), ($"{Number}-L01/01", Kind.StillUnknown)],
            statement.Findings.Select(finding => (finding.EndToEndId, finding.Kind)));
    }

    [Fact]
    public async Task A_debit_that_the_bank_had_denied_is_found_through_the_history_of_its_bill()
    {
        var first = await _app.OrderAsync(_agreement, PaymentsApp.Duty(_declaration), PaymentsApp.Vat(_declaration));
        await _app.ReportAsync(first.Name, Outcome.Failed);
        _app.App.Clock.Advance(TimeSpan.FromDays(3));
        await _app.PayAsync(PaymentsApp.Duty(_declaration), _agreement);

        var statement = await ImportAsync(Of("S1", "2018-10-26T00:00:00+08:00", "2018-10-27T00:00:00+08:00", Entry("A01", "8000.00", "K1", day: "2018-10-26")));

        Assert.Equal((Kind.DebitedThoughFailed, first.Name), (Assert.Single(statement.Findings).Kind, statement.Findings[0].PaymentInstruction));
        Assert.Equal(TaxBill.Types.State.Instructed, (await _app.BillAsync(PaymentsApp.Duty(_declaration))).State);
    }

    [Fact]
    public async Task A_debit_that_is_taken_back_makes_the_bill_payable_again_and_the_books_even()
    {
        foreach (var bill in new[] { PaymentsApp.Duty(_declaration), PaymentsApp.Vat(_declaration) })
        {
            await _app.ReportAsync((await _app.PayAsync(bill, _agreement)).PaymentInstruction, Outcome.Succeeded, bill[^3..]);
        }

        await _app.App.Events.WaitForAsync<TaxSettled>();
        _app.App.Clock.Advance(TimeSpan.FromDays(20));

        var statement = await ImportAsync(Of("S1", "2018-11-12T00:00:00+08:00", "2018-11-13T00:00:00+08:00", Entry("L01", "17280.00", "K1", "DBIT", "2018-11-12", "AC04")));

        Assert.Equal(Kind.Reversed, Assert.Single(statement.Findings).Kind);
        var reopened = await _app.BillAsync(PaymentsApp.Vat(_declaration));
        Assert.Equal((TaxBill.Types.State.Open, "AC04", 1, false), (reopened.State, reopened.FailureReason, reopened.ReversalCount, reopened.Overdue));
        Assert.Equal(new DateOnly(2018, 11, 27), reopened.DueDate.ToKernel());
        Assert.Equal(0m, (await EntriesAsync($"clearing/{PaymentsApp.Bank}")).Sum() - 8_000m);
        Assert.Equal((reopened.Name, "AC04"), ((await _app.App.Events.WaitForAsync<TaxPaymentReversed>()).TaxBill, _app.App.Events.All<TaxPaymentReversed>()[0].Reason));

        // Paid once more, with an end-to-end id of its own; no fee, since the fault was not the payer's.
        var paid = await _app.PayAsync(reopened.Name, _agreement);
        var second = await _app.ReportAsync(paid.PaymentInstruction, Outcome.Succeeded, "B7");
        Assert.Equal($"{Number}-L01/02", second.EndToEndId);
        Assert.Equal(0m, (await EntriesAsync($"receivable/{PaymentsApp.Payer}")).Sum());
        Assert.Equal(2, (await _app.Bills.ListTaxBillsAsync(new ListTaxBillsRequest())).TaxBills.Count);
    }

    [Fact]
    public async Task Only_its_bank_takes_back_and_only_what_was_debited()
    {
        var paid = await _app.PayAsync(PaymentsApp.Vat(_declaration), _agreement);
        var request = new ReversePaymentInstructionRequest { Name = paid.PaymentInstruction, Reason = "TREASURY_REJECTED", BankReference = "R1" };

        Assert.Equal("NOTHING_TO_REVERSE", (await PaymentsApp.RefusalOf(_app.Instructions.ReversePaymentInstructionAsync(request).ResponseAsync)).Reason);
        await _app.ReportAsync(paid.PaymentInstruction, Outcome.Succeeded);
        Assert.Equal(StatusCode.NotFound, (await PaymentsApp.RefusalOf(_app.InstructionsOf(PaymentsApp.OtherBank).ReversePaymentInstructionAsync(request).ResponseAsync)).Code);
        Assert.Equal(PaymentInstruction.Types.State.Reversed, (await _app.Instructions.ReversePaymentInstructionAsync(request)).State);
        Assert.Equal(PaymentInstruction.Types.State.Reversed, (await _app.Instructions.ReversePaymentInstructionAsync(request)).State);

        // The old report of the debit comes once more: it is known, and pays nothing.
        await _app.ReportAsync(paid.PaymentInstruction, Outcome.Succeeded);
        Assert.Equal(TaxBill.Types.State.Open, (await _app.BillAsync(PaymentsApp.Vat(_declaration))).State);
        var fields = await PaymentsApp.RefusalOf(_app.Instructions.ReversePaymentInstructionAsync(new ReversePaymentInstructionRequest { Name = paid.PaymentInstruction }).ResponseAsync);
        Assert.Equal(["reason", "bank_reference"], fields.Fields);
    }

    [Theory]
    [InlineData("<Id>S1</Id>")]
    [InlineData("<Id>S1</Id><FrToDt><FrDtTm>2018-10-24T00:00:00</FrDtTm><ToDtTm>2018-10-23T00:00:00</ToDtTm></FrToDt>")]
    [InlineData("<Id>S1</Id><FrToDt><FrDtTm>2018-10-23T00:00:00</FrDtTm><ToDtTm>9999-12-31T23:59:59</ToDtTm></FrToDt>")]
    [InlineData("<Id>S1</Id><FrToDt><FrDtTm>2018-10-23T00:00:00</FrDtTm><ToDtTm>2018-10-24T00:00:00</ToDtTm></FrToDt><Ntry><Amt Ccy=\"USD\">1.00</Amt><Sts><Cd>BOOK</Cd></Sts></Ntry>")]
    [InlineData("<Id>S1</Id><FrToDt><FrDtTm>2018-10-23T00:00:00</FrDtTm><ToDtTm>2018-10-24T00:00:00</ToDtTm></FrToDt><Ntry><Amt Ccy=\"CNY\">1.001</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts></Ntry>")]
    [InlineData("<Id>S1</Id><FrToDt><FrDtTm>2018-10-23T00:00:00</FrDtTm><ToDtTm>2018-10-24T00:00:00</ToDtTm></FrToDt><Ntry><Amt Ccy=\"CNY\">-1.00</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts></Ntry>")]
    [InlineData("<Id>S1</Id><FrToDt><FrDtTm>2018-10-23T00:00:00</FrDtTm><ToDtTm>2018-10-24T00:00:00</ToDtTm></FrToDt><Ntry><Amt Ccy=\"CNY\">99999999999999999999999999999999</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts></Ntry>")]
    [InlineData("<Id>S1</Id></Stmt><Stmt><Id>S2</Id>")]
    public async Task A_statement_that_cannot_be_read_is_refused_whole(string content)
    {
        var refusal = await PaymentsApp.RefusalOf(ImportAsync(Document(content)));

        Assert.Equal((StatusCode.InvalidArgument, "ISO_MESSAGE_MALFORMED"), (refusal.Code, refusal.Reason));
    }

    private BankStatementService.BankStatementServiceClient OfOfficer => new(_app.App.Grpc(Roles.Officer));

    /// <summary>The bank says that it does not know what became of the payment of the VAT.</summary>
    private async Task LoseAsync()
    {
        var paid = await _app.PayAsync(PaymentsApp.Vat(_declaration), _agreement);
        _app.App.Clock.Advance(TimeSpan.FromMinutes(1));
        await _app.ReportAsync(paid.PaymentInstruction, Outcome.Unknown);
    }

    private async Task<BankStatement> ImportAsync(string file) =>
        await new BankStatementService.BankStatementServiceClient(_app.App.Grpc(Roles.Bank, PaymentsApp.Bank)).ImportBankStatementAsync(
            new ImportBankStatementRequest { File = new HttpBody { ContentType = "application/xml", Data = ByteString.CopyFrom(Encoding.UTF8.GetBytes(file)) } });

    private async Task<IEnumerable<decimal>> EntriesAsync(string account) =>
        (await new LedgerService.LedgerServiceClient(_app.App.Grpc(Roles.Officer)).ListLedgerEntriesAsync(new ListLedgerEntriesRequest { Account = account }))
            .LedgerEntries.Select(entry => entry.Amount.ToKernel()!.Value.Amount);

    private static string Entry(string bill, string amount, string reference, string indicator = "CRDT", string day = "2018-10-23", string reason = "") => string.Create(CultureInfo.InvariantCulture, $"""
        <Ntry><Amt Ccy="CNY">{amount}</Amt><CdtDbtInd>{indicator}</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts><BookgDt><DtTm>{day}T09:00:30+08:00</DtTm></BookgDt><AcctSvcrRef>{reference}</AcctSvcrRef>
        <NtryDtls><TxDtls><Refs><EndToEndId>{Number}-{bill}/01</EndToEndId></Refs><RtrInf><Rsn><Cd>{reason}</Cd></Rsn></RtrInf></TxDtls></NtryDtls></Ntry>
        """);

    private static string Statement(string id, params string[] entries) => Of(id, "2018-10-23T00:00:00+08:00", "2018-10-24T00:00:00", entries);

    private static string Of(string id, string from, string to, params string[] entries) => Document(
        $"<Id>{id}</Id><FrToDt><FrDtTm>{from}</FrDtTm><ToDtTm>{to}</ToDtTm></FrToDt><Acct><Id><Othr><Id>211000000001</Id></Othr></Id></Acct>{string.Concat(entries)}");

    private static string Document(string content) =>
        $"<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:camt.053.001.08\"><BkToCstmrStmt><GrpHdr><MsgId>M</MsgId></GrpHdr><Stmt>{content}</Stmt></BkToCstmrStmt></Document>";
}
