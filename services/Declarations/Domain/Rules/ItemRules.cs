using System.Text.RegularExpressions;
using Clearance.Declarations.Domain.Form;

namespace Clearance.Declarations.Domain.Rules;

/// <summary>Rules of the goods lines.</summary>
internal static partial class ItemRules
{
    private const string China = "CHN";

    internal static void Check(DeclarationForm form, FormReport report, bool declaring)
    {
        if (form.Items.Length > DeclarationForm.MaxItems)
        {
            report.Add("items", "ITEMS_TOO_MANY", $"A form holds {DeclarationForm.MaxItems} lines, this one has {form.Items.Length}.", $"商品项数超过{DeclarationForm.MaxItems}项。", "Split the goods over several forms.");
            return;
        }

        if (form.Items.IsEmpty && declaring)
        {
            report.Missing("items", "ITEMS", "At least one line of goods", "商品项");
        }

        for (var index = 0; index < form.Items.Length; index++)
        {
            var (item, at) = (form.Items[index], $"items[{index}].");
            report.Texts(ItemFields.Texts, item, at, form.Direction, declaring);
            report.Numbers(ItemFields.Numbers, item, at, form.Direction, declaring);
            Shape(item, index, at, report);
            if (declaring)
            {
                Quantities(item, at, report);
                Price(item, at, report);
                Destination(form, item, at, report);
                Weight(form, item, at, report);
            }
        }

        if (declaring)
        {
            WeightInAll(form, report);
        }
    }

    /// <summary>True for ten digits that begin with a chapter; whether the tariff has the code is another matter.</summary>
    internal static bool IsCommodityCode(string code) => CommodityShape().IsMatch(code);

    private static void Shape(GoodsItem item, int index, string at, FormReport report)
    {
        if (item.Number != index + 1)
        {
            report.Add($"{at}number", "ITEM_NUMBER_WRONG", $"The line at place {index + 1} has number {item.Number}.", "商品项号应从1开始连续编号。", $"Write {index + 1}.");
        }

        if (item.CommodityCode.Length is > 0 and <= 10 && !IsCommodityCode(item.CommodityCode))
        {
            report.Add($"{at}commodity_code", "COMMODITY_CODE_MALFORMED", "A commodity code has 10 digits and begins with a chapter from 01 to 97.", "商品编号应为10位数字，前两位为01至97章。", "Look it up in the tariff, e.g. 8482102000.");
        }

        if (item.Model.Length is > 0 and <= 255 && !ModelShape().IsMatch(item.Model))
        {
            report.Add($"{at}model", "MODEL_MALFORMED", "Declaration elements begin with brand type 0 to 4 and export preference 0 to 3, joined with '|'.", "规格型号应以品牌类型（0-4）和出口享惠情况（0-3）开头，用“|”分隔。", "Write it like 4|3|deep groove|ball bearing.");
        }

        if (item.Division.Length is > 0 and <= 8 && !DivisionShape().IsMatch(item.Division))
        {
            report.Add($"{at}division", "DIVISION_MALFORMED", "An administrative division has 6 digits.", "行政区划代码应为6位数字。", "Write it like 210213.");
        }

        if (item.QuarantineCode.Length is > 0 and <= 3 && !QuarantineShape().IsMatch(item.QuarantineCode))
        {
            report.Add($"{at}quarantine_code", "QUARANTINE_CODE_MALFORMED", "The suffix of the inspection and quarantine name has 3 digits.", "检验检疫名称代码后缀应为3位数字。", "Write it like 101.");
        }
    }

    private static void Quantities(GoodsItem item, string at, FormReport report)
    {
        if (item.SecondQuantity is null && item.SecondUnit.Length > 0)
        {
            report.Missing($"{at}second_quantity", "SECOND_QUANTITY", "Second statutory quantity", "法定第二数量");
        }
        else if (item.SecondQuantity is not null && item.SecondUnit.Length == 0)
        {
            report.Missing($"{at}second_unit", "SECOND_UNIT", "Second statutory unit", "法定第二计量单位");
        }

        if (item.Unit.Length > 0 && item.Unit == item.FirstUnit && item is { Quantity: > 0m, FirstQuantity: > 0m } && item.Quantity != item.FirstQuantity)
        {
            report.Add($"{at}first_quantity", "FIRST_QUANTITY_DIFFERS", "Unit traded and first statutory unit are the same, their quantities are not.", "成交单位与法定第一单位相同时数量应一致。", "Write the same quantity twice.");
        }
    }

    /// <summary>The unit price is rounded to its last decimal, so the total may differ by that much a unit, and by a cent in any case.</summary>
    private static void Price(GoodsItem item, string at, FormReport report)
    {
        if (item is not { Quantity: > 0m, UnitPrice: > 0m, TotalPrice: > 0m }
            || !FormReport.Fits(item.Quantity.Value, 5) || !FormReport.Fits(item.UnitPrice.Value, 4) || !FormReport.Fits(item.TotalPrice.Value, 4))
        {
            return;
        }

        var tolerance = Math.Max(0.0001m, 0.01m / item.Quantity.Value);
        if (Math.Abs((item.TotalPrice.Value / item.Quantity.Value) - item.UnitPrice.Value) > tolerance)
        {
            report.Add($"{at}total_price", "TOTAL_PRICE_MISMATCH", "Unit price times quantity is not the total price.", "单价与数量之积不等于总价。", "Compare the line with the invoice.");
        }
    }

    private static void Destination(DeclarationForm form, GoodsItem item, string at, FormReport report)
    {
        if (form.Direction == Direction.Import && item.DestinationCountry.Length > 0 && item.DestinationCountry != China)
        {
            report.Add($"{at}destination_country", "DESTINATION_COUNTRY_NOT_CHINA", "Imported goods have CHN as their final destination.", "进口货物的最终目的国应为中国。", "Write CHN.");
        }

        if (form.RecordNumber.Length > 0 && form.RecordNumber[0] != 'Z' && item.RecordItemNumber <= 0)
        {
            report.Missing($"{at}record_item_number", "RECORD_ITEM_NUMBER", "Number of the line in the record", "备案序号");
        }
    }

    private static void Weight(DeclarationForm form, GoodsItem item, string at, FormReport report)
    {
        if (Kilograms(item) is { } weight && weight > form.NetWeight && form.NetWeight > 0m)
        {
            report.Add($"{at}first_quantity", "ITEM_WEIGHT_ABOVE_NET", $"The line weighs {FormReport.Text(weight)} kg, the whole form {FormReport.Text(form.NetWeight.Value)} kg net.", "商品法定重量大于报关单净重。", "Compare with the packing list.");
        }
    }

    private static void WeightInAll(DeclarationForm form, FormReport report)
    {
        var weights = form.Items.Select(Kilograms).OfType<decimal>().Where(weight => weight <= form.NetWeight).ToArray();
        if (weights.Sum() > form.GrossWeight && form.GrossWeight > 0m)
        {
            report.Add("items", "ITEMS_WEIGHT_ABOVE_GROSS", "The lines together weigh more than the gross weight of the form.", "商品法定重量之和大于毛重。", "Compare with the packing list.");
        }
    }

    /// <summary>What a line weighs by its statutory quantities; null when they are no weights.</summary>
    private static decimal? Kilograms(GoodsItem item) =>
        Kilograms(item.FirstQuantity, item.FirstUnit) ?? Kilograms(item.SecondQuantity, item.SecondUnit);

    private static decimal? Kilograms(decimal? quantity, string unit) => quantity is > 0m && FormReport.Fits(quantity.Value, 5)
        ? unit switch
        {
            "035" => quantity,
            "070" => quantity * 1000m,
            "036" => quantity / 1000m,
            _ => null,
        }
        : null;

    [GeneratedRegex(@"^(0[1-9]|[1-8][0-9]|9[0-7])[0-9]{8}\z", RegexOptions.ExplicitCapture)]
    private static partial Regex CommodityShape();

    [GeneratedRegex(@"^[0-4]\|[0-3](\||$)", RegexOptions.ExplicitCapture)]
    private static partial Regex ModelShape();

    [GeneratedRegex(@"^[0-9]{6}\z", RegexOptions.ExplicitCapture)]
    private static partial Regex DivisionShape();

    [GeneratedRegex(@"^[0-9]{3}\z", RegexOptions.ExplicitCapture)]
    private static partial Regex QuarantineShape();
}
