using System.Collections.Immutable;
using Clearance.Declarations.Domain.Form;

namespace Clearance.Declarations.DecMessages;

/// <summary>
/// A message as a form. Texts go by <see cref="DecTables"/>; here is what is more than a text: numbers, days, flags, lists, and the
/// fields that change places on export.
/// </summary>
internal static class DecMapping
{
    public static DeclarationForm FormOf(DecElement message, DecElement head, DecValues values)
    {
        var form = new DeclarationForm().Filled(head, DecTables.Head)
            .Filled(message.Child("DecFreeTxt"), DecTables.FreeText)
            .Filled(message.Child("DecMarkLobs")?.Child("DecMarkLob") ?? message.Child("DecMarkLob"), DecTables.MarksFile);
        form = Quarantined(message, head, Numbers(form, head, values), values) with
        {
            ClientReference = Text(message.Child("DecSign"), "ClientSeqNo"),
            Containers = Rows(message, "DecContainers", "Container", (row, index) => ContainerOf(row, index, values)),
            Licences = Rows(message, "DecLicenseDocus", "LicenseDocu", (row, _) => new LicenceDocument("", "").Filled(row, DecTables.Licence)),
            OtherPackages = Rows(message, "DecOtherPacks", "DecOtherPack", (row, index) =>
                new OtherPackage("", values.Integer(Text(row, "PackQty"), $"other_packages[{index}].count")).Filled(row, DecTables.OtherPackage)),
            Attachments = [.. message.All("EdocRealation").Select(row => new Attachment("", "", "").Filled(row, DecTables.Attachment))],
        };
        return form with { Items = Rows(message, "DecLists", "DecList", (row, index) => ItemOf(row, index, form.Direction, values)) };
    }

    private static DeclarationForm Quarantined(DecElement message, DecElement head, DeclarationForm form, DecValues values)
    {
        var block = (form.Quarantine ?? new Quarantine()) with
        {
            OriginalContainer = Text(head, "OrigBoxFlag") == "1",
            SpecialBusiness = [.. Text(head, "SpecDeclFlag").Select((flag, index) => (flag, index)).Where(at => at.flag == '1').Select(at => $"{at.index + 1}")],
            Qualifications = Rows(message, "DecCopLimits", "DecCopLimit", (row, _) => new Qualification("", "").Filled(row, DecTables.Qualification)),
            Users = Rows(message, "DecUsers", "DecUser", (row, _) => new UsingUnit("", "").Filled(row, DecTables.User)),
            Certificates = Rows(message, "DecRequestCerts", "DecRequestCert", (row, index) => new RequestedCertificate(
                "",
                values.Integer(Text(row, "ApplOri"), $"quarantine.certificates[{index}].originals"),
                values.Integer(Text(row, "ApplCopyQuan"), $"quarantine.certificates[{index}].copies")).Filled(row, DecTables.Certificate)),
            DischargeDate = values.Day(Text(head, "CmplDschrgDt"), "quarantine.discharge_date"),
        };
        var given = form.Quarantine is not null || block.OriginalContainer || block.DischargeDate is not null
            || block.SpecialBusiness.Length + block.Qualifications.Length + block.Users.Length + block.Certificates.Length > 0;
        return form with { Quarantine = given ? block : null };
    }

    private static DeclarationForm Numbers(DeclarationForm form, DecElement head, DecValues values)
    {
        var export = Text(head, "IEFlag") == "E";
        var side = export ? "OverseasConsignee" : "OverseasConsignor";
        var answers = Text(head, "PromiseItmes");
        var type = Text(head, "Type");
        return form with
        {
            Direction = Text(head, "IEFlag") switch
            {
                "I" => Direction.Import,
                "E" => Direction.Export,
                "" => null,
                _ => values.Wrong<Direction>("direction", "VALUE_UNKNOWN", "IEFlag is neither I nor E.", "进出口标志应为I或E。", "Write I for import, E for export."),
            },
            OverseasParty = new OverseasParty(
                Text(head, $"{side}Code"), Text(head, $"{side}Ename"), Text(head, "OverseasConsignorCname"), Text(head, "OverseasConsignorAddr")),
            // Two letters for the kind, blank for an ordinary form; a Z behind them is the firm's word to pay what it computes itself.
            DeclarationKind = type.Length > 1 && type[..2].Trim() is { Length: > 0 } kind ? kind : null,
            SelfPayment = type == "Z" || (type.Length > 2 && type[2] == 'Z'),
            SuretyRelease = Text(head, "ChkSurety") == "1" ? true : null,
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
        var item = new GoodsItem().Filled(row, DecTables.Line) with
        {
            Number = values.Integer(Text(row, "GNo"), $"{at}number"),
            Quantity = values.Number(Text(row, "GQty"), $"{at}quantity"),
            UnitPrice = values.Number(Text(row, "DeclPrice"), $"{at}unit_price"),
            TotalPrice = values.Number(Text(row, "DeclTotal"), $"{at}total_price"),
            FirstQuantity = values.Number(Text(row, "FirstQty"), $"{at}first_quantity"),
            SecondQuantity = values.Number(Text(row, "SecondQty"), $"{at}second_quantity"),
            RecordItemNumber = values.Integer(Text(row, "ContrItem"), $"{at}record_item_number"),
            RecordVersion = Text(row, "ExgVersion").Length == 0 ? null : values.Integer(Text(row, "ExgVersion"), $"{at}record_version"),
        };
        item = Quarantined(row, at, item, values);
        return direction == Direction.Export
            ? item with { OriginCountry = item.DestinationCountry, DestinationCountry = item.OriginCountry }
            : item;
    }

    private static GoodsItem Quarantined(DecElement row, string at, GoodsItem item, DecValues values)
    {
        var attributes = Text(row, "GoodsAttr").Split([',', ';'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var permits = Rows(row, "DecGoodsLimits", "DecGoodsLimit", (permit, index) => PermitOf(permit, $"{at}quarantine.permits[{index}].", values));
        var harmless = Text(row, "NoDangFlag") == "1";
        if (item.Quarantine is null && attributes.Length + permits.Length == 0 && !harmless)
        {
            return item;
        }

        var block = item.Quarantine ?? new GoodsQuarantine();
        return item with
        {
            Quarantine = block with
            {
                Attributes = [.. attributes],
                Permits = permits,
                DangerousGoods = harmless ? (block.DangerousGoods ?? new DangerousGoods()) with { NotDangerous = true } : block.DangerousGoods,
            },
        };
    }

    private static Permit PermitOf(DecElement row, string at, DecValues values) => new Permit().Filled(row, DecTables.Permit) with
    {
        Quantity = values.Number(Text(row, "LicWrtofQty"), $"{at}quantity"),
        Vehicles = [.. row.All("DecGoodsLimitVin").Select(vehicle => new Vehicle().Filled(vehicle, DecTables.Vehicle))],
    };

    private static Container ContainerOf(DecElement row, int index, DecValues values)
    {
        var at = $"containers[{index}].";
        return new Container().Filled(row, DecTables.Container) with
        {
            TareWeight = values.Number(Text(row, "ContainerWt"), $"{at}tare_weight"),
            LoadedWeight = values.Number(Text(row, "GoodsContaWt"), $"{at}loaded_weight"),
            LessThanContainerLoad = Text(row, "LclFlag") == "1",
            ItemNumbers = [.. Text(row, "GoodsNo").Split([',', ';'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
                .Select(number => values.Integer(number, $"{at}item_numbers"))],
        };
    }

    private static ImmutableArray<T> Rows<T>(DecElement message, string list, string row, Func<DecElement, int, T> map) =>
        [.. message.Child(list)?.All(row).Select(map) ?? []];

    private static string Text(DecElement? row, string name) => row?.Child(name)?.Text ?? string.Empty;
}
