using Clearance.Payments.Domain.Duty;
using static Clearance.Payments.Domain.Tests.Forms;

namespace Clearance.Payments.Domain.Tests;

/// <summary>The decision table of rates, row by row, and why a rate was chosen.</summary>
public sealed class RatePrecedenceTests
{
    private static readonly CommodityRates s_rates = Rates(8m) with
    {
        Conventional = [new("19", Percent(3m)), new("02", Percent(9m))],
        Special = Percent(0m),
        Quota = Percent(1m),
    };

    [Theory]
    [InlineData("KOR", null, false, null, "DUTY-MFN")]
    [InlineData("KOR", "19", false, null, "DUTY-CONVENTIONAL-19")]
    [InlineData("THA", "02", false, null, "DUTY-MFN")]
    [InlineData("JPN", "19", false, null, "DUTY-MFN")]
    [InlineData("ETH", "13", false, null, "DUTY-SPECIAL")]
    [InlineData("KOR", "13", false, null, "DUTY-MFN")]
    [InlineData("KOR", null, true, null, "DUTY-QUOTA")]
    [InlineData("KOR", "19", true, null, "DUTY-QUOTA")]
    [InlineData("KOR", null, false, "5", "DUTY-PROVISIONAL")]
    [InlineData("KOR", "19", false, "5", "DUTY-CONVENTIONAL-19")]
    [InlineData("KOR", "19", false, "2", "DUTY-PROVISIONAL")]
    [InlineData("KOR", "19", false, "3", "DUTY-CONVENTIONAL-19")]
    [InlineData("ABW", "19", true, "2", "DUTY-GENERAL")]
    [InlineData(null, "19", true, "2", "DUTY-GENERAL")]
    [InlineData("KOR", "12", false, null, "DUTY-MFN")]
    public void The_rate_that_prevails(string? origin, string? agreement, bool inQuota, string? provisional, string rule)
    {
        var line = Line(1_000m, s_rates with { Provisional = DutyRate.Parse(provisional ?? string.Empty) }) with { Origin = origin, Agreement = agreement, InQuota = inQuota };

        var taxes = Compute(Import("2018-10-23", line));

        Assert.Equal(rule, taxes.Lines[0].Taxes[0].Rule);
        Assert.Equal(rule, RateTrail.Of(line, 1_000m, Day("2018-10-23")).Prevailing);
    }

    [Fact]
    public void An_agreement_can_be_claimed_from_the_day_on_which_it_is_in_force()
    {
        var line = Line(1_000m, Rates(8m) with { Conventional = [new("22", Percent(3m))] }) with { Origin = "JPN", Agreement = "22" };

        Assert.Equal("DUTY-MFN", Compute(Import("2021-12-31", line)).Lines[0].Taxes[0].Rule);
        Assert.Equal("DUTY-CONVENTIONAL-22", Compute(Import("2022-01-01", line)).Lines[0].Taxes[0].Rule);
    }

    [Theory]
    [InlineData(1_000, "DUTY-PROVISIONAL")]
    [InlineData(100_000, "DUTY-CONVENTIONAL-19")]
    public void Between_a_percentage_and_an_amount_per_unit_the_lower_duty_of_the_line_decides(decimal price, string rule)
    {
        var rates = Rates(8m) with { Conventional = [new("19", DutyRate.Parse("0.6/035")!)], Provisional = Percent(5m) };
        var line = Line(price, rates) with { Origin = "KOR", Agreement = "19", First = new(1_000m, "035") };

        Assert.Equal(rule, Compute(Import("2018-10-23", line)).Lines[0].Taxes[0].Rule);
        Assert.Null(RateTrail.Of(line, null, Day("2018-10-23")).Prevailing);
    }

    [Fact]
    public void The_trail_says_of_every_rate_what_became_of_it()
    {
        var line = Line(1_000m, s_rates with { Provisional = Percent(5m) }) with { Origin = "KOR", Agreement = "19" };

        Assert.Equal(
            [
                ("DUTY-GENERAL", RateVerdict.NotGeneral),
                ("DUTY-QUOTA", RateVerdict.NotClaimed),
                ("DUTY-CONVENTIONAL-19", RateVerdict.Prevails),
                ("DUTY-CONVENTIONAL-02", RateVerdict.NotClaimed),
                ("DUTY-SPECIAL", RateVerdict.NotClaimed),
                ("DUTY-PROVISIONAL", RateVerdict.NotLower),
                ("DUTY-MFN", RateVerdict.Replaced),
            ],
            RateTrail.Of(line, null, Day("2018-10-23")).Considerations.Select(one => (one.Rule, one.Verdict)));
        Assert.Equal(
            RateVerdict.OriginNotCovered,
            RateTrail.Of(line with { Origin = "JPN" }, null, Day("2018-10-23")).Considerations.Single(one => one.Rule == "DUTY-CONVENTIONAL-19").Verdict);
        Assert.Equal(
            RateVerdict.InQuota,
            RateTrail.Of(line with { InQuota = true }, null, Day("2018-10-23")).Considerations.Single(one => one.Rule == "DUTY-CONVENTIONAL-19").Verdict);
    }

    [Theory]
    [InlineData(null, 270)]
    [InlineData("EXAMPLE CHEMICALS", 193)]
    [InlineData("EXAMPLE OTHERS", 270)]
    public void A_maker_with_a_rate_of_its_own_bears_that_one_and_all_others_the_common_one(string? maker, decimal duty)
    {
        var rates = Rates(5.5m) with
        {
            Added = [AddedRate.Parse("ANTI_DUMPING:JPN:27")!, AddedRate.Parse("ANTI_DUMPING:JPN:19.3:EXAMPLE CHEMICALS")!, AddedRate.Parse("ANTI_DUMPING:USA:287.2")!],
        };
        var line = Line(1_000m, rates) with { Maker = maker };

        Assert.Equal(duty, Compute(Import("2018-10-23", line)).Due(TaxKind.AntiDumpingDuty));
        Assert.Equal(duty, Compute(Import("2018-10-23", line with { Rates = rates.For(line) })).Due(TaxKind.AntiDumpingDuty));
    }

    [Fact]
    public void Countervailing_and_safeguard_duty_are_kinds_of_their_own_and_in_the_base_of_VAT()
    {
        var line = Line(1_000m, Rates(10m) with { Added = [AddedRate.Parse("COUNTERVAILING:JPN:20")!, AddedRate.Parse("SAFEGUARD:JPN:40")!] });

        var taxes = Compute(Import("2018-10-23", line));

        Assert.Equal((100m, 200m, 400m, 272m), (taxes.Due(TaxKind.ImportDuty), taxes.Due(TaxKind.CountervailingDuty), taxes.Due(TaxKind.SafeguardDuty), taxes.Due(TaxKind.Vat)));
    }

    // Cotton outside the quota: 0.57 CNY per kg from 15 CNY; below, 9.337 / P + 2.77% x P - 1 to three decimals, at most 40%.
    [Theory]
    [InlineData(20_000, 570)]
    [InlineData(15_000, 570)]
    [InlineData(14_000, 770)]
    [InlineData(8_000, "3112.00")]
    [InlineData(5_000, 2_000)]
    [InlineData(1, "0.40")]
    public void A_sliding_duty_follows_the_price_of_a_unit(decimal price, decimal duty)
    {
        var rates = Rates(40m) with { Provisional = DutyRate.Parse("slide/15/0.57/9.337/2.77/40/035") };

        var tax = Compute(Import("2018-10-23", Line(price, rates) with { First = new(1_000m, "035") })).Lines[0].Taxes[0];

        Assert.Equal(duty, tax.Amount.Amount);
    }

    [Fact]
    public void A_provisional_export_rate_prevails()
    {
        var taxes = Compute(Export("2018-10-23", Line(1_100m, Rates(0m) with { Export = Percent(30m), ExportProvisional = Percent(10m) })));

        Assert.Equal(("DUTY-EXPORT-PROVISIONAL", 100m), (taxes.Lines[0].Taxes[0].Rule, taxes.Total.Amount));
    }
}
