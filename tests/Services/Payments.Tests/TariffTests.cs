using Clearance.Contracts.Declaration.Events.V1;
using Clearance.Contracts.Payment.V1;
using Clearance.Kernel;
using Grpc.Core;

namespace Clearance.Payments.Tests;

public sealed class TariffTests : IAsyncLifetime
{
    private PaymentsApp _app = null!;

    public async ValueTask InitializeAsync() => _app = await PaymentsApp.StartAsync();

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    [Fact]
    public async Task A_line_shows_its_rates_of_every_kind()
    {
        var line = await Lines.GetTariffLineAsync(new GetTariffLineRequest { Name = "tariffLines/2907111000", Date = "2018-10-23" });

        Assert.Equal(("5.5%", "30%", "3%", "CTH"), (line.MfnRate.Text, line.GeneralRate.Text, line.ProvisionalRate.Text, line.OriginRule));
        Assert.Equal(("02", "China-ASEAN", "0%"), line.ConventionalRates.Select(rate => (rate.Agreement, rate.AgreementName, rate.Rate.Text)).Single());
        Assert.Equal(["", "", "EXAMPLE CHEMICALS"], line.AddedRates.Select(added => added.Maker));
    }

    [Fact]
    public async Task Lines_are_searched_by_text_in_both_languages_page_by_page()
    {
        var english = await Lines.ListTariffLinesAsync(new ListTariffLinesRequest { SearchText = "Roller bearings", Date = "2018-10-23", PageSize = 2 });
        var next = await Lines.ListTariffLinesAsync(new ListTariffLinesRequest { SearchText = "Roller bearings", Date = "2018-10-23", PageSize = 2, PageToken = english.NextPageToken });
        var chinese = await Lines.ListTariffLinesAsync(new ListTariffLinesRequest { SearchText = "圆柱形", CodePrefix = "84", Date = "2018-10-23" });

        Assert.Equal(["8482200000", "8482300000", "8482400000", "8482500000"], english.TariffLines.Concat(next.TariffLines).Select(line => line.CommodityCode));
        Assert.Equal("8482500000", Assert.Single(chinese.TariffLines).CommodityCode);
        var refusal = await PaymentsApp.RefusalOf(Lines.ListTariffLinesAsync(new ListTariffLinesRequest { SearchText = new string('x', 101) }).ResponseAsync);
        Assert.Equal((StatusCode.InvalidArgument, "search_text"), (refusal.Code, refusal.Fields.Single()));
    }

    [Fact]
    public async Task The_rate_is_explained_with_every_rate_that_was_considered()
    {
        var answer = await Lines.ExplainTariffRateAsync(new ExplainTariffRateRequest { Name = "tariffLines/8482102000", Date = "2018-10-23", OriginCountry = "KOR", Agreement = "19" });

        Assert.Equal("DUTY-CONVENTIONAL-19", answer.PrevailingRule);
        Assert.Equal(
            ["DUTY-GENERAL NotGeneral", "DUTY-CONVENTIONAL-02 NotClaimed", "DUTY-CONVENTIONAL-19 Prevails", "DUTY-MFN NotLower"],
            answer.Considerations.Select(one => $"{one.Rule} {one.Verdict}"));
        var refusal = await PaymentsApp.RefusalOf(Lines.ExplainTariffRateAsync(
            new ExplainTariffRateRequest { Name = "tariffLines/8482102000", OriginCountry = "kor", Agreement = "99" }).ResponseAsync);
        Assert.Equal(["origin_country", "agreement"], refusal.Fields);
    }

    [Theory]
    [InlineData("<19>KR2018000123", null, "DUTY-CONVENTIONAL-19")]
    [InlineData("<19>KR2018000123", "ORIGIN_EVIDENCE", "DUTY-MFN")]
    [InlineData("<99>KR2018000123", null, "DUTY-MFN")]
    [InlineData("KR2018000123", null, "DUTY-MFN")]
    public async Task An_origin_certificate_on_the_form_claims_the_rate_of_its_agreement(string number, string? missing, string rule)
    {
        var name = await _app.AcceptAsync(accepted =>
        {
            accepted.Items[0].OriginCountry = "KOR";
            accepted.Licences.Add(new DeclarationAccepted.Types.Licence { Code = "Y", Number = number });
            accepted.MissingDocuments.AddRange(missing is null ? [] : [missing]);
        });

        Assert.Equal(rule, (await _app.BillAsync(PaymentsApp.Duty(name))).Lines[0].Components[0].Rule);
    }

    [Fact]
    public async Task A_quota_certificate_on_the_form_takes_the_rate_inside_the_quota()
    {
        var name = await _app.AcceptAsync(accepted =>
        {
            accepted.Items[0].CommodityCode = "1001990001";
            accepted.Licences.Add(new DeclarationAccepted.Types.Licence { Code = "t", Number = "Q2018-1" });
        });

        Assert.Equal(("DUTY-QUOTA", "1%"), (await _app.BillAsync(PaymentsApp.Duty(name))).Lines[0].Components.Select(tax => (tax.Rule, tax.Rate)).Single());
    }

    private TariffService.TariffServiceClient Lines => new(_app.App.Grpc(Roles.Declarant, PaymentsApp.Payer));
}
