using Clearance.Kernel;

namespace Clearance.Payments.Domain.Duty;

/// <summary>The taxes of one form with their whole trail.</summary>
/// <param name="AcceptanceDate">Day whose rates apply.</param>
/// <param name="RuleSet">Versions of rules and tariff.</param>
/// <param name="CustomsValue">Sum of the lines' values, in CNY.</param>
/// <param name="Total">What is due in all, in CNY.</param>
public sealed record TaxComputation(DateOnly AcceptanceDate, string RuleSet, Money CustomsValue, Money Total)
{
    /// <summary>Lines by item number.</summary>
    public IReadOnlyList<TaxLine> Lines { get; init; } = [];

    /// <summary>Sums by kind.</summary>
    public IReadOnlyList<KindTotal> Totals { get; init; } = [];
}

/// <summary>The taxes of one line.</summary>
public sealed record TaxLine(int Number, string CommodityCode, Money CustomsValue)
{
    /// <summary>How the value came about.</summary>
    public IReadOnlyList<ValueStep> ValueSteps { get; init; } = [];

    /// <summary>The components of its taxes, in the order of computation.</summary>
    public IReadOnlyList<TaxComponent> Taxes { get; init; } = [];
}

/// <summary>One step to the customs value.</summary>
/// <param name="Rule">Id of the rule.</param>
/// <param name="Formula">The step in figures.</param>
/// <param name="Amount">Result for the line in CNY, before rounding.</param>
public sealed record ValueStep(string Rule, string Formula, decimal Amount);

/// <summary>One component of one tax of one line.</summary>
/// <param name="Kind">Kind of tax.</param>
/// <param name="Rule">Id of the rule that chose the rate.</param>
/// <param name="Rate">The rate for people.</param>
/// <param name="Formula">The computation in figures.</param>
/// <param name="Unrounded">Result before rounding, in CNY.</param>
/// <param name="Amount">Amount in CNY, to the fen.</param>
public sealed record TaxComponent(TaxKind Kind, string Rule, string Rate, string Formula, decimal Unrounded, Money Amount)
{
    /// <summary>What the percentage is applied to, in CNY.</summary>
    public decimal? Base { get; init; }

    /// <summary>What the amount per unit is applied to.</summary>
    public decimal? Quantity { get; init; }

    /// <summary>Makes a component: the levy mode takes its share, and the result is rounded to the fen, half up.</summary>
    public static TaxComponent Of(TaxKind kind, string rule, string rate, Figure figure, GoodsLine line)
    {
        var share = LevyMode.ShareOf(line.LevyMode, kind);
        var unrounded = figure.Amount * share;
        var formula = share == 1m ? figure.Text : $"({figure.Text}) x {Figures.Of(share * 100m)}% (levy mode {line.LevyMode})";
        return new TaxComponent(kind, rule, rate, formula, unrounded, Money.Cny(unrounded).RoundToFen())
        {
            Base = figure.Base,
            Quantity = figure.Quantity,
        };
    }
}

/// <summary>Sum of one kind over all lines.</summary>
/// <param name="Kind">Kind of tax.</param>
/// <param name="Computed">Sum of the components.</param>
/// <param name="Due">What is collected.</param>
/// <param name="WaivedBy">Rule that waived it; null when it is collected.</param>
public sealed record KindTotal(TaxKind Kind, Money Computed, Money Due, string? WaivedBy = null);

/// <summary>The result of one formula, with its figures.</summary>
/// <param name="Amount">Result before rounding.</param>
/// <param name="Text">The computation in figures.</param>
/// <param name="Base">What a percentage was applied to.</param>
/// <param name="Quantity">What an amount per unit was applied to.</param>
public sealed record Figure(decimal Amount, string Text, decimal? Base = null, decimal? Quantity = null);
