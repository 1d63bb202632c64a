using Clearance.Kernel;
using Clearance.Payments.Domain.Duty;
using Clearance.Payments.Domain.Fees;
using static Clearance.Payments.Domain.Tests.Forms;

namespace Clearance.Payments.Domain.Tests;

/// <summary>The worked cases of the domain papers, each with the rule that it proves.</summary>
public sealed class DutyVectorTests
{
    public sealed record Case(
        string Proves, TaxRequest Request, decimal Value, decimal Duty, decimal AntiDumping, decimal Consumption, decimal Vat)
    {
        public override string ToString() => Proves;
    }

    public static TheoryData<Case> Imports => new((Case[])
    [
        new Case("D01 FOB: freight by total, insurance unknown so 0.3% of goods and freight; VAT 16%",
            Fob("2018-07-15", 6.4m), 661177.60m, 52894.21m, 0m, 0m, 114251.49m),
        new Case("D02 the same form after 1 April 2019: VAT 13%",
            Fob("2019-04-15", 6.7m), 692170.30m, 55373.62m, 0m, 0m, 97180.71m),
        new Case("D03 specific duty on kilograms, reduced VAT",
            Import("2018-06-15", Line(300_000m, new(new DutyRate(null, 0.6m, "035"), Percent(70m)) { Vat = VatBand.Reduced }) with { First = new(20_000m, "035") }),
            300_000m, 12_000m, 0m, 0m, 31_200m),
        new Case("D04 compound duty: percentage and amount per set",
            Import("2018-06-15", Line(500_000m, new(new DutyRate(3m, 5480m, "001"), Percent(70m))) with { First = new(10m, "001") }),
            500_000m, 69_800m, 0m, 0m, 91_168m),
        new Case("D05 anti-dumping duty beside duty, both in the base of VAT",
            Import("2018-06-15", Line(1_000_000m, Rates(6.5m) with { Added = [new(Measure.AntiDumping, "JPN", 12.5m)] })),
            1_000_000m, 65_000m, 125_000m, 0m, 190_400m),
        new Case("D07 beer: litres to tonnes at 988, specific consumption tax, free of duty",
            Import("2018-06-15", Line(60_000m, Rates(0m) with { ConsumptionTax = new(null, 250m, "070"), LitresPerTonne = 988m }) with { First = new(10_000m, "095") }),
            60_000m, 0m, 0m, 2530.36m, 10_004.86m),
        new Case("D14 spirits: compound consumption tax, whose specific part is in its own base",
            Import("2018-06-15", Line(100_000m, Rates(10m) with { ConsumptionTax = new(20m, 1m, "035") }) with { First = new(1_000m, "035") }),
            100_000m, 10_000m, 0m, 28_750m, 22_200m),
        new Case("D17 bulk ore: VAT on the value alone, rounded half up to the fen",
            Import("2018-11-15", Line(12_345_678.90m, Rates(0m))), 12_345_678.90m, 0m, 0m, 0m, 1_975_308.62m),
        new Case("D18 provisional rate 5% prevails over most-favoured-nation 8%",
            Import("2018-07-01", Line(250_000m, Rates(8m) with { Provisional = Percent(5m) })), 250_000m, 12_500m, 0m, 0m, 42_000m),
        new Case("D19 added duty of a listed origin is part of import duty",
            Import("2018-07-06", Line(400_000m, Rates(6m) with { Added = [new(Measure.Added, "USA", 25m)] }) with { Origin = "USA" }),
            400_000m, 124_000m, 0m, 0m, 83_840m),
        new Case("D20 food after 1 April 2019: reduced VAT 9%",
            Import("2019-05-15", Line(88_888.88m, Rates(12m) with { Vat = VatBand.Reduced })), 88_888.88m, 10_666.67m, 0m, 0m, 8_960m),
    ]);

    [Theory]
    [MemberData(nameof(Imports))]
    public void Import_taxes_come_out_to_the_fen(Case vector)
    {
        var taxes = Compute(vector.Request);

        Assert.Equal(vector.Value, taxes.CustomsValue.Amount);
        Assert.Equal(vector.Duty, taxes.Due(TaxKind.ImportDuty));
        Assert.Equal(vector.AntiDumping, taxes.Due(TaxKind.AntiDumpingDuty));
        Assert.Equal(vector.Consumption, taxes.Due(TaxKind.ConsumptionTax));
        Assert.Equal(vector.Vat, taxes.Due(TaxKind.Vat));
        Assert.Equal(vector.Duty + vector.AntiDumping + vector.Consumption + vector.Vat, taxes.Total.Amount);
    }

    [Fact]
    public void D06_Export_duty_is_taken_out_of_the_price_that_contains_it()
    {
        var taxes = Compute(Export("2018-06-15", Line(1_150_000m, Rates(0m) with { Export = Percent(15m) })));

        Assert.Equal((1_000_000m, 150_000m, 150_000m), (taxes.CustomsValue.Amount, taxes.Due(TaxKind.ExportDuty), taxes.Total.Amount));
    }

    [Fact]
    public void D08_Security_for_an_unproved_origin_is_the_difference_of_both_totals()
    {
        var most = Compute(Import("2018-06-15", Line(200_000m, Rates(10m)))).Total;
        var conventional = Compute(Import("2018-06-15", Line(200_000m, Rates(0m)))).Total;

        Assert.Equal((55_200m, 32_000m, 23_200m), (most.Amount, conventional.Amount, SecurityForDifference.Of(most, conventional).Amount));
        Assert.Equal(Money.Zero, SecurityForDifference.Of(conventional, most));
    }

    [Theory]
    [InlineData("D09", "1234567.89", 9, 5555)]
    [InlineData("D10", 20_000, 4, 0)]
    [InlineData("D15", 500_000, 8, 2000)]
    [InlineData("D16", 500_000, 4, 1000)]
    public void Late_declaration_fee_is_cut_to_whole_yuan_and_dropped_under_fifty(string id, decimal value, int days, decimal fee) =>
        Assert.Equal((id, fee), (id, LateDeclarationFee.Of(Money.Cny(value), days).Amount));

    [Theory]
    [InlineData("D15", "2018-09-03", "2018-09-25", 8)]
    [InlineData("D16 the start day moves out of the Mid-Autumn holiday", "2018-09-08", "2018-09-28", 4)]
    [InlineData("in time", "2018-09-03", "2018-09-17", 0)]
    [InlineData("first day late", "2018-09-03", "2018-09-18", 1)]
    public void Late_declaration_days_count_start_and_acceptance(string id, string entry, string accepted, int days) =>
        Assert.Equal((id, days), (id, LateDeclarationFee.Days(Day(entry), Day(accepted), BusinessCalendar.China)));

    [Theory]
    [InlineData("D11", 100_000, 14, 700)]
    [InlineData("D12", 5_000, 10, 0)]
    [InlineData("D13", 200_000, 9, 900)]
    [InlineData("to the fen", "123456.78", 1, "61.73")]
    public void Late_payment_fee_is_to_the_fen_and_dropped_under_fifty(string id, decimal tax, int days, decimal fee) =>
        Assert.Equal((id, fee), (id, LatePaymentFee.Of(Money.Cny(tax), days).Amount));

    [Fact]
    public void D13_Last_day_on_a_Saturday_moves_to_Monday_and_late_days_start_after_it()
    {
        var due = LatePaymentFee.DueDate(Day("2018-10-12"), BusinessCalendar.China);

        Assert.Equal(Day("2018-10-29"), due);
        Assert.Equal(9, LatePaymentFee.Days(due, Day("2018-11-07")));
        Assert.Equal(0, LatePaymentFee.Days(due, Day("2018-10-29")));
    }

    private static TaxRequest Fob(string day, decimal rate) => Import(day, Line(0m, Rates(8m)) with { Price = new Money(100_000m, "USD") }) with
    {
        Terms = TermsOfTransaction.Fob,
        Freight = new Charge(ChargeMark.Total, 3_000m, "USD"),
        ExchangeRates = [new ExchangeRate("USD", rate, Day(day))],
    };
}
