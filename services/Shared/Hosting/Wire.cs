using System.Globalization;
using Google.Protobuf.WellKnownTypes;
using WireDate = Google.Type.Date;
using WireDecimal = Google.Type.Decimal;
using WireMoney = Google.Type.Money;

namespace Clearance.Hosting;

/// <summary>Values of the contract (google.type, google.protobuf) to and from values of the kernel. Exact in both directions.</summary>
public static class Wire
{
    private const decimal NanosPerUnit = 1_000_000_000m;

    /// <summary>Money for the wire. Amounts finer than a nano are a bug and throw.</summary>
    public static WireMoney ToWire(this Kernel.Money money)
    {
        var units = decimal.Truncate(money.Amount);
        var nanos = (money.Amount - units) * NanosPerUnit;
        return decimal.Truncate(nanos) == nanos
            ? new WireMoney { CurrencyCode = money.Currency, Units = (long)units, Nanos = (int)nanos }
            : throw new ArgumentOutOfRangeException(nameof(money), money, "Finer than google.type.Money can say.");
    }

    /// <summary>Money from the wire; null when signs of units and nanos differ, nanos are out of range, or the currency is not three letters.</summary>
    public static Kernel.Money? ToKernel(this WireMoney? money) =>
        money is not null && Math.Abs((long)money.Nanos) < 1_000_000_000L
        && Math.Sign(money.Units) * Math.Sign(money.Nanos) >= 0
        && money.CurrencyCode.Length == 3 && money.CurrencyCode.All(char.IsAsciiLetterUpper)
            ? new Kernel.Money(money.Units + (money.Nanos / NanosPerUnit), money.CurrencyCode)
            : null;

    /// <summary>A calendar day for the wire.</summary>
    public static WireDate ToWire(this DateOnly date) => new() { Year = date.Year, Month = date.Month, Day = date.Day };

    /// <summary>A whole calendar day from the wire; null when it is none.</summary>
    public static DateOnly? ToKernel(this WireDate? date) =>
        date is { Year: >= 1 and <= 9999, Month: >= 1 and <= 12, Day: >= 1 } && date.Day <= System.DateTime.DaysInMonth(date.Year, date.Month)
            ? new DateOnly(date.Year, date.Month, date.Day)
            : null;

    /// <summary>A number for the wire, without trailing zeros.</summary>
    public static WireDecimal ToWire(this decimal value) => new() { Value = (value / 1.000000000000000000000000000000000m).ToString(CultureInfo.InvariantCulture) };

    /// <summary>A number from the wire; null when it is none. Exponents and group signs are not numbers here.</summary>
    public static decimal? ToKernel(this WireDecimal? value) =>
        decimal.TryParse(value?.Value, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
            ? number
            : null;

    /// <summary>An instant for the wire.</summary>
    public static Timestamp ToWire(this DateTimeOffset time) => Timestamp.FromDateTimeOffset(time);

    /// <summary>An instant from the wire; null when it is absent or out of range.</summary>
    public static DateTimeOffset? ToKernel(this Timestamp? time) =>
        time is { Seconds: >= -62135596800 and <= 253402300799, Nanos: >= 0 and < 1_000_000_000 } ? time.ToDateTimeOffset() : null;
}
