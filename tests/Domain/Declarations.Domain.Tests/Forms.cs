using Clearance.Declarations.Domain.Form;

namespace Clearance.Declarations.Domain.Tests;

/// <summary>Made-up forms that are right in every respect.</summary>
internal static class Forms
{
    public const string Trader = "91210242MA0UAAAA1Y";
    public const string Agent = "91210242MA0UBBBB2P";
    public const string TraderCode = "2102460001";
    public const string AgentCode = "2102980002";

    /// <summary>Ball bearings by sea, declared by an agent: the form of the sample message.</summary>
    public static DeclarationForm SeaImport { get; } = new()
    {
        Direction = Direction.Import,
        CustomsOffice = "0906",
        EntryOffice = "0908",
        Trader = new Party(Trader, TraderCode, "示例进口有限公司"),
        Owner = new Party(Trader, TraderCode, "示例进口有限公司"),
        Declarant = new Party(Agent, AgentCode, "示例报关有限公司"),
        DeclarantPerson = "示例",
        OverseasParty = new OverseasParty("NO", "EXAMPLE BEARINGS CO., LTD.", "", ""),
        Transport = new Transport("2", "EXAMPLE STAR", "018W", "EXMPL2018100001"),
        SupervisionMode = "0110",
        LevyNature = "101",
        ContractNumber = "EX-2018-001",
        TradeCountry = "JPN",
        TradingCountry = "JPN",
        TransitPort = "JPN570",
        DeparturePort = "JPN570",
        EntryPort = "210201",
        StoragePlace = "DAYAOWAN CT YARD",
        Terms = "3",
        Freight = new Charge("3", 1200m, "USD"),
        Insurance = new Charge("1", 0.3m, ""),
        PackageCount = 20,
        PackageKind = "22",
        GrossWeight = 5200m,
        NetWeight = 5000m,
        FormKind = "M",
        Marks = "N/M",
        Promises = new Promises(false, false, false, null, null),
        DepartureDate = new DateOnly(2018, 10, 18),
        Items = [Bearings],
        Containers = [new Container { Number = "EXMU1234569", Specification = "21", TareWeight = 2200m, LoadedWeight = 5200m, ItemNumbers = [1] }],
        Attachments = [new Attachment("00000001", "A-INVOICE.pdf", "invoice.pdf"), new Attachment("00000003", "A-BILL.pdf", "bill.pdf")],
        ClientReference = "EX2018102300000001",
    };

    /// <summary>A day on which forms are declared in two steps.</summary>
    public static DateTimeOffset SummaryTime { get; } = new(2020, 3, 2, 1, 0, 0, TimeSpan.Zero);

    /// <summary>The same goods in 2020, first step: what a summary needs and no more.</summary>
    public static DeclarationForm Summary { get; } = new()
    {
        Summary = true,
        Direction = Direction.Import,
        CustomsOffice = "0906",
        Trader = SeaImport.Trader,
        Declarant = SeaImport.Declarant,
        Transport = SeaImport.Transport,
        SupervisionMode = "0110",
        Terms = "1",
        GrossWeight = 5200m,
        Promises = new Promises(false, false, false, null, null),
        Items =
        [
            new GoodsItem
            {
                Number = 1, CommodityCode = "8482102000", GoodsName = "深沟球轴承", DestinationCountry = "CHN", TotalPrice = 50000m, Currency = "USD",
                FirstQuantity = 20000m, FirstUnit = "006", SecondQuantity = 5000m, SecondUnit = "035", OriginCountry = "JPN", LevyMode = "1",
            },
        ],
    };

    /// <summary>The second step of it.</summary>
    public static DeclarationForm Whole { get; } = SeaImport with { Terms = "1", Freight = null, Insurance = null, DepartureDate = new DateOnly(2020, 2, 25) };

    /// <summary>One line of the sample.</summary>
    public static GoodsItem Bearings => new()
    {
        Number = 1,
        CommodityCode = "8482102000",
        GoodsName = "深沟球轴承",
        Model = "4|3|深沟球轴承|滚珠",
        Quantity = 20000m,
        Unit = "006",
        UnitPrice = 2.5m,
        TotalPrice = 50000m,
        Currency = "USD",
        FirstQuantity = 20000m,
        FirstUnit = "006",
        SecondQuantity = 5000m,
        SecondUnit = "035",
        OriginCountry = "JPN",
        DestinationCountry = "CHN",
        LevyMode = "1",
        District = "21024",
        Division = "210213",
    };

    /// <summary>Machine parts by sea to Korea, declared by the exporter itself.</summary>
    public static DeclarationForm SeaExport { get; } = SeaImport with
    {
        Direction = Direction.Export,
        Declarant = new Party(Trader, TraderCode, "示例进口有限公司"),
        TradeCountry = "KOR",
        TradingCountry = "KOR",
        TransitPort = "KOR003",
        DeparturePort = "",
        StoragePlace = "",
        Terms = "3",
        Freight = null,
        Insurance = null,
        Promises = Promises.None,
        DepartureDate = null,
        Items = [Bearings with { OriginCountry = "CHN", DestinationCountry = "KOR" }],
        Attachments = [],
    };

    /// <summary>Air cargo of a certified firm whose invoice follows later.</summary>
    public static DeclarationForm AirWithoutInvoice { get; } = SeaImport with
    {
        CustomsOffice = "0902",
        EntryOffice = "0902",
        Transport = new Transport("5", "NH903", "", "20512345675_HAWB01"),
        Containers = [],
        Attachments = [new Attachment("00000003", "A-WAYBILL.pdf", "waybill.pdf")],
        Security = new Security("guarantees/01k9", [SecurityPurpose.Tax, SecurityPurpose.Documents]),
    };

    /// <summary>The form with its first line changed.</summary>
    public static DeclarationForm WithItem(this DeclarationForm form, Func<GoodsItem, GoodsItem> change) =>
        form with { Items = form.Items.SetItem(0, change(form.Items[0])) };

    /// <summary>The form with its first container changed.</summary>
    public static DeclarationForm WithContainer(this DeclarationForm form, Func<Container, Container> change) =>
        form with { Containers = form.Containers.SetItem(0, change(form.Containers[0])) };
}
