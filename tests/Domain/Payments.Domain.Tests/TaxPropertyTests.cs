using Clearance.Kernel;
using Clearance.Payments.Domain.Duty;
using Clearance.Payments.Domain.Tariffs;
using CsCheck;
using static Clearance.Payments.Domain.Tests.Forms;

namespace Clearance.Payments.Domain.Tests;

/// <summary>What holds for every form: prices, quantities, codes, origins, terms and charges are drawn at random.</summary>
public sealed class TaxPropertyTests
{
    private static readonly Gen<decimal> s_amount = Gen.Long[0, 10_000_000_00].Select(fen => fen / 100m);

    private static readonly Gen<GoodsLine> s_line =
        from code in Any([.. Tariff.Sample.Codes])
        from amount in s_amount
        from currency in Any("CNY", "USD", "EUR", "JPY")
        from first in Gen.Long[0, 1_000_000_000].Select(value => value / 1000m)
        from origin in Any("JPN", "USA", "KOR", "DEU", "ABW")
        from mode in Any("1", "2", "3", "7")
        from agreement in Any(null, "01", "02", "13", "19")
        from inQuota in Gen.Bool
        select new GoodsLine(0, code, new Money(amount, currency))
        {
            First = new(first, "035"), Second = new(first, "095"), Origin = origin, LevyMode = mode, Agreement = agreement, InQuota = inQuota,
        };

    private static readonly Gen<Charge?> s_freight = Gen.OneOf(
        Gen.Const((Charge?)new Charge("1", 3.5m)),
        Gen.Const((Charge?)new Charge("2", 41.7m, "USD")),
        s_amount.Select(amount => (Charge?)new Charge("3", amount, "EUR")));

    private static readonly Gen<TaxRequest> s_request =
        from lines in s_line.Array[1, 12]
        from direction in Any(Direction.Import, Direction.Export)
        from day in Gen.Int[0, 800].Select(days => Day("2018-01-15").AddDays(days))
        from terms in Any("1", "2", "3", "4", "7")
        from freight in s_freight
        select ReferenceData.Sample.Complete(new TaxRequest(direction, day, direction == Direction.Export ? "3" : terms, TaxRules.On(day))
        {
            Lines = [.. lines.Select((line, index) => line with { Number = index + 1 })],
            Freight = freight,
            GrossWeight = 5_200m,
        });

    [Fact]
    public void Parts_sum_to_the_whole() => s_request.Sample(request =>
    {
        var taxes = Compute(request);

        Assert.Equal(taxes.CustomsValue.Amount, taxes.Lines.Sum(line => line.CustomsValue.Amount));
        Assert.Equal(taxes.Total.Amount, taxes.Totals.Sum(total => total.Due.Amount));
        Assert.All(taxes.Totals, total => Assert.Equal(
            total.Computed.Amount,
            taxes.Lines.SelectMany(line => line.Taxes).Where(tax => tax.Kind == total.Kind).Sum(tax => tax.Amount.Amount)));
    });

    [Fact]
    public void No_value_and_no_tax_is_negative() => s_request.Sample(request =>
    {
        var taxes = Compute(request);

        Assert.All(taxes.Lines, line => Assert.True(line.CustomsValue.Amount >= 0m));
        Assert.All(taxes.Lines.SelectMany(line => line.Taxes), tax => Assert.True(tax.Amount.Amount >= 0m));
    });

    [Fact]
    public void Each_component_is_within_half_a_fen_of_its_exact_figure() => s_request.Sample(request => Assert.All(
        Compute(request).Lines.SelectMany(line => line.Taxes),
        tax =>
        {
            Assert.True(Math.Abs(tax.Amount.Amount - tax.Unrounded) <= 0.005m);
            Assert.Equal(decimal.Truncate(tax.Amount.Amount * 100m), tax.Amount.Amount * 100m);
        }));

    [Fact]
    public void The_order_of_lines_does_not_matter() => s_request.SelectMany(request => Gen.Shuffle(request.Lines.ToArray()), (request, order) => (request, order)).Sample(both =>
    {
        var (one, other) = (Compute(both.request), Compute(both.request with { Lines = both.order }));

        Assert.Equal(one.Total, other.Total);
        Assert.Equal(one.Lines.Select(line => line.CustomsValue), other.Lines.Select(line => line.CustomsValue));
        Assert.Equal(one.Lines.SelectMany(line => line.Taxes), other.Lines.SelectMany(line => line.Taxes));
    });

    [Fact]
    public void A_higher_price_never_lowers_the_taxes_of_a_line() => Gen.Select(s_request, s_amount).Sample((request, more) =>
    {
        // A sliding duty falls as the price rises: that is its purpose.
        var line = request.Lines.FirstOrDefault(line => line.Rates!.Provisional?.Slide is null, request.Lines[0] with { LevyMode = LevyMode.Exempt }) with { Number = 1 };
        var dearer = line with { Price = line.Price with { Amount = line.Price.Amount + more } };

        var (low, high) = (Compute(request with { Lines = [line] }), Compute(request with { Lines = [dearer] }));

        Assert.True(low.CustomsValue <= high.CustomsValue);
        Assert.True(low.Total <= high.Total);
    });

    [Fact]
    public void The_same_request_gives_the_same_taxes_after_its_way_through_the_journal() => s_request.Sample(request =>
    {
        var json = System.Text.Json.JsonSerializer.Serialize(request, Settlement.PaymentsJson.Default.TaxRequest);
        var again = System.Text.Json.JsonSerializer.Deserialize(json, Settlement.PaymentsJson.Default.TaxRequest)!;

        Assert.Equal(
            System.Text.Json.JsonSerializer.Serialize(Compute(request), Settlement.PaymentsJson.Default.TaxComputation),
            System.Text.Json.JsonSerializer.Serialize(Compute(again), Settlement.PaymentsJson.Default.TaxComputation));
    });

    private static Gen<T> Any<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(index => values[index]);
}
