using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Clearance.Contracts.Payment.V1;
using Clearance.Kernel;

namespace Clearance.Payments.Tests;

/// <summary>The same contract as JSON: what a program without gRPC sees.</summary>
public sealed class RestTests : IAsyncLifetime
{
    private PaymentsApp _app = null!;
    private HttpClient _http = null!;

    public async ValueTask InitializeAsync()
    {
        _app = await PaymentsApp.StartAsync();
        _http = _app.App.Http(Roles.Declarant, PaymentsApp.Payer);
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    [Fact]
    public async Task Taxes_are_previewed_with_their_whole_trail()
    {
        var answer = await PreviewAsync("""
            {"direction":"DIRECTION_IMPORT","acceptanceDate":{"year":2018,"month":7,"day":15},"terms":"3",
             "freight":{"mark":"3","amount":{"value":"3000"},"currency":"USD"},
             "items":[{"commodityCode":"8482102000","totalPrice":{"currencyCode":"USD","units":"100000"},"originCountry":"JPN"}]}
            """);

        var taxes = (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("computation");
        var line = taxes.GetProperty("lines")[0];
        Assert.Equal("VALUE-INSURANCE-DEFAULT", line.GetProperty("valueSteps")[2].GetProperty("rule").GetString());
        Assert.Equal("HALF_UP_FEN", line.GetProperty("taxes")[0].GetProperty("rounding").GetString());
        Assert.Equal("rules-2018-05/tariff-sample-1", taxes.GetProperty("ruleSet").GetString());
    }

    [Fact]
    public async Task A_preview_with_an_unknown_code_says_which_field()
    {
        var answer = await PreviewAsync("""
            {"direction":"DIRECTION_IMPORT","terms":"1",
             "items":[{"commodityCode":"8482102000","totalPrice":{"currencyCode":"CNY","units":"1"}},
                      {"commodityCode":"1234567890","totalPrice":{"currencyCode":"CNY","units":"1"}}]}
            """);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        var problem = await answer.Content.ReadAsStringAsync();
        Assert.Contains("COMMODITY_CODE_UNKNOWN", problem, StringComparison.Ordinal);
        Assert.Contains("items", problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_preview_names_every_wrong_field_at_once()
    {
        var refusal = await PaymentsApp.RefusalOf(_app.Taxes.PreviewTaxesAsync(new PreviewTaxesRequest
        {
            Terms = "9",
            AcceptanceDate = new Google.Type.Date { Year = 2018, Month = 2, Day = 30 },
            Freight = new PreviewTaxesRequest.Types.Charge { Mark = "3", Amount = new Google.Type.Decimal { Value = "1e9" }, Currency = "CNY" },
            Items =
            {
                new PreviewTaxesRequest.Types.Item { CommodityCode = "8482102000", TotalPrice = new Google.Type.Money { CurrencyCode = "CNY", Units = -1 } },
                new PreviewTaxesRequest.Types.Item { CommodityCode = "1", TotalPrice = new Google.Type.Money { CurrencyCode = "CNY", Units = 1, Nanos = 1 }, OriginCountry = "jp" },
                new PreviewTaxesRequest.Types.Item { Number = 2, CommodityCode = "8482102000", FirstQuantity = new Google.Type.Decimal { Value = "1" } },
            },
        }).ResponseAsync);

        Assert.Equal("FIELDS_INVALID", refusal.Reason);
        Assert.Equal(
            [
                "acceptance_date", "direction", "freight.amount", "items[0].total_price", "items[1].commodity_code", "items[1].origin_country",
                "items[1].total_price", "items[2].first_unit", "items[2].number", "items[2].total_price", "terms",
            ],
            refusal.Fields.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_tariff_line_is_found_by_code_and_day()
    {
        var line = await _http.GetFromJsonAsync<JsonElement>("/v1/tariffLines/8703234110?date=2018-06-30");
        var later = await _http.GetFromJsonAsync<JsonElement>("/v1/tariffLines/8703234110?date=2018-07-01");

        Assert.Equal(("25%", "15%"), (Text(line), Text(later)));
        Assert.Equal(HttpStatusCode.NotFound, (await _http.GetAsync("/v1/tariffLines/0000000000")).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await _http.GetAsync("/v1/tariffLines/8703234110?date=30.6.2018")).StatusCode);

        static string? Text(JsonElement tariffLine) => tariffLine.GetProperty("mfnRate").GetProperty("text").GetString();
    }

    [Fact]
    public async Task Tariff_lines_are_listed_by_prefix_page_by_page()
    {
        var codes = new List<string>();
        var token = string.Empty;
        do
        {
            var page = await _http.GetFromJsonAsync<JsonElement>($"/v1/tariffLines?codePrefix=8482&pageSize=3&pageToken={token}");
            codes.AddRange(page.GetProperty("tariffLines").EnumerateArray().Select(line => line.GetProperty("commodityCode").GetString()!));
            token = page.GetProperty("nextPageToken").GetString();
        }
        while (!string.IsNullOrEmpty(token));

        Assert.Equal(10, codes.Count);
        Assert.Equal(codes.Order(StringComparer.Ordinal), codes);
        Assert.Equal(HttpStatusCode.BadRequest, (await _http.GetAsync("/v1/tariffLines?codePrefix=84&pageToken=x")).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await _http.GetAsync("/v1/tariffLines?pageSize=-1")).StatusCode);
    }

    [Fact]
    public async Task Bills_are_listed_filtered_paid_and_booked()
    {
        var name = await _app.AcceptAsync();
        await _app.AcceptAsync();
        var agreement = await _app.AgreeAsync();

        var paid = await _http.PostAsJsonAsync($"/v1/{PaymentsApp.Duty(name)}:pay", new { agreement });
        Assert.Equal(HttpStatusCode.OK, paid.StatusCode);

        var open = await _http.GetFromJsonAsync<JsonElement>($"/v1/taxBills?declaration={name}&state=STATE_OPEN");
        Assert.Equal(PaymentsApp.Vat(name), Assert.Single(open.GetProperty("taxBills").EnumerateArray()).GetProperty("name").GetString());
        var entries = await _http.GetFromJsonAsync<JsonElement>($"/v1/ledgerEntries?account=receivable/{PaymentsApp.Payer}&pageSize=3");
        Assert.Equal(3, entries.GetProperty("ledgerEntries").GetArrayLength());
        var rest = await _http.GetFromJsonAsync<JsonElement>(
            $"/v1/ledgerEntries?account=receivable/{PaymentsApp.Payer}&pageSize=3&pageToken={entries.GetProperty("nextPageToken").GetString()}");
        Assert.Equal(1, rest.GetProperty("ledgerEntries").GetArrayLength());
        Assert.Equal(HttpStatusCode.BadRequest, (await _http.GetAsync("/v1/ledgerEntries?account=x")).StatusCode);
    }

    private async Task<HttpResponseMessage> PreviewAsync(string json)
    {
        using var content = new StringContent(json, Encoding.UTF8, "application/json");
        return await _http.PostAsync("/v1/taxes:preview", content);
    }
}
