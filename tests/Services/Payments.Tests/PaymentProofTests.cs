using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Clearance.Contracts.Payment.V1;
using Clearance.Kernel;
using Grpc.Core;
using Outcome = Clearance.Contracts.Payment.V1.ReportPaymentInstructionRequest.Types.Outcome;

namespace Clearance.Payments.Tests;

/// <summary>A payer prints the proof of a payment; whoever holds it checks it without a token.</summary>
public sealed partial class PaymentProofTests : IAsyncLifetime
{
    private PaymentsApp _app = null!;
    private HttpClient _anybody = null!;

    public async ValueTask InitializeAsync()
    {
        _app = await PaymentsApp.StartAsync();
        _anybody = new HttpClient { BaseAddress = _app.App.Http(Roles.Declarant, PaymentsApp.Payer).BaseAddress };
    }

    public async ValueTask DisposeAsync()
    {
        _anybody.Dispose();
        await _app.DisposeAsync();
    }

    [Fact]
    public async Task A_proof_is_the_same_on_reprint_and_anybody_can_check_it()
    {
        var bill = PaymentsApp.Vat(await _app.AcceptAsync());
        await PayAsync(bill, await _app.AgreeAsync());

        var first = await PrintAsync(bill);
        Assert.Equal(first, await PrintAsync(bill));

        var said = await _anybody.GetFromJsonAsync<JsonElement>(AddressOn(first));
        Assert.Equal("090620181000000001-L01", said.GetProperty("number").GetString());
        Assert.Equal(PaymentsApp.Payer, said.GetProperty("enterprise").GetString());
        Assert.Equal("17280", said.GetProperty("amount").GetProperty("units").GetString());
        var (path, code) = (AddressOn(first).Split('=')[0], AddressOn(first).Split('=')[1]);
        Assert.Equal(HttpStatusCode.OK, (await _anybody.GetAsync($"{path}={code[..4].ToLowerInvariant()}-{code[4..]}")).StatusCode);
    }

    [Fact]
    public async Task What_is_not_so_is_refused_alike()
    {
        var declaration = await _app.AcceptAsync();
        var (bill, open) = (PaymentsApp.Vat(declaration), PaymentsApp.Duty(declaration));
        await PayAsync(bill, await _app.AgreeAsync());
        var code = AddressOn(await PrintAsync(bill)).Split('=')[1];
        var tampered = (code[0] == '0' ? '1' : '0') + code[1..];

        string[] asked = [$"{bill}:verifyPaymentProof?code={tampered}", $"{bill}:verifyPaymentProof", $"{open}:verifyPaymentProof?code={code}", $"taxBills/nonea01:verifyPaymentProof?code={code}"];
        var answers = new List<string>();
        foreach (var path in asked)
        {
            var answer = await _anybody.GetAsync($"/v1/{path}");
            Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
            var problem = await answer.Content.ReadFromJsonAsync<JsonElement>();
            answers.Add($"{problem.GetProperty("type")} {problem.GetProperty("detail")}");
        }

        Assert.Contains("PAYMENT_PROOF_NOT_VALID", Assert.Single(answers.Distinct()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_payment_that_was_taken_back_has_no_proof_and_the_next_one_another()
    {
        var (bill, agreement) = (PaymentsApp.Vat(await _app.AcceptAsync()), await _app.AgreeAsync());
        Assert.Equal("TAX_BILL_NOT_PAID", (await PaymentsApp.RefusalOf(ProofAsync(bill))).Reason);
        await PayAsync(bill, agreement);
        var first = AddressOn(await PrintAsync(bill));
        await _app.Instructions.ReversePaymentInstructionAsync(
            new ReversePaymentInstructionRequest { Name = (await _app.BillAsync(bill)).PaymentInstruction, Reason = "TREASURY_REJECTED", BankReference = "R1" });

        Assert.Equal("TAX_BILL_NOT_PAID", (await PaymentsApp.RefusalOf(ProofAsync(bill))).Reason);
        Assert.Equal(HttpStatusCode.NotFound, (await _anybody.GetAsync(first)).StatusCode);
        await PayAsync(bill, agreement, "B2");

        Assert.NotEqual(first, AddressOn(await PrintAsync(bill)));
        Assert.Equal(HttpStatusCode.NotFound, (await _anybody.GetAsync(first)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await _anybody.GetAsync(AddressOn(await PrintAsync(bill)))).StatusCode);
    }

    [Fact]
    public async Task Only_those_who_see_the_bill_print_its_proof()
    {
        var bill = PaymentsApp.Vat(await _app.AcceptAsync());
        await PayAsync(bill, await _app.AgreeAsync());

        var refusal = await PaymentsApp.RefusalOf(_app.BillsOf(PaymentsApp.Stranger).GetPaymentProofAsync(new GetPaymentProofRequest { Name = bill }).ResponseAsync);
        Assert.Equal(StatusCode.NotFound, refusal.Code);
        Assert.Equal(HttpStatusCode.Unauthorized, (await _anybody.GetAsync($"/v1/{bill}:paymentProof")).StatusCode);
    }

    private async Task PayAsync(string bill, string agreement, string reference = "B1")
    {
        var instructed = await _app.PayAsync(bill, agreement);
        await _app.ReportAsync(instructed.PaymentInstruction, Outcome.Succeeded, reference);
    }

    private Task ProofAsync(string bill) => _app.Bills.GetPaymentProofAsync(new GetPaymentProofRequest { Name = bill }).ResponseAsync;

    private async Task<byte[]> PrintAsync(string bill)
    {
        var answer = await _app.App.Http(Roles.Declarant, PaymentsApp.Payer).GetAsync($"/v1/{bill}:paymentProof");
        Assert.Equal("application/pdf", answer.Content.Headers.ContentType?.MediaType);
        return await answer.Content.ReadAsByteArrayAsync();
    }

    /// <summary>Path and query of the address on the proof: the host is the operator's setting.</summary>
    private static string AddressOn(byte[] pdf) => new Uri(Subject().Match(Encoding.Latin1.GetString(pdf)).Groups["address"].Value).PathAndQuery;

    [GeneratedRegex(@"/Subject \((?<address>[^)]+)\)", RegexOptions.ExplicitCapture)]
    private static partial Regex Subject();
}
