using System.Collections.Immutable;
using Clearance.Declarations.Domain.Form;

namespace Clearance.Declarations.Generated;

/// <summary>A way to spoil a valid form in exactly one respect.</summary>
/// <param name="Code">The violation that must come of it, and no other.</param>
/// <param name="Path">Path below <c>declaration</c>; a star stands for the index that the form gives.</param>
/// <param name="Spoil">The spoiled form; null where this form has not what it takes.</param>
internal sealed record Defect(string Code, string Path, Func<DeclarationForm, DeclarationForm?> Spoil)
{
    /// <summary>Defects of every field that the catalogue knows as a text or number, and of the rules across fields.</summary>
    public static ImmutableArray<Defect> All { get; } =
    [
        .. HeaderFields.Texts.SelectMany(field => OfText(field, field.Path, form => form, (_, changed) => changed)),
        .. ItemFields.Texts.SelectMany(field => OfText(field, $"items[*].{field.Path}", Last, WithLast)),
        .. ContainerFields.Texts.SelectMany(field => OfText(field, $"containers[0].{field.Path}", First, (form, box) => form with { Containers = form.Containers.SetItem(0, box) })),
        .. RowFields.Attachments.SelectMany(field => OfText(field, $"attachments[2].{field.Path}", form => form.Transport.Mode == "4" ? null : form.Attachments[2], (form, file) => form with { Attachments = form.Attachments.SetItem(2, file) })),
        .. HeaderFields.Numbers.SelectMany(field => OfNumber(field, field.Path, form => form, (_, changed) => changed)),
        .. ItemFields.Numbers.SelectMany(field => OfNumber(field, $"items[*].{field.Path}", Last, WithLast)),
        .. AcrossFields,
        .. OfTheTariff,
    ];

    private static IEnumerable<Defect> AcrossFields =>
    [
        new("NET_WEIGHT_ABOVE_GROSS", "net_weight", form => form with { NetWeight = form.GrossWeight + 1m }),
        new("GROSS_WEIGHT_TOO_FINE", "gross_weight", form => form with { GrossWeight = form.GrossWeight + 0.1234567m }),
        new("NET_WEIGHT_TOO_FINE", "net_weight", form => form with { NetWeight = form.NetWeight - 0.1234567m }),
        new("PACKAGE_COUNT_REQUIRED", "package_count", form => form with { PackageCount = 0 }),
        new("PACKAGE_COUNT_OUT_OF_RANGE", "package_count", form => form with { PackageCount = -1 }),
        new("ENTERPRISE_NOT_REGISTERED", "trader.uscc", form => form with { Trader = form.Trader with { Uscc = "913101206306054344" } }),
        new("USCC_CHECK_DIGIT_WRONG", "owner.uscc", form => form with { Owner = form.Owner with { Uscc = "91210242MA0UAAAA1W" } }),
        new("USCC_MALFORMED", "owner.uscc", form => form with { Owner = form.Owner with { Uscc = "9121" } }),
        new("CUSTOMS_CODE_MALFORMED", "owner.customs_code", form => form with { Owner = form.Owner with { CustomsCode = "21" } }),
        new("CUSTOMS_CODE_MISMATCH", "trader.customs_code", form => form with { Trader = form.Trader with { CustomsCode = "2102460009" } }),
        new("SPECIAL_RELATIONSHIP_REQUIRED", "promises.special_relationship", form => Imports(form, f => f with { Promises = f.Promises with { SpecialRelationship = null } })),
        new("ROYALTY_PAID_REQUIRED", "promises.royalty_paid", form => Imports(form, f => f with { Promises = f.Promises with { RoyaltyPaid = null } })),
        new("DEPARTURE_DATE_IN_FUTURE", "departure_date", form => Imports(form, f => f with { DepartureDate = new DateOnly(2018, 12, 1) })),
        new("ENTRY_DATE_BEFORE_DEPARTURE", "entry_date", form => Imports(form, f => f with { EntryDate = new DateOnly(2018, 10, 1) })),
        new("ENTRY_DATE_FORBIDDEN", "entry_date", form => form.Direction == Direction.Export ? form with { EntryDate = new DateOnly(2018, 10, 25) } : null),
        new("STATED_TAX_REQUIRED", "stated_tax", form => form with { SelfPayment = true }),
        new("RECORD_NUMBER_MALFORMED", "record_number", form => form with { RecordNumber = "Z1" }),
        new("RELATED_DECLARATION_NUMBER_MALFORMED", "related_declaration_number", form => form with { RelatedDeclarationNumber = "12" }),
        new("ENTRY_PORT_MALFORMED", "entry_port", form => form with { EntryPort = "DALIAN" }),
        new("FREIGHT_MARK_UNKNOWN", "freight.mark", form => form.Freight is { } freight ? form with { Freight = freight with { Mark = "4" } } : null),
        new("FREIGHT_AMOUNT_NOT_POSITIVE", "freight.amount", form => form.Freight is { } freight ? form with { Freight = freight with { Amount = 0m } } : null),
        new("FREIGHT_CURRENCY_UNKNOWN", "freight.currency", form => form.Freight is { } freight ? form with { Freight = freight with { Currency = "XXX" } } : null),
        new("INSURANCE_CURRENCY_FORBIDDEN", "insurance.currency", form => form.Insurance is { } insurance ? form with { Insurance = insurance with { Currency = "USD" } } : null),
        new("FREIGHT_FORBIDDEN", "freight", form => form is { Direction: Direction.Import, Terms: "1" } ? form with { Freight = new Charge("3", 1m, "USD") } : null),
        new("FREIGHT_REQUIRED", "freight", form => form is { Direction: Direction.Import, Terms: "3" } ? form with { Freight = null } : null),
        new("BILL_OF_LADING_MALFORMED", "transport.bill_of_lading", form => form.Transport.BillOfLading.Length > 0 ? form with { Transport = form.Transport with { BillOfLading = "A B" } } : null),
        new("VOYAGE_REQUIRED", "transport.voyage", form => form.Transport.Mode == "2" ? form with { Transport = form.Transport with { Voyage = "" } } : null),
        new("VOYAGE_NOT_A_DAY", "transport.voyage", form => form.Transport.Mode == "3" ? form with { Transport = form.Transport with { Voyage = "20181332" } } : null),
        new("TRADE_COUNTRY_NOT_CHINA", "trade_country", form => form.Transport.Mode == "7" ? form with { TradeCountry = "JPN" } : null),
        new("DOCUMENT_MISSING", "attachments", form => Imports(form, f => f with { Attachments = f.Attachments.RemoveAt(0) })),
        new("DOCUMENT_REPEATED", "attachments[3].reference", form => form with { Attachments = form.Attachments.Add(form.Attachments[0]) }),
        new("LICENCE_REPEATED", "licences[*].number", form => form with { Licences = form.Licences.Add(form.Licences[^1]) }),
        new("LICENCE_CODE_UNKNOWN", "licences[*].code", form => form with { Licences = form.Licences.Add(new LicenceDocument("?", "1")) }),
        new("LICENCE_CODE_NOT_IN_FORCE", "licences[*].code", form => form with { Licences = form.Licences.Add(new LicenceDocument("w", "1")) }),
        new("OTHER_PACKAGE_COUNT_NOT_POSITIVE", "other_packages[0].count", form => form with { OtherPackages = [new OtherPackage("22", 0)] }),
        new("CONTAINER_CHECK_DIGIT_WRONG", "containers[0].number", form => form.Containers.IsEmpty ? null : form with { Containers = form.Containers.SetItem(0, form.Containers[0] with { Number = "EXMU1234560" }) }),
        new("CONTAINER_ITEM_UNKNOWN", "containers[0].item_numbers", form => form.Containers.IsEmpty ? null : form with { Containers = form.Containers.SetItem(0, form.Containers[0] with { ItemNumbers = form.Containers[0].ItemNumbers.Add(99) }) }),
        new("CONTAINER_ITEMS_REQUIRED", "containers[0].item_numbers", form => form.Containers.Length < 2 ? null : form with { Containers = form.Containers.SetItem(0, form.Containers[0] with { ItemNumbers = [] }) }),
        new("ITEM_IN_NO_CONTAINER", "items[*].number", form => form.Containers.Length == 1 && form.Items.Length > 1 ? form with { Containers = [form.Containers[0] with { ItemNumbers = form.Containers[0].ItemNumbers[..^1] }] } : null),
        new("ITEMS_REQUIRED", "items", form => form.Containers.IsEmpty && form.Licences.Length == 1 ? form with { Items = [] } : null),
        new("ITEM_NUMBER_WRONG", "items[*].number", form => WithLast(form, Last(form) with { Number = 77 })),
        new("TOTAL_PRICE_MISMATCH", "items[*].total_price", form => WithLast(form, Last(form) with { TotalPrice = (Last(form).TotalPrice * 2m) + 1m })),
        new("MODEL_MALFORMED", "items[*].model", form => WithLast(form, Last(form) with { Model = "no elements" })),
        new("DIVISION_MALFORMED", "items[*].division", form => WithLast(form, Last(form) with { Division = "21" })),
        new("DESTINATION_COUNTRY_NOT_CHINA", "items[*].destination_country", form => Imports(form, f => WithLast(f, Last(f) with { DestinationCountry = "JPN" }))),
        new("ITEM_WEIGHT_ABOVE_NET", "items[*].first_quantity", form => Last(form).FirstUnit == "035" ? WithLast(form, Last(form) with { FirstQuantity = form.NetWeight + 1m }) : null),
    ];

    /// <summary>Defects that only the tariff shows.</summary>
    public static IEnumerable<Defect> OfTheTariff =>
    [
        new("COMMODITY_CODE_UNKNOWN", "items[*].commodity_code", form => Needs(form, Last(form)) ? null : WithLast(form, Last(form) with { CommodityCode = "8482999999" })),
        new("FIRST_UNIT_WRONG", "items[*].first_unit", form => WithLast(form, Last(form) with { FirstUnit = "142", Unit = "007" })),
        new("SECOND_UNIT_WRONG", "items[*].second_unit", form => Last(form).SecondUnit.Length > 0 ? WithLast(form, Last(form) with { SecondUnit = "142" }) : null),
        new("SECOND_QUANTITY_REQUIRED", "items[*].second_quantity", form => Last(form).SecondUnit.Length > 0 ? WithLast(form, Last(form) with { SecondUnit = "", SecondQuantity = null }) : null),
        new("SECOND_UNIT_FORBIDDEN", "items[*].second_unit", form => Last(form).SecondUnit.Length == 0 ? WithLast(form, Last(form) with { SecondUnit = "142", SecondQuantity = 1m }) : null),
        new("LICENCE_MISSING", "licences", form => form.Licences is [{ Code: not "4" }, _] ? form with { Licences = form.Licences.RemoveAt(0) } : null),
        new("LICENCE_NUMBER_REQUIRED", "licence_number", form => form.LicenceNumber.Length > 0 ? form with { LicenceNumber = "" } : null),
        new("LICENCE_NUMBER_MISMATCH", "licence_number", form => form.LicenceNumber.Length > 0 ? form with { LicenceNumber = "OTHER" } : null),
        new("PURPOSE_REQUIRED", "items[*].quarantine.purpose", form => Needs(form, Last(form)) && Last(form).Quarantine is { } goods ? WithLast(form, Last(form) with { Quarantine = goods with { Purpose = "" } }) : null),
        new("GOODS_ATTRIBUTE_REQUIRED", "items[*].quarantine.attributes", form => Needs(form, Last(form)) && Last(form).Quarantine is { } goods ? WithLast(form, Last(form) with { Quarantine = goods with { Attributes = [] } }) : null),
        new("GOODS_ATTRIBUTE_UNKNOWN", "items[*].quarantine.attributes[0]", form => Last(form).Quarantine is { Attributes.Length: > 0 } goods ? WithLast(form, Last(form) with { Quarantine = goods with { Attributes = ["98"] } }) : null),
        new("UN_NUMBER_REQUIRED", "items[*].quarantine.dangerous_goods.un_number", form => Needs(form, Last(form)) && Last(form).Quarantine is { } goods ? WithLast(form, Last(form) with { Quarantine = goods with { Attributes = ["31"] } }) : null),
        new("PORT_AUTHORITY_REQUIRED", "quarantine.port_authority", form => form.Quarantine is { AcceptAuthority.Length: > 0 } block && form.Items.Any(item => Needs(form, item)) ? form with { Quarantine = block with { PortAuthority = "" } } : null),
        new("DEPARTURE_DATE_REQUIRED", "departure_date", form => Imports(form, f => f.Items.Any(item => Needs(f, item)) ? f with { DepartureDate = null } : null!)),
    ];

    private static IEnumerable<Defect> OfText<T>(TextField<T> field, string path, Func<DeclarationForm, T?> read, Func<DeclarationForm, T, DeclarationForm> write)
        where T : class
    {
        DeclarationForm? Spoiled(DeclarationForm form, string value, bool only) => only && read(form) is { } record ? write(form, field.Write(record, value)) : null;
        yield return new Defect($"{field.Code}_TOO_LONG", path, form => Spoiled(form, new string('X', field.MaxLength + 1), field.NeedFor(form.Direction) != Need.Never && !Joins(field.Path, form)));
        yield return new Defect($"{field.Code}_FORBIDDEN", path, form => Spoiled(form, "X", field.NeedFor(form.Direction) == Need.Never));
        yield return new Defect($"{field.Code}_REQUIRED", path, form => Spoiled(form, "", field.NeedFor(form.Direction) is Need.Declare or Need.Save && !Joins(field.Path, form)));
        if (field.List is not null)
        {
            yield return new Defect($"{field.Code}_UNKNOWN", path, form => Spoiled(form, "~", field.NeedFor(form.Direction) != Need.Never && !Joins(field.Path, form)));
        }
        else if (field.MaxLength > 2)
        {
            yield return new Defect($"{field.Code}_MALFORMED", path, form => Spoiled(form, "a\tb", field.NeedFor(form.Direction) != Need.Never && !Joins(field.Path, form)));
        }
    }

    private static IEnumerable<Defect> OfNumber<T>(NumberField<T> field, string path, Func<DeclarationForm, T?> read, Func<DeclarationForm, T, DeclarationForm> write)
        where T : class
    {
        // A weight of the form that is too fine has defects of its own, since it must not fall below the other one.
        var fine = field.Path is "gross_weight" or "net_weight" ? [] : new (decimal?, string)[] { (1.1234567m, "TOO_FINE") };
        foreach (var (value, suffix) in ((decimal?, string)[])[(0m, "NOT_POSITIVE"), (-1m, "NOT_POSITIVE"), (1e16m, "OUT_OF_RANGE"), (null, "REQUIRED"), .. fine])
        {
            yield return new Defect($"{field.Code}_{suffix}", path, form =>
                read(form) is { } record && field.Read(record) is not null
                && (value is not null || field.Path != "second_quantity") ? write(form, field.Write(record, value)) : null);
        }
    }

    /// <summary>Fields whose change another field has to follow, so that one change makes more than one defect.</summary>
    private static bool Joins(string path, DeclarationForm form) => path switch
    {
        "quarantine.related_number" or "quarantine.related_reason" or "quarantine.dangerous_goods.un_number" or "transport.mode" or "record_number" => true,
        "quarantine.bill_of_lading" => form.Transport.Mode != "2",
        "licence_number" => form.LicenceNumber.Length > 0,
        "transport.name" or "transport.voyage" => form.Transport.Mode is "7" or "5" or "3",
        "transport.bill_of_lading" => form.Transport.Mode == "7",
        "trader.uscc" or "declarant.uscc" => false,
        "category" or "commodity_code" => true,
        "second_unit" => Last(form).SecondUnit.Length == 0,
        _ => false,
    };

    private static bool Needs(DeclarationForm form, GoodsItem item) =>
        FormGenerator.Tariff.GetValueOrDefault(item.CommodityCode) is { Conditions.Length: > 0 } terms
        && terms.Conditions.Contains(form.Direction == Direction.Import ? 'A' : 'B', StringComparison.Ordinal);

    private static DeclarationForm? Imports(DeclarationForm form, Func<DeclarationForm, DeclarationForm> change) => form.Direction == Direction.Import ? change(form) : null;

    private static GoodsItem Last(DeclarationForm form) => form.Items[^1];

    private static Container? First(DeclarationForm form) => form.Containers.IsEmpty ? null : form.Containers[0];

    private static DeclarationForm WithLast(DeclarationForm form, GoodsItem item) => form with { Items = form.Items.SetItem(form.Items.Length - 1, item) };
}
