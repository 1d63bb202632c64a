using System.Collections.Frozen;
using Box = Clearance.Declarations.Domain.Form.TextField<Clearance.Declarations.Domain.Form.Container>;
using BoxNumber = Clearance.Declarations.Domain.Form.NumberField<Clearance.Declarations.Domain.Form.Container>;
using Number = Clearance.Declarations.Domain.Form.NumberField<Clearance.Declarations.Domain.Form.GoodsItem>;
using Text = Clearance.Declarations.Domain.Form.TextField<Clearance.Declarations.Domain.Form.GoodsItem>;

namespace Clearance.Declarations.Domain.Form;

/// <summary>The fields of a goods line.</summary>
public static class ItemFields
{
    private static readonly FieldTable<GoodsItem> s_table = new("items");

    /// <summary>Text fields, in the order of the form.</summary>
    public static IReadOnlyList<Text> Texts { get; } =
    [
        s_table.Text("commodity_code", i => i.CommodityCode, (i, v) => i with { CommodityCode = v }),
        s_table.Text("goods_name", i => i.GoodsName, (i, v) => i with { GoodsName = v }),
        s_table.Text("model", i => i.Model, (i, v) => i with { Model = v }),
        s_table.Text("unit", i => i.Unit, (i, v) => i with { Unit = v }),
        s_table.Text("total_price.currency_code", i => i.Currency, (i, v) => i with { Currency = v }),
        s_table.Text("first_unit", i => i.FirstUnit, (i, v) => i with { FirstUnit = v }),
        s_table.Text("second_unit", i => i.SecondUnit, (i, v) => i with { SecondUnit = v }),
        s_table.Text("origin_country", i => i.OriginCountry, (i, v) => i with { OriginCountry = v }),
        s_table.Text("destination_country", i => i.DestinationCountry, (i, v) => i with { DestinationCountry = v }),
        s_table.Text("levy_mode", i => i.LevyMode, (i, v) => i with { LevyMode = v }),
        s_table.Text("district", i => i.District, (i, v) => i with { District = v }),
        s_table.Text("division", i => i.Division, (i, v) => i with { Division = v }),
        s_table.Text("article_number", i => i.ArticleNumber, (i, v) => i with { ArticleNumber = v }),
        s_table.Text("quarantine_code", i => i.QuarantineCode, (i, v) => i with { QuarantineCode = v }),
        s_table.Text("origin_region", i => i.OriginRegion ?? "", (i, v) => i with { OriginRegion = v }),
        s_table.Text("quarantine.english_name", i => i.Quarantine?.EnglishName ?? "", (i, v) => i with { Quarantine = Of(i) with { EnglishName = v } }),
        s_table.Text("quarantine.ingredients", i => i.Quarantine?.Ingredients ?? "", (i, v) => i with { Quarantine = Of(i) with { Ingredients = v } }),
        s_table.Text("quarantine.valid_until", i => i.Quarantine?.ValidUntil ?? "", (i, v) => i with { Quarantine = Of(i) with { ValidUntil = v } }),
        s_table.Text("quarantine.shelf_life", i => i.Quarantine?.ShelfLife ?? "", (i, v) => i with { Quarantine = Of(i) with { ShelfLife = v } }),
        s_table.Text("quarantine.overseas_maker", i => i.Quarantine?.OverseasMaker ?? "", (i, v) => i with { Quarantine = Of(i) with { OverseasMaker = v } }),
        s_table.Text("quarantine.specification", i => i.Quarantine?.Specification ?? "", (i, v) => i with { Quarantine = Of(i) with { Specification = v } }),
        s_table.Text("quarantine.model", i => i.Quarantine?.Model ?? "", (i, v) => i with { Quarantine = Of(i) with { Model = v } }),
        s_table.Text("quarantine.brand", i => i.Quarantine?.Brand ?? "", (i, v) => i with { Quarantine = Of(i) with { Brand = v } }),
        s_table.Text("quarantine.produced_on", i => i.Quarantine?.ProducedOn ?? "", (i, v) => i with { Quarantine = Of(i) with { ProducedOn = v } }),
        s_table.Text("quarantine.batch_number", i => i.Quarantine?.BatchNumber ?? "", (i, v) => i with { Quarantine = Of(i) with { BatchNumber = v } }),
        s_table.Text("quarantine.maker_number", i => i.Quarantine?.MakerNumber ?? "", (i, v) => i with { Quarantine = Of(i) with { MakerNumber = v } }),
        s_table.Text("quarantine.maker_name", i => i.Quarantine?.MakerName ?? "", (i, v) => i with { Quarantine = Of(i) with { MakerName = v } }),
        s_table.Text("quarantine.purpose", i => i.Quarantine?.Purpose ?? "", (i, v) => i with { Quarantine = Of(i) with { Purpose = v } }),
        s_table.Text("quarantine.dangerous_goods.un_number", i => i.Quarantine?.DangerousGoods?.UnNumber ?? "", (i, v) => Dangerous(i, d => d with { UnNumber = v })),
        s_table.Text("quarantine.dangerous_goods.name", i => i.Quarantine?.DangerousGoods?.Name ?? "", (i, v) => Dangerous(i, d => d with { Name = v })),
        s_table.Text("quarantine.dangerous_goods.packing_class", i => i.Quarantine?.DangerousGoods?.PackingClass ?? "", (i, v) => Dangerous(i, d => d with { PackingClass = v })),
        s_table.Text("quarantine.dangerous_goods.packing_specification", i => i.Quarantine?.DangerousGoods?.PackingSpecification ?? "", (i, v) => Dangerous(i, d => d with { PackingSpecification = v })),
    ];

    /// <summary>Numbers.</summary>
    public static IReadOnlyList<Number> Numbers { get; } =
    [
        s_table.Number("quantity", i => i.Quantity, (i, v) => i with { Quantity = v }),
        s_table.Number("unit_price", i => i.UnitPrice, (i, v) => i with { UnitPrice = v }),
        s_table.Number("total_price", i => i.TotalPrice, (i, v) => i with { TotalPrice = v }),
        s_table.Number("first_quantity", i => i.FirstQuantity, (i, v) => i with { FirstQuantity = v }),
        s_table.Number("second_quantity", i => i.SecondQuantity, (i, v) => i with { SecondQuantity = v }),
    ];

    private static readonly FrozenDictionary<string, Text> s_byPath = Texts.ToFrozenDictionary(field => field.Path, StringComparer.Ordinal);

    /// <summary>The text field with a path, e.g. <c>commodity_code</c>.</summary>
    public static Text TextAt(string path) => s_byPath[path];

    private static GoodsQuarantine Of(GoodsItem item) => item.Quarantine ?? new GoodsQuarantine();

    private static GoodsItem Dangerous(GoodsItem item, Func<DangerousGoods, DangerousGoods> change) =>
        item with { Quarantine = Of(item) with { DangerousGoods = change(item.Quarantine?.DangerousGoods ?? new DangerousGoods()) } };
}

/// <summary>The fields of a container.</summary>
public static class ContainerFields
{
    private static readonly FieldTable<Container> s_table = new("containers");

    /// <summary>Text fields.</summary>
    public static IReadOnlyList<Box> Texts { get; } =
    [
        s_table.Text("number", c => c.Number, (c, v) => c with { Number = v }),
        s_table.Text("specification", c => c.Specification, (c, v) => c with { Specification = v }),
    ];

    /// <summary>Numbers.</summary>
    public static IReadOnlyList<BoxNumber> Numbers { get; } =
    [
        s_table.Number("tare_weight", c => c.TareWeight, (c, v) => c with { TareWeight = v }),
        s_table.Number("loaded_weight", c => c.LoadedWeight, (c, v) => c with { LoadedWeight = v }),
    ];
}
