namespace Clearance.Payments.Domain.Duty;

/// <summary>Units of the code list, as far as a rate is given in them, and the conversions between them.</summary>
public static class Units
{
    /// <summary>Kilogram.</summary>
    public const string Kilogram = "035";

    /// <summary>Tonne.</summary>
    public const string Tonne = "070";

    /// <summary>Litre.</summary>
    public const string Litre = "095";

    /// <summary>Gram.</summary>
    public const string Gram = "036";

    /// <summary>Thousand litres.</summary>
    public const string Kilolitre = "063";

    /// <summary>Millilitre.</summary>
    public const string Millilitre = "096";

    /// <summary>Name for people; the code itself where there is none.</summary>
    public static string NameOf(string? unit) => unit switch
    {
        "001" => "set",
        "003" => "vehicle",
        "006" => "suit",
        "007" or "008" or "011" => "piece",
        Kilogram => "kg",
        Gram => "g",
        Tonne => "t",
        Litre => "l",
        _ => $"unit {unit}",
    };

    /// <summary>
    /// The quantity of a line in a wanted unit, from its first or its second quantity; null when neither can be converted.
    /// A quantity that is given in the very unit goes before one that is converted.
    /// </summary>
    public static decimal? QuantityIn(string unit, GoodsLine line, decimal? litresPerTonne)
    {
        Quantity?[] given = [line.First, line.Second];
        return given.FirstOrDefault(quantity => quantity?.Unit == unit)?.Amount
            ?? given.OfType<Quantity>().Select(quantity => Convert(quantity, unit, litresPerTonne)).FirstOrDefault(amount => amount is not null);
    }

    private static decimal? Convert(Quantity quantity, string unit, decimal? litresPerTonne)
    {
        if ((Kilograms(quantity.Unit), Kilograms(unit)) is ({ } from, { } to))
        {
            return quantity.Amount * from / to;
        }

        if ((Litres(quantity.Unit), Litres(unit)) is ({ } litresFrom, { } litresTo))
        {
            return quantity.Amount * litresFrom / litresTo;
        }

        // Division last: 10,000 l of beer are 10,000 / 988 t, and a product of two rounded factors would not be.
        return (litresPerTonne, Litres(quantity.Unit), Kilograms(unit)) is ({ } perTonne, { } litres, { } kilograms)
            ? quantity.Amount * litres * 1000m / (perTonne * kilograms)
            : null;
    }

    private static decimal? Kilograms(string unit) => unit switch { Kilogram => 1m, Tonne => 1000m, Gram => 0.001m, _ => null };

    private static decimal? Litres(string unit) => unit switch { Litre => 1m, Kilolitre => 1000m, Millilitre => 0.001m, _ => null };
}
