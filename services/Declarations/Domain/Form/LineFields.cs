using Clearance.Declarations.Domain.Codes;
using static Clearance.Declarations.Domain.Form.Need;
using Box = Clearance.Declarations.Domain.Form.TextField<Clearance.Declarations.Domain.Form.Container>;
using BoxNumber = Clearance.Declarations.Domain.Form.NumberField<Clearance.Declarations.Domain.Form.Container>;
using Number = Clearance.Declarations.Domain.Form.NumberField<Clearance.Declarations.Domain.Form.GoodsItem>;
using Text = Clearance.Declarations.Domain.Form.TextField<Clearance.Declarations.Domain.Form.GoodsItem>;

namespace Clearance.Declarations.Domain.Form;

/// <summary>The fields of a goods line.</summary>
public static class ItemFields
{
    /// <summary>Text fields, in the order of the form.</summary>
    public static IReadOnlyList<Text> Texts { get; } =
    [
        new("commodity_code", "COMMODITY_CODE", "Commodity code", "商品编号", 10, i => i.CommodityCode, (i, v) => i with { CommodityCode = v }) { Import = Save, Export = Save },
        new("goods_name", "GOODS_NAME", "Goods name", "商品名称", 255, i => i.GoodsName, (i, v) => i with { GoodsName = v }) { Import = Declare, Export = Declare },
        new("model", "MODEL", "Declaration elements", "规格型号", 255, i => i.Model, (i, v) => i with { Model = v }) { Import = Declare, Export = Declare },
        new("unit", "UNIT", "Unit traded", "成交计量单位", 3, i => i.Unit, (i, v) => i with { Unit = v }) { List = CodeLists.Units, Import = Declare, Export = Declare },
        new("total_price.currency_code", "CURRENCY", "Currency", "币制", 3, i => i.Currency, (i, v) => i with { Currency = v }) { List = CodeLists.Currencies, Import = Declare, Export = Declare },
        new("first_unit", "FIRST_UNIT", "First statutory unit", "法定第一计量单位", 3, i => i.FirstUnit, (i, v) => i with { FirstUnit = v }) { List = CodeLists.Units, Import = Declare, Export = Declare },
        new("second_unit", "SECOND_UNIT", "Second statutory unit", "法定第二计量单位", 3, i => i.SecondUnit, (i, v) => i with { SecondUnit = v }) { List = CodeLists.Units },
        new("origin_country", "ORIGIN_COUNTRY", "Country of origin", "原产国（地区）", 3, i => i.OriginCountry, (i, v) => i with { OriginCountry = v }) { List = CodeLists.Countries, Import = Declare, Export = Declare },
        new("destination_country", "DESTINATION_COUNTRY", "Country of final destination", "最终目的国（地区）", 3, i => i.DestinationCountry, (i, v) => i with { DestinationCountry = v }) { List = CodeLists.Countries, Import = Save, Export = Save },
        new("levy_mode", "LEVY_MODE", "Levy mode", "征免", 1, i => i.LevyMode, (i, v) => i with { LevyMode = v }) { List = CodeLists.LevyModes, Import = Declare, Export = Declare },
        new("district", "DISTRICT", "Domestic destination or source", "境内目的地/境内货源地", 5, i => i.District, (i, v) => i with { District = v }) { List = CodeLists.Districts, Import = Declare, Export = Declare },
        new("division", "DIVISION", "Administrative division", "目的地/产地行政区划代码", 8, i => i.Division, (i, v) => i with { Division = v }),
        new("article_number", "ARTICLE_NUMBER", "Article number", "货号", 30, i => i.ArticleNumber, (i, v) => i with { ArticleNumber = v }),
        new("quarantine_code", "QUARANTINE_CODE", "Inspection and quarantine suffix", "检验检疫名称代码", 3, i => i.QuarantineCode, (i, v) => i with { QuarantineCode = v }),
    ];

    /// <summary>Numbers.</summary>
    public static IReadOnlyList<Number> Numbers { get; } =
    [
        new("quantity", "QUANTITY", "Quantity traded", "成交数量", 5, i => i.Quantity, (i, v) => i with { Quantity = v }) { Import = Declare, Export = Declare },
        new("unit_price", "UNIT_PRICE", "Unit price", "单价", 4, i => i.UnitPrice, (i, v) => i with { UnitPrice = v }) { Import = Declare, Export = Declare },
        new("total_price", "TOTAL_PRICE", "Total price", "总价", 4, i => i.TotalPrice, (i, v) => i with { TotalPrice = v }) { Import = Declare, Export = Declare },
        new("first_quantity", "FIRST_QUANTITY", "First statutory quantity", "法定第一数量", 5, i => i.FirstQuantity, (i, v) => i with { FirstQuantity = v }) { Import = Declare, Export = Declare },
        new("second_quantity", "SECOND_QUANTITY", "Second statutory quantity", "法定第二数量", 5, i => i.SecondQuantity, (i, v) => i with { SecondQuantity = v }),
    ];

    /// <summary>The text field with a path, e.g. <c>commodity_code</c>.</summary>
    public static Text TextAt(string path) => Texts.Single(field => field.Path == path);
}

/// <summary>The fields of a container.</summary>
public static class ContainerFields
{
    /// <summary>Text fields.</summary>
    public static IReadOnlyList<Box> Texts { get; } =
    [
        new("number", "CONTAINER_NUMBER", "Container number", "集装箱号", 11, c => c.Number, (c, v) => c with { Number = v }) { Import = Save, Export = Save },
        new("specification", "CONTAINER_SPECIFICATION", "Container specification", "集装箱规格", 2, c => c.Specification, (c, v) => c with { Specification = v }) { List = CodeLists.ContainerSpecifications, Import = Declare, Export = Declare },
    ];

    /// <summary>Numbers.</summary>
    public static IReadOnlyList<BoxNumber> Numbers { get; } =
    [
        new("tare_weight", "TARE_WEIGHT", "Tare weight", "自重", 5, c => c.TareWeight, (c, v) => c with { TareWeight = v }),
        new("loaded_weight", "LOADED_WEIGHT", "Weight of container and goods", "箱货重量", 5, c => c.LoadedWeight, (c, v) => c with { LoadedWeight = v }),
    ];
}
