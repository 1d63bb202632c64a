using Clearance.Contracts.Declaration.Events.V1;
using Clearance.Contracts.Payment.V1;
using Clearance.Hosting;
using Clearance.Kernel;
using Grpc.Core;
using Tariff = Clearance.Payments.Domain.Tariffs.Tariff;

namespace Clearance.Payments.Tests;

/// <summary>Years later: every bill is computed again from what the journal keeps.</summary>
public sealed class ExplainTests : IAsyncLifetime
{
    private const int Forms = 60;
    private PaymentsApp _app = null!;

    public async ValueTask InitializeAsync() => _app = await PaymentsApp.StartAsync();

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    [Fact]
    public async Task A_bill_is_explained_with_its_inputs_and_every_rate_that_was_considered()
    {
        var name = await _app.AcceptAsync(accepted =>
        {
            accepted.Items[0].OriginCountry = "KOR";
            accepted.Licences.Add(new DeclarationAccepted.Types.Licence { Code = "Y", Number = "<19>KR2018000123" });
        });

        var answer = await _app.Bills.ExplainTaxBillAsync(new ExplainTaxBillRequest { Name = PaymentsApp.Duty(name) });

        Assert.True(answer.Reproduced);
        Assert.Equal(PaymentsApp.Duty(name), answer.TaxBill.Name);
        Assert.Equal(["DUTY-GENERAL NotGeneral", "DUTY-CONVENTIONAL-19 Prevails", "DUTY-MFN NotLower"], answer.Lines.Single().Considerations.Select(one => $"{one.Rule} {one.Verdict}"));
        Assert.Contains("\"tariff_version\":\"tariff-sample-1\"", answer.Inputs, StringComparison.Ordinal);
        Assert.Equal(64, answer.JournalHash.Length);
        var stranger = await PaymentsApp.RefusalOf(_app.BillsOf(PaymentsApp.Stranger).ExplainTaxBillAsync(new ExplainTaxBillRequest { Name = PaymentsApp.Duty(name) }).ResponseAsync);
        Assert.Equal(StatusCode.NotFound, stranger.Code);
    }

    [Fact]
    public async Task Every_bill_of_a_run_is_computed_again_byte_for_byte()
    {
        var codes = Tariff.Sample.Codes;
        for (var form = 0; form < Forms; form++)
        {
            await _app.AcceptAsync(accepted => Fill(accepted, form, codes));
        }

        var bills = new List<TaxBill>();
        var token = string.Empty;
        do
        {
            var page = await _app.Bills.ListTaxBillsAsync(new ListTaxBillsRequest { PageSize = 200, PageToken = token });
            bills.AddRange(page.TaxBills);
            token = page.NextPageToken;
        }
        while (token.Length > 0);

        Assert.True(bills.Count > Forms, $"{bills.Count} bills");
        foreach (var bill in bills)
        {
            var answer = await _app.Bills.ExplainTaxBillAsync(new ExplainTaxBillRequest { Name = bill.Name });
            Assert.True(answer.Reproduced, bill.Name);
            Assert.Equal(bill.Amount, answer.Computation.Totals.Single(total => total.Kind == bill.Kind).Due);
        }
    }

    private static void Fill(DeclarationAccepted accepted, int form, IReadOnlyList<string> codes)
    {
        string[] terms = ["1", "2", "3", "4", "7"];
        string[] origins = ["JPN", "USA", "KOR", "THA", "ABW"];
        string[] currencies = ["CNY", "USD", "EUR"];
        accepted.Terms = terms[form % terms.Length];
        accepted.Freight = new DeclarationAccepted.Types.Charge { Mark = "3", Amount = (417.3m + form).ToWire(), Currency = "USD" };
        accepted.Items.Clear();
        for (var line = 0; line < 1 + (form % 7); line++)
        {
            accepted.Items.Add(new DeclarationAccepted.Types.Item
            {
                Number = line + 1,
                CommodityCode = codes[((form * 7) + line) % codes.Count],
                TotalPrice = new Money(1_234.56m + (form * 100m) + line, currencies[line % currencies.Length]).ToWire(),
                FirstQuantity = (100.5m + line).ToWire(),
                FirstUnit = "035",
                SecondQuantity = 200m.ToWire(),
                SecondUnit = "095",
                OriginCountry = origins[(form + line) % origins.Length],
                LevyMode = form % 9 == 0 ? "2" : "1",
            });
        }
    }
}
