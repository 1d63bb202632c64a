namespace Clearance.Standalone.Bench.Load;

/// <summary>A kind of goods that the firms of the load buy: a code of the sample tariff that needs no licence.</summary>
/// <param name="Code">Commodity code.</param>
/// <param name="Name">Name in trade.</param>
/// <param name="Model">Declaration elements.</param>
/// <param name="Unit">Unit traded, and first statutory unit.</param>
/// <param name="Kilograms">Weight of one unit; the second statutory unit is the kilogram, unless the first is.</param>
/// <param name="Price">Price of one unit in USD.</param>
/// <param name="Most">Most units on a line.</param>
internal sealed record Goods(string Code, string Name, string Model, string Unit, decimal Kilograms, decimal Price, int Most)
{
    /// <summary>The unit of those that are traded by weight.</summary>
    public const string Kilogram = "035";

    /// <summary>Where they come from: country, port of transit, as the code lists have them.</summary>
    public static IReadOnlyList<(string Country, string Port)> Origins { get; } = [("JPN", "JPN570"), ("DEU", "DEU063"), ("KOR", "KOR003"), ("ITA", "ITA075")];

    /// <summary>What is bought.</summary>
    public static IReadOnlyList<Goods> All { get; } =
    [
        new("8482102000", "深沟球轴承", "4|3|滚珠", "006", 0.25m, 3.87m, 9_000),
        new("8482200000", "圆锥滚子轴承", "4|3|滚子", "006", 0.8m, 5.53m, 6_000),
        new("8708309990", "制动器零件", "4|3|乘用车用", Kilogram, 1m, 4.9m, 4_000),
        new("8708299000", "车身零件", "4|3|乘用车用", Kilogram, 1m, 6.24m, 3_000),
        new("8481804090", "阀门", "4|3|钢制", "006", 2.4m, 29.61m, 1_000),
        new("9401209000", "乘用车座椅", "4|3|电动调节", "007", 16m, 92.31m, 200),
        new("8413302100", "燃油泵", "4|3|180马力以上发动机用", "001", 12m, 280.22m, 100),
        new("8542319000", "微处理器", "4|3|封装", "007", 0.002m, 2.63m, 20_000),
        new("3926909090", "塑料密封件", "4|3|聚氨酯", Kilogram, 1m, 7.82m, 4_000),
        new("8207300090", "冲压模具", "4|3|钢制", "011", 8m, 95.28m, 300),
    ];
}
