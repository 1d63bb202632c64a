using System.Globalization;
using Clearance.Kernel;
using Clearance.Payments.Domain.Duty;

namespace Clearance.Payments.Domain.Tests;

/// <summary>Builds tax requests of one or more lines.</summary>
internal static class Forms
{
    public static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture);

    public static DutyRate Percent(decimal percent) => new(percent);

    public static CommodityRates Rates(decimal mfn) => new(Percent(mfn), Percent(70m));

    public static TaxRequest Import(string day, params GoodsLine[] lines) =>
        new(Direction.Import, Day(day), TermsOfTransaction.Cif, TaxRules.On(Day(day))) { Lines = lines, TariffVersion = "test" };

    public static TaxRequest Export(string day, params GoodsLine[] lines) =>
        new(Direction.Export, Day(day), TermsOfTransaction.Fob, TaxRules.On(Day(day))) { Lines = lines, TariffVersion = "test" };

    public static GoodsLine Line(decimal price, CommodityRates rates, int number = 1) =>
        new(number, "8482102000", Money.Cny(price)) { Rates = rates, Origin = "JPN" };

    public static TaxComputation Compute(TaxRequest request)
    {
        var decision = TaxEngine.Compute(request);
        Assert.Null(decision.Refusal);
        return decision.State!;
    }

    public static decimal Due(this TaxComputation taxes, TaxKind kind) =>
        taxes.Totals.SingleOrDefault(total => total.Kind == kind)?.Due.Amount ?? 0m;
}
