using System.Globalization;

namespace Clearance.Kernel;

/// <summary>An exact amount in one currency. Adding two currencies is a bug and throws.</summary>
/// <param name="Amount">The amount in units of the currency, e.g. yuan.</param>
/// <param name="Currency">ISO 4217 letters, e.g. CNY.</param>
public readonly record struct Money(decimal Amount, string Currency) : IComparable<Money>
{
    /// <summary>The currency in which customs levies.</summary>
    public const string Yuan = "CNY";

    /// <summary>Nothing, in yuan.</summary>
    public static Money Zero { get; } = new(0m, Yuan);

    /// <summary>True when the amount is nothing.</summary>
    public bool IsZero => Amount == 0m;

    /// <summary>True when the amount is above zero.</summary>
    public bool IsPositive => Amount > 0m;

    /// <summary>An amount in yuan.</summary>
    public static Money Cny(decimal amount) => new(amount, Yuan);

    /// <summary>Adds amounts of one currency.</summary>
    public static Money operator +(Money left, Money right) => new(left.Amount + Same(left, right).Amount, left.Currency);

    /// <summary>Subtracts amounts of one currency.</summary>
    public static Money operator -(Money left, Money right) => new(left.Amount - Same(left, right).Amount, left.Currency);

    /// <summary>The opposite amount.</summary>
    public static Money operator -(Money value) => new(-value.Amount, value.Currency);

    /// <summary>Compares amounts of one currency.</summary>
    public static bool operator <(Money left, Money right) => left.CompareTo(right) < 0;

    /// <summary>Compares amounts of one currency.</summary>
    public static bool operator >(Money left, Money right) => left.CompareTo(right) > 0;

    /// <summary>Compares amounts of one currency.</summary>
    public static bool operator <=(Money left, Money right) => left.CompareTo(right) <= 0;

    /// <summary>Compares amounts of one currency.</summary>
    public static bool operator >=(Money left, Money right) => left.CompareTo(right) >= 0;

    /// <summary>Rounds half up (away from zero) to the fen: the rule for every tax and fee (DOMAIN 9.3).</summary>
    public Money RoundToFen() => this with { Amount = decimal.Round(Amount, 2, MidpointRounding.AwayFromZero) };

    /// <inheritdoc/>
    public int CompareTo(Money other) => Amount.CompareTo(Same(this, other).Amount);

    /// <summary>For people and logs, e.g. <c>1234.50 CNY</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Amount:0.00####} {Currency}");

    private static Money Same(Money left, Money right) => left.Currency == right.Currency
        ? right
        : throw new InvalidOperationException($"Amounts of {left.Currency} and {right.Currency} do not mix.");
}
