using Clearance.Payments.Domain.Duty;
using Clearance.Payments.Domain.Tariffs;
using static Clearance.Payments.Domain.Tests.Forms;

namespace Clearance.Payments.Domain.Tests;

public sealed class TariffTests
{
    [Fact]
    public void The_sample_is_broad_enough()
    {
        Assert.True(Tariff.Sample.Codes.Count >= 300, $"{Tariff.Sample.Codes.Count} codes");
        Assert.True(Tariff.Sample.Codes.Select(code => code[..2]).Distinct().Count() >= 40);
        Assert.All(Tariff.Sample.Codes, code => Assert.Matches("^[0-9]{10}$", code));
        Assert.All(Tariff.Sample.Codes, code => Assert.NotEmpty(Tariff.Sample.Find(code, Day("2018-10-23"))!.NameZh));
    }

    [Fact]
    public void Every_line_of_the_sample_can_be_computed_with_its_own_units() => Assert.All(Tariff.Sample.Codes, code =>
    {
        var entry = Tariff.Sample.Find(code, Day("2018-10-23"))!;
        var line = new GoodsLine(1, code, Kernel.Money.Cny(10_000m))
        {
            First = new Quantity(100m, entry.FirstUnit),
            Second = entry.SecondUnit.Length == 0 ? null : new Quantity(100m, entry.SecondUnit),
            Rates = entry.Rates,
            Origin = "JPN",
        };

        Compute(Import("2018-10-23", line));
        Compute(Import("2018-10-23", line with { Origin = "ABW" }));
        Compute(Export("2018-10-23", line));
    });

    [Theory]
    [InlineData("2018-06-30", 25)]
    [InlineData("2018-07-01", 15)]
    public void Rates_change_on_their_day(string day, decimal percent) =>
        Assert.Equal(percent, Tariff.Sample.Find("8703234110", Day(day))!.Rates.Mfn.Percent);

    [Fact]
    public void A_code_is_unknown_before_its_first_day_and_when_it_is_not_listed()
    {
        Assert.Null(Tariff.Sample.Find("8703234110", Day("2017-12-31")));
        Assert.Null(Tariff.Sample.Find("9999999999", Day("2018-10-23")));
    }

    [Fact]
    public void Codes_are_listed_by_prefix_in_order_from_where_the_page_before_ended()
    {
        var all = Tariff.Sample.List("8482", string.Empty, Day("2018-10-23")).Select(entry => entry.Code).ToArray();

        Assert.Equal("8482102000", all[0]);
        Assert.Equal(all.Order(StringComparer.Ordinal), all);
        Assert.Equal(all[1..], Tariff.Sample.List("8482", "8482102000", Day("2018-10-23")).Select(entry => entry.Code));
        Assert.Equal(["8482910000", "8482990000"], Tariff.Sample.List("84829", "8482800000", Day("2018-10-23")).Select(entry => entry.Code));
        Assert.Empty(Tariff.Sample.List("84829", "8482990000", Day("2018-10-23")));
    }

    [Fact]
    public void The_bearings_of_the_sample_declaration_are_there()
    {
        var entry = Tariff.Sample.Find("8482102000", Day("2018-10-23"))!;

        Assert.Equal(("006", "035", 8m), (entry.FirstUnit, entry.SecondUnit, entry.Rates.Mfn.Percent));
    }

    [Theory]
    [InlineData("8", "8%")]
    [InlineData("0.6/035", "0.6 CNY per kg")]
    [InlineData("3+5480/001", "3% + 5480 CNY per set")]
    public void Rates_are_read_and_written(string text, string people) => Assert.Equal(people, DutyRate.Parse(text)!.Text);

    [Theory]
    [InlineData("x")]
    [InlineData("3+5480")]
    [InlineData("-3")]
    [InlineData("5480/001+3")]
    [InlineData("3/kg")]
    [InlineData("slide/15/0.57/035")]
    [InlineData("99999")]
    public void A_malformed_rate_is_refused(string text) => Assert.Throws<FormatException>(() => DutyRate.Parse(text));

    [Theory]
    [InlineData("USD", "2018-10-23", "6.8569")]
    [InlineData("USD", "2019-02-15", "6.8869")]
    [InlineData("JPY", "2018-10-01", "0.061060")]
    public void The_exchange_rate_of_the_month_or_the_latest_before(string currency, string day, decimal rate) =>
        Assert.Equal(rate, ExchangeRates.Sample.Find(currency, Day(day))!.PerUnit);

    [Fact]
    public void An_exchange_rate_before_the_first_month_or_of_an_unknown_currency_is_not_guessed()
    {
        Assert.Null(ExchangeRates.Sample.Find("USD", Day("2017-12-31")));
        Assert.Null(ExchangeRates.Sample.Find("XAU", Day("2018-10-23")));
    }
}
