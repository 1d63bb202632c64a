using System.Collections.Immutable;
using Clearance.Declarations.Domain.Form;
using Clearance.Hosting;
using Clearance.Kernel;
using Contract = Clearance.Contracts.Declaration.V1;
using WireDate = Google.Type.Date;
using WireDecimal = Google.Type.Decimal;
using WireMoney = Google.Type.Money;

namespace Clearance.Declarations.Grpc;

/// <summary>Reads a form from the wire. What is no number, day or known enum value becomes a violation, and the field counts as empty.</summary>
internal sealed class FormReader
{
    private const int MostViolations = 1000;
    private readonly List<Violation> _malformed = [];

    private FormReader()
    {
    }

    /// <summary>The form, and what could not be read.</summary>
    public static (DeclarationForm Form, ImmutableArray<Violation> Malformed) Read(Contract.Declaration? wire)
    {
        var reader = new FormReader();
        var form = reader.FormOf(wire ?? new Contract.Declaration());
        return (form, [.. reader._malformed]);
    }

    private DeclarationForm FormOf(Contract.Declaration wire) => Papers(wire, Header(wire)) with
    {
        Items = [.. wire.Items.Select(ItemOf)],
        Containers = [.. wire.Containers.Select(ContainerOf)],
        Promises = PromisesOf(wire.Promises),
        Freight = ChargeOf(wire.Freight, "freight"),
        Insurance = ChargeOf(wire.Insurance, "insurance"),
        OtherCharges = ChargeOf(wire.OtherCharges, "other_charges"),
        Security = SecurityOf(wire.Security),
    };

    private DeclarationForm Header(Contract.Declaration wire) => new()
    {
        Direction = wire.Direction switch
        {
            Contract.Direction.Unspecified => null,
            Contract.Direction.Import => Direction.Import,
            Contract.Direction.Export => Direction.Export,
            _ => Unknown<Direction>("direction"),
        },
        CustomsOffice = Text(wire.CustomsOffice),
        EntryOffice = Text(wire.EntryOffice),
        Trader = PartyOf(wire.Trader),
        Owner = PartyOf(wire.Owner),
        Declarant = PartyOf(wire.Declarant),
        DeclarantPerson = Text(wire.DeclarantPerson),
        OverseasParty = wire.OverseasParty is { } overseas
            ? new OverseasParty(Text(overseas.Code), Text(overseas.Name), Text(overseas.ChineseName), Text(overseas.Address))
            : OverseasParty.None,
        Transport = wire.Transport is { } transport
            ? new Transport(Text(transport.Mode), Text(transport.Name), Text(transport.Voyage), Text(transport.BillOfLading))
            : Transport.None,
        SupervisionMode = Text(wire.SupervisionMode),
        LevyNature = Text(wire.LevyNature),
        LicenceNumber = Text(wire.LicenceNumber),
        RecordNumber = Text(wire.RecordNumber),
        ContractNumber = Text(wire.ContractNumber),
        TradeCountry = Text(wire.TradeCountry),
        TradingCountry = Text(wire.TradingCountry),
        TransitPort = Text(wire.TransitPort),
        DeparturePort = Text(wire.DeparturePort),
        EntryPort = Text(wire.EntryPort),
        StoragePlace = Text(wire.StoragePlace),
        Terms = Text(wire.Terms),
        PackageCount = wire.PackageCount,
        PackageKind = Text(wire.PackageKind),
        GrossWeight = Number(wire.GrossWeight, "gross_weight"),
        NetWeight = Number(wire.NetWeight, "net_weight"),
        FormKind = Text(wire.FormKind),
        Marks = Text(wire.Marks),
        Remarks = Text(wire.Remarks),
        SelfPayment = wire.SelfPayment,
        StatedTax = Amount(wire.StatedTax, "stated_tax") is { } tax ? new Money(tax, Text(wire.StatedTax.CurrencyCode)) : null,
        EntryDate = Day(wire.EntryDate, "entry_date"),
        DepartureDate = Day(wire.DepartureDate, "departure_date"),
        ClientReference = Text(wire.ClientReference),
        RelatedDeclarationNumber = Text(wire.RelatedDeclarationNumber),
        RelatedRecordNumber = Text(wire.RelatedRecordNumber),
        BondedPlace = Text(wire.BondedPlace),
        YardCode = Text(wire.YardCode),
        DeclarationKind = QuarantineMapping.Given(wire.DeclarationKind),
        SuretyRelease = wire.SuretyRelease ? true : null,
        Summary = wire.Summary ? true : null,
        ListKind = QuarantineMapping.Given(wire.ListKind),
        MarksFile = wire.MarksFile is { } file ? new MarksFile(Text(file.Name), Text(file.Kind)) : null,
        Quarantine = QuarantineMapping.Read(wire.Quarantine, Day(wire.Quarantine?.DischargeDate, "quarantine.discharge_date")),
    };

    private static DeclarationForm Papers(Contract.Declaration wire, DeclarationForm form) => form with
    {
        OtherPackages = [.. wire.OtherPackages.Select(package => new OtherPackage(Text(package.Kind), package.Count))],
        Licences = [.. wire.Licences.Select(licence => new LicenceDocument(Text(licence.Code), Text(licence.Number)))],
        Attachments = [.. wire.Attachments.Select(QuarantineMapping.Read)],
    };

    private GoodsItem ItemOf(Contract.GoodsItem item, int index)
    {
        var at = $"items[{index}].";
        return new GoodsItem
        {
            Number = item.Number,
            CommodityCode = Text(item.CommodityCode),
            GoodsName = Text(item.GoodsName),
            Model = Text(item.Model),
            Quantity = Number(item.Quantity, $"{at}quantity"),
            Unit = Text(item.Unit),
            UnitPrice = Number(item.UnitPrice, $"{at}unit_price"),
            TotalPrice = Amount(item.TotalPrice, $"{at}total_price"),
            Currency = Text(item.TotalPrice?.CurrencyCode),
            FirstQuantity = Number(item.FirstQuantity, $"{at}first_quantity"),
            FirstUnit = Text(item.FirstUnit),
            SecondQuantity = Number(item.SecondQuantity, $"{at}second_quantity"),
            SecondUnit = Text(item.SecondUnit),
            OriginCountry = Text(item.OriginCountry),
            DestinationCountry = Text(item.DestinationCountry),
            LevyMode = Text(item.LevyMode),
            District = Text(item.District),
            Division = Text(item.Division),
            RecordItemNumber = item.RecordItemNumber,
            ArticleNumber = Text(item.ArticleNumber),
            QuarantineCode = Text(item.QuarantineCode),
            RecordVersion = item.RecordVersion == 0 ? null : item.RecordVersion,
            OriginRegion = QuarantineMapping.Given(item.OriginRegion),
            Quarantine = item.Quarantine is null ? null : QuarantineMapping.Read(item.Quarantine, (quantity, permit) => Number(quantity, $"{at}quarantine.permits[{permit}].quantity")),
        };
    }

    private Container ContainerOf(Contract.Container container, int index) => new()
    {
        Number = Text(container.Number),
        Specification = Text(container.Specification),
        TareWeight = Number(container.TareWeight, $"containers[{index}].tare_weight"),
        LoadedWeight = Number(container.LoadedWeight, $"containers[{index}].loaded_weight"),
        LessThanContainerLoad = container.LessThanContainerLoad,
        ItemNumbers = [.. container.ItemNumbers],
    };

    private static Party PartyOf(Contract.Party? party) =>
        party is null ? Party.None : new Party(Text(party.Uscc), Text(party.CustomsCode), Text(party.Name)) { QuarantineCode = QuarantineMapping.Given(party.QuarantineCode) };

    private Charge? ChargeOf(Contract.Charge? charge, string path) =>
        charge is null ? null : new Charge(Text(charge.Mark), Number(charge.Amount, $"{path}.amount"), Text(charge.Currency));

    private Promises PromisesOf(Contract.Promises? promises) => promises is null
        ? Promises.None
        : new Promises(
            AnswerOf(promises.SpecialRelationship, "promises.special_relationship"),
            AnswerOf(promises.PriceInfluenced, "promises.price_influenced"),
            AnswerOf(promises.RoyaltyPaid, "promises.royalty_paid"),
            AnswerOf(promises.FormulaPrice, "promises.formula_price"),
            AnswerOf(promises.ProvisionalPrice, "promises.provisional_price"));

    private bool? AnswerOf(Contract.Promises.Types.Answer answer, string path) => answer switch
    {
        Contract.Promises.Types.Answer.Unspecified => null,
        Contract.Promises.Types.Answer.Yes => true,
        Contract.Promises.Types.Answer.No => false,
        _ => Unknown<bool>(path),
    };

    private Security? SecurityOf(Contract.Security? security)
    {
        if (security is null)
        {
            return null;
        }

        var purposes = new List<SecurityPurpose>();
        foreach (var purpose in security.Purposes)
        {
            SecurityPurpose? known = purpose switch
            {
                Contract.Security.Types.Purpose.Tax => SecurityPurpose.Tax,
                Contract.Security.Types.Purpose.Documents => SecurityPurpose.Documents,
                _ => Unknown<SecurityPurpose>("security.purposes"),
            };
            if (known is { } value && !purposes.Contains(value))
            {
                purposes.Add(value);
            }
        }

        return new Security(Text(security.Guarantee), [.. purposes]);
    }

    private static string Text(string? text) => text?.Trim() ?? string.Empty;

    private decimal? Number(WireDecimal? number, string path) => number switch
    {
        null or { Value: "" } => null,
        _ => number.ToKernel() ?? Malformed<decimal>(path, "NUMBER_MALFORMED", "Not a number that can be told exactly.", "不是有效数字。", "Write digits with a point, e.g. 1234.5; no exponent, no group signs."),
    };

    private decimal? Amount(WireMoney? money, string path) => money switch
    {
        null => null,
        _ when Math.Abs((long)money.Nanos) >= 1_000_000_000L || Math.Sign(money.Units) * Math.Sign(money.Nanos) < 0 =>
            Malformed<decimal>(path, "MONEY_MALFORMED", "Units and nanos do not make an amount.", "金额格式错误。", "Nanos are below 1,000,000,000 and have the sign of units."),
        _ => money.Units + (money.Nanos / 1_000_000_000m),
    };

    private DateOnly? Day(WireDate? date, string path) => date switch
    {
        null or { Year: 0, Month: 0, Day: 0 } => null,
        _ => date.ToKernel() ?? Malformed<DateOnly>(path, "DATE_MALFORMED", "Not a day of the calendar.", "日期无效。", "Give year, month and day of a day that exists."),
    };

    private T? Unknown<T>(string path)
        where T : struct => Malformed<T>(path, "VALUE_UNKNOWN", "Not a value of this field.", "取值无效。", "Use one of the values of the contract.");

    private T? Malformed<T>(string path, string code, string text, string textZh, string suggestion)
        where T : struct
    {
        if (_malformed.Count < MostViolations)
        {
            _malformed.Add(new Violation($"declaration.{path}", code, text, suggestion) { TextZh = textZh, Rule = "SHAPE/1" });
        }

        return null;
    }
}
