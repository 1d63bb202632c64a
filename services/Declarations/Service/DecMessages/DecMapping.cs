using System.Collections.Immutable;
using Clearance.Declarations.Domain.Form;

namespace Clearance.Declarations.DecMessages;

/// <summary>
/// Which element of a message is which field of the form. The spellings (DistinatePort, EntyPortCode, PromiseItmes, GrossWet, EdocRealation)
/// are those of the message.
/// </summary>
internal static class DecMapping
{
    /// <summary>Text elements of DecHead, and the fields that they fill.</summary>
    public static IReadOnlyDictionary<string, string> Head { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["CustomMaster"] = "customs_office", ["IEPort"] = "entry_office", ["ManualNo"] = "record_number", ["ContrNo"] = "contract_number",
        ["TradeCode"] = "trader.customs_code", ["TradeCoScc"] = "trader.uscc", ["TradeName"] = "trader.name",
        ["OwnerCode"] = "owner.customs_code", ["OwnerCodeScc"] = "owner.uscc", ["OwnerName"] = "owner.name",
        ["AgentCode"] = "declarant.customs_code", ["AgentCodeScc"] = "declarant.uscc", ["AgentName"] = "declarant.name",
        ["DeclareName"] = "declarant_person", ["TrafMode"] = "transport.mode", ["TrafName"] = "transport.name", ["BillNo"] = "transport.bill_of_lading",
        ["TradeMode"] = "supervision_mode", ["CutMode"] = "levy_nature", ["LicenseNo"] = "licence_number", ["TradeCountry"] = "trade_country",
        ["DistinatePort"] = "transit_port", ["TransMode"] = "terms", ["WrapType"] = "package_kind", ["TradeAreaCode"] = "trading_country",
        ["EntyPortCode"] = "entry_port", ["GoodsPlace"] = "storage_place", ["DespPortCode"] = "departure_port", ["EntryType"] = "form_kind",
        ["NoteS"] = "remarks", ["MarkNo"] = "marks",
    };

    /// <summary>Text elements of DecFreeTxt.</summary>
    public static IReadOnlyDictionary<string, string> FreeText { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["VoyNo"] = "transport.voyage", ["RelId"] = "related_declaration_number", ["RelManNo"] = "related_record_number",
        ["BonNo"] = "bonded_place", ["CusFie"] = "yard_code",
    };

    /// <summary>Text elements of DecList. The two countries change places on export.</summary>
    public static IReadOnlyDictionary<string, string> Line { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["CodeTS"] = "commodity_code", ["GName"] = "goods_name", ["GModel"] = "model", ["GUnit"] = "unit", ["TradeCurr"] = "total_price.currency_code",
        ["FirstUnit"] = "first_unit", ["SecondUnit"] = "second_unit", ["OriginCountry"] = "origin_country", ["DestinationCountry"] = "destination_country",
        ["DutyMode"] = "levy_mode", ["DistrictCode"] = "district", ["DestCode"] = "division", ["ExgNo"] = "article_number", ["CiqCode"] = "quarantine_code",
    };

    public static DeclarationForm FormOf(DecElement message, DecElement head, DecValues values)
    {
        var form = Fill(new DeclarationForm(), head, Head, HeaderFields.TextAt);
        form = message.Child("DecFreeTxt") is { } free ? Fill(form, free, FreeText, HeaderFields.TextAt) : form;
        form = Numbers(form, head, values) with
        {
            ClientReference = Text(message.Child("DecSign"), "ClientSeqNo"),
            Containers = Rows(message, "DecContainers", "Container", (row, index) => ContainerOf(row, index, values)),
            Licences = Rows(message, "DecLicenseDocus", "LicenseDocu", (row, _) => new LicenceDocument(Text(row, "DocuCode"), Text(row, "CertCode"))),
            OtherPackages = Rows(message, "DecOtherPacks", "DecOtherPack", (row, index) =>
                new OtherPackage(Text(row, "PackType"), values.Integer(Text(row, "PackQty"), $"other_packages[{index}].count"))),
            Attachments = [.. message.All("EdocRealation").Select(row => new Attachment(Text(row, "EdocCode"), Text(row, "EdocID"), Text(row, "EdocCopId")))],
        };
        return form with { Items = Rows(message, "DecLists", "DecList", (row, index) => ItemOf(row, index, form.Direction, values)) };
    }

    private static DeclarationForm Numbers(DeclarationForm form, DecElement head, DecValues values)
    {
        var export = Text(head, "IEFlag") == "E";
        var side = export ? "OverseasConsignee" : "OverseasConsignor";
        var answers = Text(head, "PromiseItmes");
        return form with
        {
            Direction = Text(head, "IEFlag") switch
            {
                "I" => Direction.Import,
                "E" => Direction.Export,
                "" => null,
                _ => values.Wrong<Direction>("direction", "VALUE_UNKNOWN", "IEFlag is neither I nor E.", "进出口标志应为I或E。", "Write I for import, E for export."),
            },
            OverseasParty = new OverseasParty(Text(head, $"{side}Code"), Text(head, $"{side}Ename"), Text(head, $"{side}Cname"), Text(head, $"{side}Addr")),
            Freight = ChargeOf(head, "Fee", "freight", values),
            Insurance = ChargeOf(head, "Insur", "insurance", values),
            OtherCharges = ChargeOf(head, "Other", "other_charges", values),
            PackageCount = values.Integer(Text(head, "PackNo"), "package_count"),
            GrossWeight = values.Number(Text(head, "GrossWet"), "gross_weight"),
            NetWeight = values.Number(Text(head, "NetWt"), "net_weight"),
            EntryDate = values.Day(Text(head, "IEDate"), "entry_date"),
            DepartureDate = values.Day(Text(head, "DespDate"), "departure_date"),
            Promises = new Promises(
                values.Answer(answers, 0, "promises.special_relationship"),
                values.Answer(answers, 1, "promises.price_influenced"),
                values.Answer(answers, 2, "promises.royalty_paid"),
                values.Answer(answers, 3, "promises.formula_price"),
                values.Answer(answers, 4, "promises.provisional_price")),
        };
    }

    private static Charge? ChargeOf(DecElement head, string prefix, string path, DecValues values)
    {
        var (mark, rate, currency) = (Text(head, $"{prefix}Mark"), Text(head, $"{prefix}Rate"), Text(head, $"{prefix}Curr"));
        return mark.Length + rate.Length + currency.Length == 0 ? null : new Charge(mark, values.Number(rate, $"{path}.amount"), currency);
    }

    private static GoodsItem ItemOf(DecElement row, int index, Direction? direction, DecValues values)
    {
        var at = $"items[{index}].";
        var item = Fill(new GoodsItem(), row, Line, ItemFields.TextAt) with
        {
            Number = values.Integer(Text(row, "GNo"), $"{at}number"),
            Quantity = values.Number(Text(row, "GQty"), $"{at}quantity"),
            UnitPrice = values.Number(Text(row, "DeclPrice"), $"{at}unit_price"),
            TotalPrice = values.Number(Text(row, "DeclTotal"), $"{at}total_price"),
            FirstQuantity = values.Number(Text(row, "FirstQty"), $"{at}first_quantity"),
            SecondQuantity = values.Number(Text(row, "SecondQty"), $"{at}second_quantity"),
            RecordItemNumber = values.Integer(Text(row, "ContrItem"), $"{at}record_item_number"),
        };
        return direction == Direction.Export
            ? item with { OriginCountry = item.DestinationCountry, DestinationCountry = item.OriginCountry }
            : item;
    }

    private static Container ContainerOf(DecElement row, int index, DecValues values)
    {
        var at = $"containers[{index}].";
        return new Container
        {
            Number = Text(row, "ContainerId"),
            Specification = Text(row, "ContainerMd"),
            TareWeight = values.Number(Text(row, "ContainerWt"), $"{at}tare_weight"),
            LoadedWeight = values.Number(Text(row, "GoodsContaWt"), $"{at}loaded_weight"),
            LessThanContainerLoad = Text(row, "LclFlag") == "1",
            ItemNumbers = [.. Text(row, "GoodsNo").Split([',', ';'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
                .Select(number => values.Integer(number, $"{at}item_numbers"))],
        };
    }

    private static T Fill<T>(T record, DecElement row, IReadOnlyDictionary<string, string> map, Func<string, TextField<T>> field) =>
        row.Children.Where(child => child.Text.Length > 0).Aggregate(
            record, (filled, child) => map.TryGetValue(child.Name, out var path) ? field(path).Write(filled, child.Text) : filled);

    private static ImmutableArray<T> Rows<T>(DecElement message, string list, string row, Func<DecElement, int, T> map) =>
        [.. message.Child(list)?.All(row).Select(map) ?? []];

    private static string Text(DecElement? row, string name) => row?.Child(name)?.Text ?? string.Empty;
}
