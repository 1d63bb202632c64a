using Clearance.Kernel;
using Clearance.Payments.Domain.Duty;
using static Clearance.Payments.Domain.Tests.Forms;

namespace Clearance.Payments.Domain.Tests;

public sealed class TaxRuleTests
{
    [Theory]
    [InlineData("2018-04-30", 17, 11)]
    [InlineData("2018-05-01", 16, 10)]
    [InlineData("2019-03-31", 16, 10)]
    [InlineData("2019-04-01", 13, 9)]
    public void Value_added_tax_follows_the_day_of_acceptance(string day, decimal standard, decimal reduced) =>
        Assert.Equal((standard, reduced), (TaxRules.On(Day(day)).StandardVat, TaxRules.On(Day(day)).ReducedVat));

    [Theory]
    [InlineData("JPN", false, "DUTY-MFN")]
    [InlineData("JPN", true, "DUTY-PROVISIONAL")]
    [InlineData("ABW", false, "DUTY-GENERAL")]
    [InlineData("ABW", true, "DUTY-GENERAL")]
    [InlineData("ZZZ", true, "DUTY-GENERAL")]
    [InlineData(null, true, "DUTY-GENERAL")]
    public void The_rate_that_prevails_follows_origin_and_provisional_rate(string? origin, bool provisional, string rule)
    {
        var rates = Rates(8m) with { Provisional = provisional ? Percent(5m) : null };

        Assert.Equal(rule, DutyRateChoice.Of(Line(100m, rates) with { Origin = origin }, 100m, Day("2018-10-23")).Rule);
    }

    [Fact]
    public void A_kind_under_fifty_yuan_is_not_collected_and_fifty_is()
    {
        var under = Compute(Import("2018-06-15", Line(499.90m, Rates(10m))));
        var at = Compute(Import("2018-06-15", Line(500m, Rates(10m))));

        Assert.Equal((0m, "THRESHOLD-50"), (under.Due(TaxKind.ImportDuty), under.Totals[0].WaivedBy));
        Assert.Equal((50m, null), (at.Due(TaxKind.ImportDuty), at.Totals[0].WaivedBy));
    }

    [Theory]
    [InlineData(true, "83.60")]
    [InlineData(false, 76)]
    public void The_base_of_VAT_keeps_a_waived_duty_by_setting(bool keeps, decimal vat)
    {
        var request = Import("2018-06-15", Line(475m, Rates(10m)));

        var taxes = Compute(request with { Rules = request.Rules with { BaseKeepsWaivedTax = keeps } });

        Assert.Equal((0m, vat), (taxes.Due(TaxKind.ImportDuty), taxes.Due(TaxKind.Vat)));
    }

    [Fact]
    public void The_threshold_counts_the_bill_and_not_the_line()
    {
        var lines = Enumerable.Range(1, 3).Select(number => Line(200m, Rates(10m), number)).ToArray();

        Assert.Equal(60m, Compute(Import("2018-06-15", lines)).Due(TaxKind.ImportDuty));
    }

    [Theory]
    [InlineData("1", 1_000, 1_760)]
    [InlineData("2", 500, 1_680)]
    [InlineData("3", 0, 0)]
    [InlineData("4", 1_000, 1_760)]
    [InlineData("5", 1_000, 1_760)]
    [InlineData("6", 1_000, 1_760)]
    [InlineData("7", 1_000, 1_760)]
    [InlineData("8", 500, 1_680)]
    [InlineData("9", 0, 0)]
    public void Levy_mode_takes_its_share(string mode, decimal duty, decimal vat)
    {
        var taxes = Compute(Import("2018-06-15", Line(10_000m, Rates(10m)) with { LevyMode = mode }));

        Assert.Equal((duty, vat), (taxes.Due(TaxKind.ImportDuty), taxes.Due(TaxKind.Vat)));
    }

    [Fact]
    public void Customs_value_can_be_rounded_to_the_yuan_by_setting()
    {
        var request = Import("2018-06-15", Line(1_000.50m, Rates(10m)));

        Assert.Equal(1_001m, Compute(request with { Rules = request.Rules with { ValueRounding = ValueRounding.Yuan } }).CustomsValue.Amount);
    }

    [Fact]
    public void Ad_valorem_consumption_tax_is_part_of_its_own_base()
    {
        var taxes = Compute(Import("2018-06-15", Line(90_000m, Rates(0m) with { ConsumptionTax = Percent(10m) })));

        Assert.Equal((10_000m, 16_000m), (taxes.Due(TaxKind.ConsumptionTax), taxes.Due(TaxKind.Vat)));
    }

    [Theory]
    [InlineData("the unit itself", "035", 5, "035", 5)]
    [InlineData("tonnes to kilograms", "070", 5, "035", 5_000)]
    [InlineData("kilograms to tonnes", "035", 500, "070", "0.5")]
    [InlineData("litres to tonnes", "095", 988, "070", 1)]
    [InlineData("thousand litres to tonnes", "063", "0.988", "070", 1)]
    public void Quantities_are_converted_into_the_unit_of_the_rate(string rule, string unit, decimal amount, string wanted, decimal result)
    {
        var line = Line(1m, Rates(0m)) with { First = new Quantity(amount, unit) };

        Assert.Equal((rule, result), (rule, Units.QuantityIn(wanted, line, 988m)));
    }

    [Fact]
    public void The_second_quantity_serves_when_the_first_has_another_unit()
    {
        var line = Line(1m, Rates(0m)) with { First = new Quantity(20_000m, "006"), Second = new Quantity(5_000m, "035") };

        Assert.Equal(5_000m, Units.QuantityIn("035", line, null));
    }

    [Theory]
    [InlineData("2018-10-23", "2018-09-19")]
    [InlineData("2018-11-01", "2018-10-17")]
    [InlineData("2018-03-31", "2018-02-28")]
    public void Exchange_rate_is_of_the_third_Wednesday_or_the_fourth_when_that_is_a_holiday(string use, string day) =>
        Assert.Equal(Day(day), ExchangeRateDay.For(Day(use), BusinessCalendar.China));
}
