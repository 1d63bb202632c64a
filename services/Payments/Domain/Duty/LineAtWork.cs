namespace Clearance.Payments.Domain.Duty;

/// <summary>A line while its taxes are computed, kind by kind.</summary>
/// <param name="goods">The line of goods.</param>
/// <param name="value">Its customs value.</param>
public sealed class LineAtWork(GoodsLine goods, LineValue value)
{
    private readonly List<TaxComponent> _taxes = [];

    /// <summary>The line of goods.</summary>
    public GoodsLine Goods { get; } = goods;

    /// <summary>Customs value in CNY, rounded.</summary>
    public decimal Value => value.Value;

    /// <summary>Export: FOB price in CNY with the duty that it contains, before rounding.</summary>
    public decimal Fob => value.Fob;

    /// <summary>Value and the taxes so far that later taxes are computed on.</summary>
    public decimal Carried { get; private set; } = value.Value;

    /// <summary>Adds the components of one kind; gives their sum.</summary>
    public decimal Add(IEnumerable<TaxComponent> components)
    {
        var before = _taxes.Count;
        _taxes.AddRange(components);
        return _taxes.Skip(before).Sum(component => component.Amount.Amount);
    }

    /// <summary>Takes a kind's amount into the base of later taxes.</summary>
    public void Carry(decimal amount) => Carried += amount;

    /// <summary>The finished line.</summary>
    public TaxLine ToTaxLine() => new(Goods.Number, Goods.CommodityCode, Kernel.Money.Cny(value.Value))
    {
        ValueSteps = value.Steps,
        Taxes = _taxes,
    };
}
