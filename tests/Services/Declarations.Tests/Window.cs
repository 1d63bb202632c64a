using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Clearance.Contracts.Declaration.V1;
using Clearance.Kernel;
using Clearance.Testing;
using Google.Protobuf;
using Microsoft.Extensions.Time.Testing;

namespace Clearance.Declarations.Tests;

/// <summary>The service in a real host with two firms registered, as a client sees it.</summary>
public sealed class Window : IAsyncLifetime
{
    private readonly IReadOnlyDictionary<string, string?> _settings = new Dictionary<string, string?>(StringComparer.Ordinal);

    /// <summary>On SQLite.</summary>
    public Window()
    {
    }

    /// <summary>With settings on top, e.g. another database.</summary>
    internal Window(IReadOnlyDictionary<string, string?> settings) => _settings = settings;

    public const string Trader = "91210242MA0UAAAA1Y";
    public const string Agent = "91210242MA0UBBBB2P";
    public const string Stranger = "91210242MA0UCCCC3G";
    public const string Unmandated = "91310000757598390P";
    public const string UnmandatedCode = "3100960001";
    public const string Certified = "91210242MA0UDDDD49";

    public ServiceApp App { get; private set; } = null!;

    /// <summary>Where receipts of the trader fall.</summary>
    public string Receipts { get; } = Directory.CreateTempSubdirectory("clearance-receipts-").FullName;

    public DeclarationService.DeclarationServiceClient AsAgent => new(App.Grpc(Roles.Declarant, Agent));
    public DeclarationService.DeclarationServiceClient AsTrader => new(App.Grpc(Roles.Declarant, Trader));
    public DeclarationService.DeclarationServiceClient AsStranger => new(App.Grpc(Roles.Declarant, Stranger));
    public DeclarationService.DeclarationServiceClient AsOfficer => new(App.Grpc(Roles.Officer));
    public EnterpriseService.EnterpriseServiceClient Register => new(App.Grpc(Roles.Operator));
    public HttpClient Rest => App.Http(Roles.Declarant, Agent);

    /// <summary>Folder of the repository.</summary>
    public static string Root { get; } = FindRoot();

    public async ValueTask InitializeAsync()
    {
        Directory.CreateDirectory(Path.Combine(Receipts, Trader));
        App = await StartAsync(
            new FakeTimeProvider(new DateTimeOffset(2018, 10, 23, 1, 0, 0, TimeSpan.Zero)),
            new Dictionary<string, string?>(_settings, StringComparer.Ordinal) { ["Declarations:ReceiptFolder"] = Receipts });
        await Register.CreateEnterpriseAsync(new CreateEnterpriseRequest
        {
            Enterprise = new Enterprise { Uscc = Unmandated, CustomsCode = UnmandatedCode, DisplayName = "示例无委托有限公司" },
        });
        foreach (var firm in JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(Root, "tests/Samples/enterprises.json")))!.AsArray())
        {
            using var created = await App.Http(Roles.Operator).PostAsJsonAsync("/v1/enterprises", firm!["enterprise"]);
            created.EnsureSuccessStatusCode();
            var uscc = firm["enterprise"]!["uscc"]!.GetValue<string>();
            foreach (var mandate in firm["mandates"]?.AsArray() ?? [])
            {
                using var granted = await App.Http(Roles.Declarant, uscc).PostAsJsonAsync($"/v1/enterprises/{uscc}:grantMandate", mandate);
                granted.EnsureSuccessStatusCode();
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        await App.DisposeAsync();
        Directory.Delete(Receipts, recursive: true);
    }

    /// <summary>One process of the service, without firms.</summary>
    internal static Task<ServiceApp> StartAsync(TimeProvider time, IReadOnlyDictionary<string, string?> settings) => ServiceApp.StartAsync(
        services => services.AddDeclarations(), routes => routes.MapDeclarations(), new ServiceAppSettings
        {
            Time = time,
            Configuration = new Dictionary<string, string?>(settings, StringComparer.Ordinal)
            {
                ["Webhooks:PermittedHosts:0"] = "127.0.0.1",
                ["Webhooks:TimeoutSeconds"] = settings.GetValueOrDefault("Webhooks:TimeoutSeconds", "5"),
            },
        });

    /// <summary>A form that is right, with a waybill of its own.</summary>
    public static Declaration Form(string bill = "EXMPL2018100001") => new()
    {
        Direction = Direction.Import,
        CustomsOffice = "0906",
        EntryOffice = "0908",
        Trader = new Party { Uscc = Trader, CustomsCode = "2102460001", Name = "示例进口有限公司" },
        Owner = new Party { Uscc = Trader, CustomsCode = "2102460001", Name = "示例进口有限公司" },
        Declarant = new Party { Uscc = Agent, CustomsCode = "2102980002", Name = "示例报关有限公司" },
        OverseasParty = new OverseasParty { Code = "NO", Name = "EXAMPLE BEARINGS CO., LTD." },
        Transport = new Transport { Mode = "2", Name = "EXAMPLE STAR", Voyage = "018W", BillOfLading = bill },
        SupervisionMode = "0110",
        LevyNature = "101",
        TradeCountry = "JPN",
        TradingCountry = "JPN",
        TransitPort = "JPN570",
        DeparturePort = "JPN570",
        EntryPort = "210201",
        StoragePlace = "DAYAOWAN CT YARD",
        Terms = "3",
        Freight = new Charge { Mark = "3", Amount = new Google.Type.Decimal { Value = "1200" }, Currency = "USD" },
        PackageCount = 20,
        PackageKind = "22",
        GrossWeight = new Google.Type.Decimal { Value = "5200" },
        NetWeight = new Google.Type.Decimal { Value = "5000" },
        FormKind = "M",
        Promises = new Promises { SpecialRelationship = Promises.Types.Answer.No, PriceInfluenced = Promises.Types.Answer.No, RoyaltyPaid = Promises.Types.Answer.No },
        Items = { Line(1) },
        Attachments =
        {
            new Attachment { Category = "00000001", Reference = "A-INVOICE.pdf", FileName = "invoice.pdf" },
            new Attachment { Category = "00000003", Reference = "A-BILL.pdf", FileName = "bill.pdf" },
        },
    };

    /// <summary>A goods line.</summary>
    public static GoodsItem Line(int number) => new()
    {
        Number = number,
        CommodityCode = "8482102000",
        GoodsName = "深沟球轴承",
        Model = "4|3|深沟球轴承|滚珠",
        Quantity = new Google.Type.Decimal { Value = "100" },
        Unit = "006",
        UnitPrice = new Google.Type.Decimal { Value = "2.5" },
        TotalPrice = new Google.Type.Money { CurrencyCode = "USD", Units = 250 },
        FirstQuantity = new Google.Type.Decimal { Value = "100" },
        FirstUnit = "006",
        SecondQuantity = new Google.Type.Decimal { Value = "50" },
        SecondUnit = "035",
        OriginCountry = "JPN",
        DestinationCountry = "CHN",
        LevyMode = "1",
        District = "21024",
        Division = "210213",
    };

    /// <summary>Air cargo of a certified firm, without its invoice.</summary>
    public static Declaration AirWithoutInvoice(string bill)
    {
        var form = Form(bill);
        form.CustomsOffice = "0902";
        form.EntryOffice = "0902";
        form.Trader = new Party { Uscc = Certified, CustomsCode = "2102430004", Name = "示例医药进口有限公司" };
        form.Owner = form.Trader;
        form.Transport = new Transport { Mode = "5", Name = "NH903", BillOfLading = bill };
        form.Attachments.RemoveAt(0);
        form.Security = new Security { Guarantee = "guarantees/01k9", Purposes = { Security.Types.Purpose.Documents } };
        return form;
    }

    public Task<Declaration> LodgeAsync(Declaration form) => AsAgent.LodgeDeclarationAsync(new LodgeDeclarationRequest { Declaration = form }).ResponseAsync;

    /// <summary>Posts bytes as they are.</summary>
    public static HttpContent Raw(string text, string type = "application/xml") => Raw(Encoding.UTF8.GetBytes(text), type);

    public static HttpContent Raw(byte[] bytes, string type)
    {
        var content = new ByteArrayContent(bytes);
        content.Headers.ContentType = new(type);
        return content;
    }

    /// <summary>A form as the JSON that transcoding takes.</summary>
    public static JsonNode Json(IMessage message) => JsonNode.Parse(JsonFormatter.Default.Format(message))!;

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Clearance.sln")))
        {
            folder = folder.Parent!;
        }

        return folder.FullName;
    }
}
