using Clearance.Declarations.Domain.Form;
using Clearance.Declarations.Domain.Rules;
using Clearance.Kernel;

namespace Clearance.Declarations.Domain.Tests;

/// <summary>One defect a row: the form is refused with exactly that violation, and nothing is stored.</summary>
public sealed class FormRuleTests
{
    internal sealed record Defect(string Code, string Field, Func<DeclarationForm, DeclarationForm> Change, DeclarationForm? Base = null);

    private static readonly Party s_wrong = new("91210242MA0UAAAA1X", Forms.TraderCode, "示例");
    private static readonly DeclarationForm s_domestic = Forms.SeaImport with
    {
        Transport = new Transport("7", "", "", ""), TradeCountry = "CHN", TransitPort = "CHN000", DeparturePort = "CHN000", Containers = [],
    };

    internal static IReadOnlyList<Defect> Defects { get; } =
    [
        new("DIRECTION_REQUIRED", "direction", f => f with { Direction = null }),
        new("CUSTOMS_OFFICE_REQUIRED", "customs_office", f => f with { CustomsOffice = "" }),
        new("CUSTOMS_OFFICE_UNKNOWN", "customs_office", f => f with { CustomsOffice = "0999" }),
        new("ENTRY_OFFICE_UNKNOWN", "entry_office", f => f with { EntryOffice = "abcd" }),
        new("STORAGE_PLACE_TOO_LONG", "storage_place", f => f with { StoragePlace = new string('x', 101) }),
        new("STORAGE_PLACE_REQUIRED", "storage_place", f => f with { StoragePlace = "" }),
        new("REMARKS_MALFORMED", "remarks", f => f with { Remarks = "line\u0000" }),
        new("USCC_CHECK_DIGIT_WRONG", "owner.uscc", f => f with { Owner = s_wrong }),
        new("USCC_MALFORMED", "owner.uscc", f => f with { Owner = f.Owner with { Uscc = "91210242MA0UAAAA1O" } }),
        new("USCC_MALFORMED", "trader.uscc", f => f with { Trader = f.Trader with { Uscc = "123" } }),
        new("TRADER_USCC_REQUIRED", "trader.uscc", f => f with { Trader = f.Trader with { Uscc = "" } }),
        new("CUSTOMS_CODE_MALFORMED", "owner.customs_code", f => f with { Owner = f.Owner with { CustomsCode = "21024" } }),
        new("OVERSEAS_PARTY_NAME_REQUIRED", "overseas_party.name", f => f with { OverseasParty = OverseasParty.None }),
        new("TRANSPORT_MODE_UNKNOWN", "transport.mode", f => f with { Transport = f.Transport with { Mode = "?" } }),
        new("TRANSPORT_NAME_REQUIRED", "transport.name", f => f with { Transport = f.Transport with { Name = "" } }),
        new("VOYAGE_REQUIRED", "transport.voyage", f => f with { Transport = f.Transport with { Voyage = "" } }),
        new("BILL_OF_LADING_REQUIRED", "transport.bill_of_lading", f => f with { Transport = f.Transport with { BillOfLading = "" } }),
        new("BILL_OF_LADING_MALFORMED", "transport.bill_of_lading", f => f with { Transport = f.Transport with { BillOfLading = "A B" } }),
        new("VOYAGE_FORBIDDEN", "transport.voyage", f => f with { Transport = f.Transport with { Mode = "5" } }),
        new("VOYAGE_NOT_A_DAY", "transport.voyage", f => f with { Transport = f.Transport with { Mode = "3", Voyage = "20181332" } }),
        new("TRANSPORT_NAME_FORBIDDEN", "transport.name", f => f with { Transport = f.Transport with { Name = "TRUCK" } }, s_domestic),
        new("TRADE_COUNTRY_NOT_CHINA", "trade_country", f => f with { TradeCountry = "JPN" }, s_domestic),
        new("TRANSIT_PORT_NOT_CHINA", "transit_port", f => f with { TransitPort = "JPN570" }, s_domestic),
        new("SUPERVISION_MODE_UNKNOWN", "supervision_mode", f => f with { SupervisionMode = "0000" }),
        new("LEVY_NATURE_REQUIRED", "levy_nature", f => f with { LevyNature = "" }),
        new("LEVY_NATURE_UNKNOWN", "levy_nature", f => f with { LevyNature = "000" }),
        new("RECORD_NUMBER_REQUIRED", "record_number", f => f with { SupervisionMode = "0615" }),
        new("RECORD_NUMBER_MALFORMED", "record_number", f => (f with { RecordNumber = "c1" }).WithItem(i => i with { RecordItemNumber = 1 })),
        new("RECORD_ITEM_NUMBER_REQUIRED", "items[0].record_item_number", f => f with { RecordNumber = "C09068400123" }),
        new("RELATED_DECLARATION_NUMBER_MALFORMED", "related_declaration_number", f => f with { RelatedDeclarationNumber = "12" }),
        new("TRADE_COUNTRY_UNKNOWN", "trade_country", f => f with { TradeCountry = "JP1" }),
        new("TRANSIT_PORT_UNKNOWN", "transit_port", f => f with { TransitPort = "JPN999" }),
        new("DEPARTURE_PORT_REQUIRED", "departure_port", f => f with { DeparturePort = "" }),
        new("DEPARTURE_PORT_FORBIDDEN", "departure_port", f => f with { DeparturePort = "JPN570" }, Forms.SeaExport),
        new("ENTRY_PORT_MALFORMED", "entry_port", f => f with { EntryPort = "DALIAN" }),
        new("TERMS_UNKNOWN", "terms", f => f with { Terms = "9" }),
        new("FREIGHT_REQUIRED", "freight", f => f with { Freight = null }),
        new("FREIGHT_FORBIDDEN", "freight", f => f with { Terms = "2" }),
        new("INSURANCE_FORBIDDEN", "insurance", f => f with { Terms = "4" }),
        new("FREIGHT_FORBIDDEN", "freight", f => f with { Freight = new Charge("3", 1m, "USD") }, Forms.SeaExport),
        new("FREIGHT_MARK_UNKNOWN", "freight.mark", f => f with { Freight = new Charge("4", 1m, "USD") }),
        new("INSURANCE_MARK_UNKNOWN", "insurance.mark", f => f with { Insurance = new Charge("2", 1m, "USD") }),
        new("FREIGHT_AMOUNT_REQUIRED", "freight.amount", f => f with { Freight = new Charge("3", null, "USD") }),
        new("FREIGHT_AMOUNT_NOT_POSITIVE", "freight.amount", f => f with { Freight = new Charge("3", -5m, "USD") }),
        new("OTHER_CHARGES_AMOUNT_NOT_POSITIVE", "other_charges.amount", f => f with { OtherCharges = new Charge("3", 0m, "USD") }),
        new("FREIGHT_AMOUNT_OUT_OF_RANGE", "freight.amount", f => f with { Freight = new Charge("3", 1e20m, "USD") }),
        new("INSURANCE_RATE_TOO_HIGH", "insurance.amount", f => f with { Insurance = new Charge("1", 101m, "") }),
        new("INSURANCE_CURRENCY_FORBIDDEN", "insurance.currency", f => f with { Insurance = new Charge("1", 0.3m, "USD") }),
        new("FREIGHT_CURRENCY_REQUIRED", "freight.currency", f => f with { Freight = new Charge("3", 1m, "") }),
        new("FREIGHT_CURRENCY_UNKNOWN", "freight.currency", f => f with { Freight = new Charge("3", 1m, "XXX") }),
        new("PACKAGE_COUNT_REQUIRED", "package_count", f => f with { PackageCount = 0 }),
        new("PACKAGE_COUNT_OUT_OF_RANGE", "package_count", f => f with { PackageCount = -1 }),
        new("PACKAGE_COUNT_NOT_ONE", "package_count", f => f with { PackageKind = "00" }),
        new("PACKAGE_KIND_UNKNOWN", "package_kind", f => f with { PackageKind = "XX" }),
        new("PACKAGE_KIND_UNKNOWN", "other_packages[0].kind", f => f with { OtherPackages = [new OtherPackage("XX", 1)] }),
        new("OTHER_PACKAGE_COUNT_NOT_POSITIVE", "other_packages[0].count", f => f with { OtherPackages = [new OtherPackage("92", 0)] }),
        new("GROSS_WEIGHT_REQUIRED", "gross_weight", f => f with { GrossWeight = null }),
        new("GROSS_WEIGHT_OUT_OF_RANGE", "gross_weight", f => f with { GrossWeight = 1e15m }),
        new("GROSS_WEIGHT_TOO_FINE", "gross_weight", f => f with { GrossWeight = 5200.123456m }),
        new("NET_WEIGHT_NOT_POSITIVE", "net_weight", f => (f with { NetWeight = -1m }).WithItem(i => i with { SecondQuantity = null, SecondUnit = "" })),
        new("WEIGHT_BELOW_ONE", "net_weight", f => (f with { NetWeight = 0.5m }).WithItem(i => i with { SecondQuantity = null, SecondUnit = "" })),
        new("NET_WEIGHT_ABOVE_GROSS", "net_weight", f => f with { NetWeight = 5300m }),
        new("ITEM_WEIGHT_ABOVE_NET", "items[0].first_quantity", f => f.WithItem(i => i with { SecondQuantity = 5001m })),
        new("ITEMS_WEIGHT_ABOVE_GROSS", "items", f => f with { Items = [Forms.Bearings, Forms.Bearings with { Number = 2 }], Containers = [f.Containers[0] with { ItemNumbers = [1, 2] }] }),
        new("FORM_KIND_REQUIRED", "form_kind", f => f with { FormKind = "" }),
        new("SPECIAL_RELATIONSHIP_REQUIRED", "promises.special_relationship", f => f with { Promises = f.Promises with { SpecialRelationship = null } }),
        new("ROYALTY_PAID_REQUIRED", "promises.royalty_paid", f => f with { Promises = f.Promises with { RoyaltyPaid = null } }),
        new("PRICE_INFLUENCED_REQUIRED", "promises.price_influenced", f => f with { Promises = new Promises(true, null, false, null, null) }),
        new("PRICE_INFLUENCED_WITHOUT_RELATIONSHIP", "promises.price_influenced", f => f with { Promises = f.Promises with { PriceInfluenced = true } }),
        new("STATED_TAX_REQUIRED", "stated_tax", f => f with { SelfPayment = true }),
        new("STATED_TAX_FORBIDDEN", "stated_tax", f => f with { StatedTax = Money.Cny(1) }),
        new("STATED_TAX_NOT_YUAN", "stated_tax", f => f with { SelfPayment = true, StatedTax = new Money(1, "USD") }),
        new("STATED_TAX_NEGATIVE", "stated_tax", f => f with { SelfPayment = true, StatedTax = Money.Cny(-1) }),
        new("STATED_TAX_OUT_OF_RANGE", "stated_tax", f => f with { SelfPayment = true, StatedTax = Money.Cny(1.001m) }),
        new("GUARANTEE_REQUIRED", "security.guarantee", f => f with { Security = new Security("", [SecurityPurpose.Tax]) }),
        new("GUARANTEE_MALFORMED", "security.guarantee", f => f with { Security = new Security("bills/1", [SecurityPurpose.Tax]) }),
        new("SECURITY_PURPOSES_REQUIRED", "security.purposes", f => f with { Security = new Security("guarantees/1", []) }),
        new("DEPARTURE_DATE_IN_FUTURE", "departure_date", f => f with { DepartureDate = new DateOnly(2018, 10, 24) }),
        new("DEPARTURE_DATE_FORBIDDEN", "departure_date", f => f with { DepartureDate = new DateOnly(2018, 10, 1) }, Forms.SeaExport),
        new("ENTRY_DATE_FORBIDDEN", "entry_date", f => f with { EntryDate = new DateOnly(2018, 10, 1) }, Forms.SeaExport),
        new("ENTRY_DATE_BEFORE_DEPARTURE", "entry_date", f => f with { EntryDate = new DateOnly(2018, 10, 17) }),
        new("ENTRY_DATE_OUT_OF_RANGE", "entry_date", f => f with { EntryDate = new DateOnly(2020, 10, 17) }),
        new("ITEMS_REQUIRED", "items", f => f with { Items = [], Containers = [] }),
        new("ITEMS_TOO_MANY", "items", f => f with { Items = [.. Enumerable.Range(1, 51).Select(n => Forms.Bearings with { Number = n })], Containers = [] }),
        new("ITEM_NUMBER_WRONG", "items[0].number", f => f.WithItem(i => i with { Number = 2 })),
        new("COMMODITY_CODE_REQUIRED", "items[0].commodity_code", f => f.WithItem(i => i with { CommodityCode = "" })),
        new("COMMODITY_CODE_MALFORMED", "items[0].commodity_code", f => f.WithItem(i => i with { CommodityCode = "84821020" })),
        new("COMMODITY_CODE_MALFORMED", "items[0].commodity_code", f => f.WithItem(i => i with { CommodityCode = "9982102000" })),
        new("GOODS_NAME_REQUIRED", "items[0].goods_name", f => f.WithItem(i => i with { GoodsName = "" })),
        new("MODEL_MALFORMED", "items[0].model", f => f.WithItem(i => i with { Model = "深沟球轴承" })),
        new("QUANTITY_NOT_POSITIVE", "items[0].quantity", f => f.WithItem(i => i with { Quantity = 0m })),
        new("QUANTITY_TOO_FINE", "items[0].quantity", f => f.WithItem(i => i with { Quantity = 20000.000001m, FirstUnit = "007" })),
        new("QUANTITY_OUT_OF_RANGE", "items[0].quantity", f => f.WithItem(i => i with { Quantity = 1e20m, FirstUnit = "007" })),
        new("FIRST_QUANTITY_DIFFERS", "items[0].first_quantity", f => f.WithItem(i => i with { FirstQuantity = 19999m })),
        new("UNIT_UNKNOWN", "items[0].unit", f => f.WithItem(i => i with { Unit = "999" })),
        new("UNIT_PRICE_NOT_POSITIVE", "items[0].unit_price", f => f.WithItem(i => i with { UnitPrice = -2.5m })),
        new("UNIT_PRICE_TOO_FINE", "items[0].unit_price", f => f.WithItem(i => i with { UnitPrice = 2.50001m })),
        new("TOTAL_PRICE_NOT_POSITIVE", "items[0].total_price", f => f.WithItem(i => i with { TotalPrice = -1m })),
        new("TOTAL_PRICE_OUT_OF_RANGE", "items[0].total_price", f => f.WithItem(i => i with { TotalPrice = 1e18m })),
        new("TOTAL_PRICE_MISMATCH", "items[0].total_price", f => f.WithItem(i => i with { TotalPrice = 50010m })),
        new("CURRENCY_UNKNOWN", "items[0].total_price.currency_code", f => f.WithItem(i => i with { Currency = "XYZ" })),
        new("FIRST_QUANTITY_REQUIRED", "items[0].first_quantity", f => f.WithItem(i => i with { FirstQuantity = null })),
        new("SECOND_QUANTITY_REQUIRED", "items[0].second_quantity", f => f.WithItem(i => i with { SecondQuantity = null })),
        new("SECOND_UNIT_REQUIRED", "items[0].second_unit", f => f.WithItem(i => i with { SecondUnit = "" })),
        new("ORIGIN_COUNTRY_UNKNOWN", "items[0].origin_country", f => f.WithItem(i => i with { OriginCountry = "QQQ" })),
        new("DESTINATION_COUNTRY_NOT_CHINA", "items[0].destination_country", f => f.WithItem(i => i with { DestinationCountry = "JPN" })),
        new("LEVY_MODE_UNKNOWN", "items[0].levy_mode", f => f.WithItem(i => i with { LevyMode = "0" })),
        new("DISTRICT_UNKNOWN", "items[0].district", f => f.WithItem(i => i with { District = "00000" })),
        new("DIVISION_MALFORMED", "items[0].division", f => f.WithItem(i => i with { Division = "21" })),
        new("QUARANTINE_CODE_MALFORMED", "items[0].quarantine_code", f => f.WithItem(i => i with { QuarantineCode = "1" })),
        new("CONTAINER_NUMBER_MALFORMED", "containers[0].number", f => f.WithContainer(c => c with { Number = "EXM1234569" })),
        new("CONTAINER_CHECK_DIGIT_WRONG", "containers[0].number", f => f.WithContainer(c => c with { Number = "EXMU1234568" })),
        new("CONTAINER_REPEATED", "containers[1].number", f => f with { Containers = [f.Containers[0], f.Containers[0]] }),
        new("CONTAINERS_TOO_MANY", "containers", f => f with { Containers = [.. Enumerable.Repeat(f.Containers[0], 201)] }),
        new("CONTAINER_SPECIFICATION_UNKNOWN", "containers[0].specification", f => f.WithContainer(c => c with { Specification = "99" })),
        new("TARE_WEIGHT_NOT_POSITIVE", "containers[0].tare_weight", f => f.WithContainer(c => c with { TareWeight = -1m })),
        new("CONTAINER_ITEM_UNKNOWN", "containers[0].item_numbers", f => f.WithContainer(c => c with { ItemNumbers = [1, 2] })),
        new("ITEM_IN_NO_CONTAINER", "items[1].number", f => f with { Items = [f.Items[0] with { SecondQuantity = 2000m }, f.Items[0] with { Number = 2, SecondQuantity = 2000m }] }),
        new("LICENCE_CODE_UNKNOWN", "licences[0].code", f => f with { Licences = [new LicenceDocument("!", "1")] }),
        new("LICENCE_DOCUMENT_NUMBER_REQUIRED", "licences[0].number", f => f with { Licences = [new LicenceDocument("A", "")] }),
        new("LICENCE_DOCUMENT_NUMBER_TOO_LONG", "licences[0].number", f => f with { Licences = [new LicenceDocument("A", new string('1', 33))] }),
        new("LICENCE_REPEATED", "licences[1].number", f => f with { Licences = [new LicenceDocument("A", "1"), new LicenceDocument("A", "1")] }),
        new("LICENCE_CODE_REPEATED", "licences[1].code", f => f with { Licences = [new LicenceDocument("t", "1"), new LicenceDocument("t", "2")] }),
        new("LICENCES_TOO_MANY", "licences", f => f with { Licences = [.. Enumerable.Range(1, 101).Select(n => new LicenceDocument("A", $"{n}"))] }),
        new("DOCUMENT_CATEGORY_UNKNOWN", "attachments[2].category", f => f with { Attachments = f.Attachments.Add(new Attachment("99999999", "X", "")) }),
        new("DOCUMENT_REFERENCE_REQUIRED", "attachments[2].reference", f => f with { Attachments = f.Attachments.Add(new Attachment("00000002", "", "")) }),
        new("DOCUMENT_REFERENCE_TOO_LONG", "attachments[2].reference", f => f with { Attachments = f.Attachments.Add(new Attachment("00000002", new string('x', 65), "")) }),
        new("DOCUMENT_REPEATED", "attachments[2].reference", f => f with { Attachments = f.Attachments.Add(new Attachment("00000002", "A-BILL.pdf", "")) }),
        new("DOCUMENT_MISSING", "attachments", f => f with { Attachments = [f.Attachments[0]] }),
        new("DOCUMENT_MISSING", "attachments", f => f with { Licences = [new LicenceDocument("Y", "<14>C123456789")] }),
        new("REPLENISHMENT_NOT_AT_OFFICE", "customs_office", f => f with { CustomsOffice = "0908" }, Forms.AirWithoutInvoice),
        new("REPLENISHMENT_NOT_FOR_MODE", "transport.mode", f => f with { Transport = Forms.SeaImport.Transport }, Forms.AirWithoutInvoice),
        new("REPLENISHMENT_NOT_FOR_DISTRICT", "items[0].district", f => f.WithItem(i => i with { District = "21029" }), Forms.AirWithoutInvoice),
    ];

    public static TheoryData<int, string> Rows() => new(Defects.Select((defect, index) => new TheoryDataRow<int, string>(index, defect.Code)));

    [Theory]
    [MemberData(nameof(Rows))]
    public void One_defect_is_refused_with_that_defect(int index, string code)
    {
        var defect = Defects[index];
        var world = World.WithFirms();

        var refusal = world.Lodge(defect.Change(defect.Base ?? Forms.SeaImport));

        Assert.NotNull(refusal);
        Assert.Equal("FORM_INVALID", refusal.Reason);
        var violation = Assert.Single(refusal.Violations);
        Assert.Equal((code, $"declaration.{defect.Field}"), (violation.Code, violation.Field));
        Assert.NotEmpty(violation.Text);
        Assert.NotEmpty(violation.Suggestion);
        Assert.NotEmpty(violation.TextZh!);
        Assert.Contains(RuleBook.All, rule => rule.Label == violation.Rule);
        Assert.Empty(world.Declarations);
        Assert.Empty(world.Serials);
    }

    [Fact]
    public void Every_defect_of_a_form_comes_back_at_once()
    {
        var refusal = World.WithFirms().Lodge(Forms.SeaImport with
        {
            CustomsOffice = "0999", GrossWeight = -1m, Attachments = [], Owner = s_wrong, Items = [Forms.Bearings with { CommodityCode = "1" }],
        });

        Assert.Equal(
            ["COMMODITY_CODE_MALFORMED", "CUSTOMS_OFFICE_UNKNOWN", "DOCUMENT_MISSING", "DOCUMENT_MISSING", "GROSS_WEIGHT_NOT_POSITIVE", "USCC_CHECK_DIGIT_WRONG"],
            refusal!.Violations.Select(violation => violation.Code).Where(code => code is not ("NET_WEIGHT_ABOVE_GROSS" or "ITEMS_WEIGHT_ABOVE_GROSS")).Order());
    }

    [Fact]
    public void The_right_forms_are_accepted()
    {
        foreach (var form in (DeclarationForm[])[Forms.SeaImport, Forms.SeaExport, Forms.AirWithoutInvoice, s_domestic])
        {
            var world = World.WithFirms();
            Assert.Null(world.Lodge(form));
            Assert.Equal(DeclarationState.Accepted, world.Declaration.State);
        }
    }

    [Fact]
    public void A_draft_may_lack_what_only_declaring_needs()
    {
        var world = World.WithFirms();

        Assert.Null(world.Save(new DeclarationForm { Direction = Direction.Import, CustomsOffice = "0906", Declarant = Forms.SeaImport.Declarant }));

        Assert.Equal(DeclarationState.Draft, world.Declaration.State);
        Assert.Equal("I20180000000000001", world.Declaration.UnifiedNumber);
    }

    [Fact]
    public void A_draft_with_a_wrong_code_is_refused()
    {
        var refusal = World.WithFirms().Save(new DeclarationForm { Direction = Direction.Import, CustomsOffice = "0999", Declarant = Forms.SeaImport.Declarant });

        Assert.Equal("CUSTOMS_OFFICE_UNKNOWN", Assert.Single(refusal!.Violations).Code);
    }

    [Fact]
    public void What_the_edge_could_not_read_is_said_once()
    {
        var world = World.WithFirms();
        var malformed = new Violation("declaration.gross_weight", "NUMBER_MALFORMED", "x", "y");

        var refusal = world.Tell(new LodgeDeclaration(World.Key, Forms.SeaImport with { GrossWeight = null }, [malformed]));

        Assert.Equal([malformed], refusal!.Violations);
    }
}
