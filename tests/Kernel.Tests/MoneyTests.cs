using CsCheck;

namespace Clearance.Kernel.Tests;

public sealed class MoneyTests
{
    private static readonly Gen<Money> s_yuan = Gen.Long[-1_000_000_000_000, 1_000_000_000_000].Select(micros => Money.Cny(micros / 1_000_000m));

    [Theory]
    [InlineData("0.005", "0.01")]
    [InlineData("0.0049999", "0.00")]
    [InlineData("1.015", "1.02")]
    [InlineData("1.025", "1.03")]
    [InlineData("-1.025", "-1.03")]
    [InlineData("50", "50")]
    public void Rounding_to_the_fen_is_half_up_away_from_zero(string amount, string rounded) =>
        Assert.Equal(Decimal(rounded), Money.Cny(Decimal(amount)).RoundToFen().Amount);

    [Fact]
    public void Rounding_moves_by_half_a_fen_at_most_and_once_only() => s_yuan.Sample(money =>
    {
        var rounded = money.RoundToFen();
        Assert.True(Math.Abs(rounded.Amount - money.Amount) <= 0.005m);
        Assert.Equal(rounded, rounded.RoundToFen());
        Assert.Equal(-rounded, (-money).RoundToFen());
    });

    [Fact]
    public void Adding_and_taking_away_again_gives_the_same_amount() =>
        Gen.Select(s_yuan, s_yuan).Sample((a, b) => Assert.Equal(a, a + b - b));

    [Fact]
    public void Order_is_that_of_the_amounts() => Gen.Select(s_yuan, s_yuan).Sample((a, b) =>
    {
        Assert.Equal(a.Amount < b.Amount, a < b);
        Assert.Equal(a.Amount >= b.Amount, a >= b);
        Assert.Equal(a < b, b > a);
        Assert.Equal(a <= b, b >= a);
    });

    [Fact]
    public void Two_currencies_do_not_mix()
    {
        var (yuan, euro) = (Money.Cny(1), new Money(1, "EUR"));

        Assert.Throws<InvalidOperationException>(() => yuan + euro);
        Assert.Throws<InvalidOperationException>(() => yuan - euro);
        Assert.Throws<InvalidOperationException>(() => yuan < euro);
    }

    [Theory]
    [InlineData("1234.5", "1234.50 CNY")]
    [InlineData("0", "0.00 CNY")]
    [InlineData("-0.123456", "-0.123456 CNY")]
    public void Money_reads_the_same_everywhere(string amount, string text) => Assert.Equal(text, Money.Cny(Decimal(amount)).ToString());

    private static decimal Decimal(string text) => decimal.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
