using Clearance.Kernel;
using Clearance.Payments.Domain.Duty;
using Clearance.Payments.Domain.Tariffs;
using static Clearance.Payments.Domain.Tests.Forms;

namespace Clearance.Payments.Domain.Tests;

public sealed class TaxRefusalTests
{
    private static readonly TaxRequest s_good = Import("2018-06-15", Line(1_000m, Rates(8m)));

    public static TheoryData<string, string, TaxRequest> Single => new()
    {
        { "COMMODITY_CODE_UNKNOWN", "items[0].commodity_code", Import("2018-06-15", Line(1m, null!)) },
        { "EXCHANGE_RATE_UNKNOWN", "items[0].total_price.currency_code", Import("2018-06-15", Line(1m, Rates(8m)) with { Price = new Money(1m, "XAU") }) },
        { "LEVY_MODE_UNKNOWN", "items[0].levy_mode", Import("2018-06-15", Line(1m, Rates(8m)) with { LevyMode = "0" }) },
        { "QUANTITY_MISSING", "items[0].first_quantity", Import("2018-06-15", Line(1m, new(new DutyRate(null, 0.6m, "035"), Percent(70m)))) },
        { "FIELDS_INVALID", "items[0].total_price", Import("2018-06-15", Line(-1m, Rates(8m))) },
        { "FIELDS_INVALID", "items[0].total_price", Import("2018-06-15", Line(decimal.MaxValue, Rates(8m))) },
        { "FIELDS_INVALID", "items[0].first_quantity", Import("2018-06-15", Line(1m, Rates(8m)) with { First = new Quantity(-1m, "035") }) },
        { "FIELDS_INVALID", "items", Import("2018-06-15") },
        { "FIELDS_INVALID", "items", Import("2018-06-15", [.. Enumerable.Range(1, 51).Select(number => Line(1m, Rates(8m), number))]) },
        { "TERMS_UNKNOWN", "terms", s_good with { Terms = "8" } },
        { "FREIGHT_MISSING", "freight", s_good with { Terms = "3" } },
        { "CHARGE_INVALID", "freight.mark", s_good with { Freight = new Charge("4", 1m, "CNY") } },
        { "CHARGE_INVALID", "insurance.mark", s_good with { Insurance = new Charge("2", 1m, "CNY") } },
        { "CHARGE_INVALID", "freight.amount", s_good with { Freight = new Charge("3", -1m, "CNY") } },
        { "CHARGE_INVALID", "insurance.amount", s_good with { Insurance = new Charge("1", 101m) } },
        { "CHARGE_INVALID", "other_charges.currency", s_good with { OtherCharges = new Charge("3", 1m) } },
        { "EXCHANGE_RATE_UNKNOWN", "freight.currency", s_good with { Freight = new Charge("3", 1m, "XAU") } },
        { "CHARGE_INVALID", "gross_weight", s_good with { Freight = new Charge("2", 1m, "CNY") } },
    };

    [Theory]
    [MemberData(nameof(Single))]
    public void A_form_that_cannot_be_computed_is_refused_with_reason_and_field(string reason, string field, TaxRequest request)
    {
        var refusal = TaxEngine.Compute(request).Refusal;

        Assert.Equal((RefusalKind.Invalid, reason), (refusal!.Kind, refusal.Reason));
        Assert.Equal(field, Assert.Single(refusal.Violations).Field);
    }

    [Fact]
    public void Every_violation_comes_at_once()
    {
        var refusal = TaxEngine.Compute(Import("2018-06-15", Line(-1m, Rates(8m)), Line(1m, null!, 2)) with { Terms = "9" }).Refusal!;

        Assert.Equal("FIELDS_INVALID", refusal.Reason);
        Assert.Equal(["terms", "items[0].total_price", "items[1].commodity_code"], refusal.Violations.Select(violation => violation.Field));
        Assert.All(refusal.Violations, violation => Assert.NotEmpty(violation.Suggestion));
    }

    [Fact]
    public void Several_unknown_codes_share_their_reason()
    {
        var request = ReferenceData.Sample.Complete(Import("2018-06-15", Line(1m, null!), Line(1m, null!, 2) with { CommodityCode = "0000000000" }, Line(1m, null!, 3) with { CommodityCode = "" }));

        var refusal = TaxEngine.Compute(request).Refusal!;

        Assert.Equal("COMMODITY_CODE_UNKNOWN", refusal.Reason);
        Assert.Equal(["items[1].commodity_code", "items[2].commodity_code"], refusal.Violations.Select(violation => violation.Field));
    }
}
