using System.Net.Http.Json;
using System.Text.Json;
using Clearance.Contracts.Declaration.Events.V1;
using Clearance.Contracts.Payment.Events.V1;
using Clearance.Contracts.Payment.V1;
using Clearance.Hosting;
using Clearance.Kernel;
using Google.Api;
using Google.Protobuf;
using Grpc.Core;
using Kind = Clearance.Contracts.Payment.V1.BankStatement.Types.Finding.Types.Kind;
using PaymentOutcome = Clearance.Contracts.Payment.V1.ReportPaymentInstructionRequest.Types.Outcome;
using RefundOutcome = Clearance.Contracts.Payment.V1.ReportRefundRequest.Types.Outcome;

namespace Clearance.Payments.Tests;

/// <summary>The duty of bearings is paid and their declaration withdrawn: 8,000 go back.</summary>
public abstract class RefundTests(Books books) : IAsyncLifetime
{
    private PaymentsApp _app = null!;
    private string _bill = null!;
    private string _agreement = null!;

    private RefundService.RefundServiceClient Payer => new(_app.App.Grpc(Roles.Declarant, PaymentsApp.Payer));

    private RefundService.RefundServiceClient Bank => new(_app.App.Grpc(Roles.Bank, PaymentsApp.Bank));

    public async ValueTask InitializeAsync()
    {
        _app = await books.StartAsync();
        var declaration = await _app.AcceptAsync();
        (_bill, _agreement) = (PaymentsApp.Duty(declaration), await _app.AgreeAsync());
        var paid = await _app.PayAsync(_bill, _agreement);
        await _app.ReportAsync(paid.PaymentInstruction, PaymentOutcome.Succeeded);
        await _app.App.PublishAsync(new DeclarationWithdrawn { Declaration = declaration, OccurTime = _app.App.Clock.GetUtcNow().ToWire(), Reason = "wrong" });
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        await books.DisposeAsync();
    }

    [Fact]
    public async Task A_hundred_officers_approve_at_once_and_the_bank_credits_once()
    {
        var refund = await ApplyAsync();
        var results = await Task.WhenAll(Enumerable.Range(0, 100).Select(async number =>
        {
            try
            {
                return (await Officer($"o{number}").ApproveRefundAsync(new ApproveRefundRequest { Name = refund.Name, Etag = refund.Etag })).State.ToString();
            }
            catch (RpcException refused)
            {
                return refused.StatusCode.ToString();
            }
        }));

        Assert.Single(results, nameof(Refund.Types.State.Approved));
        Assert.Equal(99, results.Count(result => result == nameof(StatusCode.FailedPrecondition)));
        var pulled = Assert.Single((await Bank.ListRefundsAsync(new ListRefundsRequest { State = Refund.Types.State.Approved })).Refunds);
        Assert.Equal((PaymentsApp.Account, "090620181000000001-A01/R01", string.Empty), (pulled.AccountNumber, pulled.EndToEndId, pulled.Decider));
        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => ReportAsync(refund.Name)));

        var decided = await _app.App.Events.WaitForAsync<RefundDecided>();
        Assert.Equal((refund.Name, _bill, true, 8_000m), (decided.Refund, decided.TaxBill, decided.Approved, decided.Amount.ToKernel()!.Value.Amount));
        var concluded = await _app.App.Events.WaitForAsync<RefundConcluded>();
        Assert.Equal((refund.Name, true, string.Empty), (concluded.Refund, concluded.Paid, concluded.Reason));

        Assert.Equal(8_000m, (await _app.BillAsync(_bill)).Refunded.ToKernel()!.Value.Amount);
        var entries = await new LedgerService.LedgerServiceClient(_app.App.Grpc(Roles.Officer)).ListLedgerEntriesAsync(
            new ListLedgerEntriesRequest { Account = $"clearing/{PaymentsApp.Bank}" });
        Assert.Equal([-8_000m, 8_000m], entries.LedgerEntries.Select(entry => entry.Amount.ToKernel()!.Value.Amount).Order());
        Assert.Equal("REFUND_NOT_DUE", (await PaymentsApp.RefusalOf(ApplyAsync())).Reason);
    }

    [Fact]
    public async Task A_trial_writes_nothing_and_a_repeat_is_the_same_refund()
    {
        var trial = await Payer.CreateRefundAsync(new CreateRefundRequest { Refund = Wanted(), ValidateOnly = true });
        Assert.Equal((8_000m, Refund.Types.State.Applied), (trial.Amount.ToKernel()!.Value.Amount, trial.State));
        Assert.Empty((await Payer.ListRefundsAsync(new ListRefundsRequest())).Refunds);

        var id = Guid.CreateVersion7(_app.App.Clock.GetUtcNow()).ToString();
        var refund = await ApplyAsync(id);
        Assert.Equal(refund, await ApplyAsync(id));
        Assert.Equal("REFUND_IN_PROGRESS", (await PaymentsApp.RefusalOf(ApplyAsync())).Reason);
        var approved = await Officer("one").ApproveRefundAsync(new ApproveRefundRequest { Name = refund.Name, ValidateOnly = true });
        Assert.Equal(Refund.Types.State.Approved, approved.State);
        Assert.Equal(refund, await Payer.GetRefundAsync(new GetRefundRequest { Name = refund.Name }));
        Assert.Equal(refund, Assert.Single((await Payer.ListRefundsAsync(new ListRefundsRequest { TaxBill = _bill })).Refunds));
    }

    [Fact]
    public async Task What_an_officer_opens_another_one_decides()
    {
        var refund = await Officer("one").CreateRefundAsync(new CreateRefundRequest { Refund = Wanted() });
        Assert.True(refund.OpenedByCustoms);

        Assert.Equal("REFUND_SAME_OFFICER", (await PaymentsApp.RefusalOf(
            Officer("one").ApproveRefundAsync(new ApproveRefundRequest { Name = refund.Name }).ResponseAsync)).Reason);
        Assert.Equal("ETAG_STALE", (await PaymentsApp.RefusalOf(
            Officer("two").RefuseRefundAsync(new RefuseRefundRequest { Name = refund.Name, Reason = "x", Etag = "9" }).ResponseAsync)).Reason);
        var refused = await Officer("two").RefuseRefundAsync(new RefuseRefundRequest { Name = refund.Name, Reason = "Goods did not leave", Etag = refund.Etag });
        Assert.Equal((Refund.Types.State.Refused, "Goods did not leave", "two"), (refused.State, refused.RefuseReason, refused.Decider));
        Assert.Empty((await Payer.GetRefundAsync(new GetRefundRequest { Name = refund.Name })).Decider);
        var told = await _app.App.Events.WaitForAsync<RefundDecided>();
        Assert.Equal((false, "Goods did not leave"), (told.Approved, told.Reason));
    }

    [Fact]
    public async Task Strangers_see_nothing_and_wrong_requests_name_their_fields()
    {
        var refund = await ApplyAsync();
        var stranger = new RefundService.RefundServiceClient(_app.App.Grpc(Roles.Declarant, PaymentsApp.Stranger));
        Assert.Equal(StatusCode.NotFound, (await PaymentsApp.RefusalOf(stranger.GetRefundAsync(new GetRefundRequest { Name = refund.Name }).ResponseAsync)).Code);
        Assert.Empty((await stranger.ListRefundsAsync(new ListRefundsRequest())).Refunds);
        Assert.Equal(StatusCode.PermissionDenied, (await PaymentsApp.RefusalOf(Payer.ApproveRefundAsync(new ApproveRefundRequest { Name = refund.Name }).ResponseAsync)).Code);

        Assert.Equal(["refund.reason"], (await PaymentsApp.RefusalOf(Payer.CreateRefundAsync(new CreateRefundRequest()).ResponseAsync)).Fields);
        Assert.Equal(["refund.tax_bill"], (await PaymentsApp.RefusalOf(Payer.CreateRefundAsync(new CreateRefundRequest { Refund = new Refund { Reason = "x" } }).ResponseAsync)).Fields);
        Assert.Equal(["outcome", "bank_reference"], (await PaymentsApp.RefusalOf(Bank.ReportRefundAsync(new ReportRefundRequest { Name = refund.Name }).ResponseAsync)).Fields);
        Assert.Equal("REFUND_NOT_APPROVED", (await PaymentsApp.RefusalOf(ReportAsync(refund.Name))).Reason);
    }

    [Fact]
    public async Task The_day_closes_with_the_refund_and_rest_tells_the_same()
    {
        var http = _app.App.Http(Roles.Declarant, PaymentsApp.Payer);
        var answer = await http.PostAsJsonAsync("/v1/refunds", new { taxBill = _bill, agreement = _agreement, reason = "Withdrawn" });
        var name = (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("name").GetString()!;
        await Officer("one").ApproveRefundAsync(new ApproveRefundRequest { Name = name });
        await ReportAsync(name);
        Assert.Equal("STATE_PAID", (await http.GetFromJsonAsync<JsonElement>($"/v1/{name}")).GetProperty("state").GetString());
        _app.App.Clock.Advance(TimeSpan.FromDays(1));

        var closing = await new LedgerService.LedgerServiceClient(_app.App.Grpc(Roles.Operator)).CloseLedgerDayAsync(
            new CloseLedgerDayRequest { CloseDate = new DateOnly(2018, 10, 23).ToWire() });

        Assert.True(closing.Balanced);
    }

    [Fact]
    public async Task A_statement_matches_a_refund_once_and_in_its_amount()
    {
        var refund = await ApplyAsync();
        await Officer("one").ApproveRefundAsync(new ApproveRefundRequest { Name = refund.Name });
        await ReportAsync(refund.Name);

        var statement = await ImportAsync(Booked("8000.00") + Booked("8000.00") + Booked("8000.01"));

        Assert.Equal((3, 2), (statement.EntryCount, statement.DifferenceCount));
        Assert.Equal(1, statement.MatchedCount);
        Assert.Equal([Kind.NotInstructed, Kind.NotInstructed], statement.Findings.Select(finding => finding.Kind));

        static string Booked(string amount) => $"""
            <Ntry><Amt Ccy="CNY">{amount}</Amt><CdtDbtInd>DBIT</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts><BookgDt><Dt>2018-10-24</Dt></BookgDt><AcctSvcrRef>C1</AcctSvcrRef>
            <NtryDtls><TxDtls><Refs><EndToEndId>090620181000000001-A01/R01</EndToEndId></Refs></TxDtls></NtryDtls></Ntry>
            """;
    }

    private async Task<BankStatement> ImportAsync(string entries) => await new BankStatementService.BankStatementServiceClient(_app.App.Grpc(Roles.Bank, PaymentsApp.Bank))
        .ImportBankStatementAsync(new ImportBankStatementRequest
        {
            File = new HttpBody
            {
                ContentType = "application/xml",
                Data = ByteString.CopyFromUtf8($"""
                    <Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"><BkToCstmrStmt><GrpHdr><MsgId>M</MsgId></GrpHdr><Stmt><Id>S1</Id>
                    <FrToDt><FrDtTm>2018-10-24T00:00:00+08:00</FrDtTm><ToDtTm>2018-10-25T00:00:00+08:00</ToDtTm></FrToDt><Acct><Id><Othr><Id>211000000001</Id></Othr></Id></Acct>{entries}</Stmt></BkToCstmrStmt></Document>
                    """),
            },
        });

    private RefundService.RefundServiceClient Officer(string subject) => new(_app.App.Grpc(Roles.Officer, subject: subject));

    private Refund Wanted() => new() { TaxBill = _bill, Agreement = _agreement, Reason = "Declaration withdrawn" };

    private Task<Refund> ApplyAsync(string requestId = "") => Payer.CreateRefundAsync(new CreateRefundRequest { Refund = Wanted(), RequestId = requestId }).ResponseAsync;

    private Task<Refund> ReportAsync(string name) => Bank.ReportRefundAsync(
        new ReportRefundRequest { Name = name, Outcome = RefundOutcome.Succeeded, BankReference = "C1" }).ResponseAsync;
}

/// <summary>On SQLite.</summary>
public sealed class SqliteRefundTests() : RefundTests(new SqliteBooks());

/// <summary>On PostgreSQL.</summary>
[Trait("Needs", "servers")]
public sealed class PostgreSqlRefundTests() : RefundTests(new PostgreSqlBooks());
