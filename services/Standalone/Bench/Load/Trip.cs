namespace Clearance.Standalone.Bench.Load;

/// <summary>A road of the load.</summary>
internal enum TripRoad
{
    /// <summary>Declared and paid while the ship is at sea; the arrival releases.</summary>
    Early,

    /// <summary>The goods are there; the firm states its tax and pays by agreement.</summary>
    SelfPayment,

    /// <summary>A general guarantee secures the tax; paid after the release, as at the end of the month.</summary>
    Consolidated,

    /// <summary>By air, a paper is missing, a guarantee secures it; the paper and the tax follow the release.</summary>
    Replenish,

    /// <summary>Arrive, declare, be controlled, pay, be released.</summary>
    Traditional,
}

/// <summary>One declaration to be: everything about it follows from the seed and its number.</summary>
internal sealed record Trip(int Number, TripRoad Road, Firm Trader, Firm Declarant, int Lines, bool ByRest)
{
    // Shares of the roads in percent, in the order of TripRoad; documented in services/Standalone/README.md.
    private static readonly int[] Shares = [40, 25, 10, 10, 15];

    private const int BrokerPercent = 60;
    private const int RestPercent = 10;
    private const int MostLines = 50;

    // Chance that a form has no further line: a mean of four.
    private const double LastLine = 0.25;

    /// <summary>Its dice.</summary>
    public required Random Dice { get; init; }

    /// <summary>Number of its bill of lading.</summary>
    public string Bill { get; } = $"BENCH{Number:D10}";

    /// <summary>Plans the declaration of a number.</summary>
    public static Trip Plan(Town town, int seed, int number)
    {
        var dice = new Random(unchecked((seed * 397) ^ (number * 16777619)) & int.MaxValue);
        var road = RoadOf(dice.Next(100));
        var trader = town.Pick(dice, certified: road is TripRoad.Consolidated or TripRoad.Replenish);
        var declarant = dice.Next(100) < BrokerPercent ? town.BrokerOf(trader) : trader;
        var lines = 1;
        while (lines < MostLines && dice.NextDouble() > LastLine)
        {
            lines++;
        }

        return new Trip(number, road, trader, declarant, lines, dice.Next(100) < RestPercent) { Dice = dice };
    }

    private static TripRoad RoadOf(int percent)
    {
        var road = 0;
        for (var sum = Shares[0]; percent >= sum; sum += Shares[road])
        {
            road++;
        }

        return (TripRoad)road;
    }
}
