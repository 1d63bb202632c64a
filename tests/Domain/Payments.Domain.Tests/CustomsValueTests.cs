using Clearance.Kernel;
using Clearance.Payments.Domain.Duty;
using static Clearance.Payments.Domain.Tests.Forms;

namespace Clearance.Payments.Domain.Tests;

public sealed class CustomsValueTests
{
    private static readonly Charge s_freight = new(ChargeMark.Total, 1_000m, "CNY");
    private static readonly Charge s_insurance = new(ChargeMark.Total, 50m, "CNY");

    [Theory]
    [InlineData("CIF takes neither freight nor insurance", "1", 10_000)]
    [InlineData("C&F adds insurance only", "2", 10_050)]
    [InlineData("FOB adds both", "3", 11_050)]
    [InlineData("C&I adds freight only", "4", 11_000)]
    [InlineData("market price adds what is given", "5", 11_050)]
    [InlineData("EXW adds both", "7", 11_050)]
    public void Import_terms_say_what_comes_on_top(string rule, string terms, decimal value) =>
        Assert.Equal((rule, value), (rule, ValueOf(terms, s_freight, s_insurance)));

    [Theory]
    [InlineData("C&F: of goods", "2", 10_030)]
    [InlineData("FOB: of goods and freight", "3", 11_033)]
    [InlineData("EXW: of goods and freight", "7", 11_033)]
    [InlineData("C&I: it is in the price", "4", 11_000)]
    [InlineData("market price: none", "5", 11_000)]
    public void Insurance_that_is_not_given_is_three_per_mille(string rule, string terms, decimal value) =>
        Assert.Equal((rule, value), (rule, ValueOf(terms, s_freight, null)));

    [Theory]
    [InlineData("CIF takes both off", "1", 8_950)]
    [InlineData("C&F takes freight off", "2", 9_000)]
    [InlineData("FOB takes nothing off", "3", 10_000)]
    [InlineData("C&I takes insurance off", "4", 9_950)]
    public void Export_terms_come_down_to_free_on_board(string rule, string terms, decimal value)
    {
        var request = Export("2018-06-15", Line(10_000m, Rates(0m))) with { Terms = terms, Freight = s_freight, Insurance = s_insurance };

        Assert.Equal((rule, value), (rule, Compute(request).CustomsValue.Amount));
    }

    [Theory]
    [InlineData("mark 1: percent of the price", "1", "2.5", 10_250)]
    [InlineData("mark 2: per tonne of gross weight", "2", 40, 10_208)]
    [InlineData("mark 3: total", "3", "123.45", "10123.45")]
    public void Freight_follows_its_mark(string rule, string mark, decimal amount, decimal value)
    {
        var freight = new Charge(mark, amount, mark == "1" ? null : "CNY");

        Assert.Equal((rule, value), (rule, ValueOf("4", freight, null)));
    }

    [Fact]
    public void Insurance_by_rate_is_of_goods_and_freight() =>
        Assert.Equal(11_011m, ValueOf("3", s_freight, new Charge(ChargeMark.Rate, 0.1m)));

    [Fact]
    public void Other_charges_are_signed()
    {
        var request = Import("2018-06-15", Line(10_000m, Rates(8m)));

        Assert.Equal(10_200m, Compute(request with { OtherCharges = new Charge(ChargeMark.Total, 200m, "CNY") }).CustomsValue.Amount);
        Assert.Equal(9_800m, Compute(request with { OtherCharges = new Charge(ChargeMark.Rate, -2m) }).CustomsValue.Amount);
    }

    [Fact]
    public void Charges_are_split_by_price_and_the_last_line_takes_the_remainder()
    {
        var lines = Enumerable.Range(1, 3).Select(number => Line(100m, Rates(8m), number)).ToArray();
        var request = Import("2018-06-15", lines) with { Terms = "4", Freight = new Charge(ChargeMark.Total, 100m, "CNY") };

        var taxes = Compute(request);

        Assert.Equal([133.33m, 133.33m, 133.34m], taxes.Lines.Select(line => line.CustomsValue.Amount));
        Assert.Equal(400m, taxes.CustomsValue.Amount);
    }

    [Fact]
    public void Deductions_beyond_the_price_are_refused()
    {
        var request = Import("2018-06-15", Line(100m, Rates(8m))) with { OtherCharges = new Charge(ChargeMark.Total, -101m, "CNY") };

        Assert.Equal("CUSTOMS_VALUE_NEGATIVE", TaxEngine.Compute(request).Refusal?.Reason);
    }

    [Fact]
    public void The_trail_shows_each_step_with_its_figures()
    {
        var request = Import("2018-07-15", Line(0m, Rates(8m)) with { Price = new Money(100_000m, "USD") }) with
        {
            Terms = TermsOfTransaction.Fob,
            Freight = new Charge(ChargeMark.Total, 3_000m, "USD"),
            ExchangeRates = [new ExchangeRate("USD", 6.4m, Day("2018-07-01"))],
        };

        var line = Compute(request).Lines.Single();

        Assert.Equal(
            [
                ("VALUE-GOODS", "100000 USD x 6.4", 640_000m),
                ("VALUE-FREIGHT-TOTAL", "3000 USD x 6.4", 19_200m),
                ("VALUE-INSURANCE-DEFAULT", "0.3% x 659200", 1_977.6m),
                ("VALUE-ROUND-FEN", "round(661177.6)", 661_177.6m),
            ],
            line.ValueSteps.Select(step => (step.Rule, step.Formula, step.Amount)));
        Assert.Equal(
            [("DUTY-MFN", "8%", "661177.6 x 8%", 52_894.208m), ("VAT-STANDARD", "16%", "714071.81 x 16%", 114_251.4896m)],
            line.Taxes.Select(tax => (tax.Rule, tax.Rate, tax.Formula, tax.Unrounded)));
    }

    private static decimal ValueOf(string terms, Charge? freight, Charge? insurance) => Compute(
        Import("2018-06-15", Line(10_000m, Rates(8m))) with { Terms = terms, Freight = freight, Insurance = insurance, GrossWeight = 5_200m }).CustomsValue.Amount;
}
