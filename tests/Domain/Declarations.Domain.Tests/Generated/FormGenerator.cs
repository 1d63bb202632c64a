using System.Collections.Immutable;
using System.Globalization;
using Clearance.Declarations.Domain.Codes;
using Clearance.Declarations.Domain.Form;
using Clearance.Declarations.Domain.Rules;

namespace Clearance.Declarations.Generated;

/// <summary>Makes random valid forms from the catalogue: the same seed makes the same forms.</summary>
internal sealed class FormGenerator(int seed)
{
    public const string Trader = "91210242MA0UAAAA1Y";
    public const string Agent = "91210242MA0UBBBB2P";
    /// <summary>A code that the tariff has not; the last of it.</summary>
    public const string UnknownCode = "8482999999";

    private static readonly DateOnly s_day = new(2018, 10, 23);

    /// <summary>Fields that other rules shape, or that the generator gives itself.</summary>
    private static readonly HashSet<string> s_shaped = new(StringComparer.Ordinal)
    {
        "record_number", "related_declaration_number", "quarantine.related_number", "quarantine.related_reason", "quarantine.bill_of_lading", "licence_number",
        "quarantine.dangerous_goods.un_number", "quarantine.dangerous_goods.name", "transport.name", "transport.voyage", "transport.bill_of_lading",
        "second_unit", "quarantine_code", "division", "owner.customs_code",
    };

    /// <summary>Regimes that ask for a record.</summary>
    private static readonly string[] s_recorded = ["0214", "0245", "0255", "0615", "0644", "0654"];

    private readonly Random _dice = new(seed);

    /// <summary>The tariff that the forms are made for: one and two units, inspection, certificates.</summary>
    public static IReadOnlyDictionary<string, TariffTerms?> Tariff { get; } = new Dictionary<string, TariffTerms?>(StringComparer.Ordinal)
    {
        ["8482102000"] = new("006", "035", ""), ["3926909090"] = new("035", "", ""), ["8542319000"] = new("007", "035", ""), ["8708299000"] = new("035", "", "6"),
        ["2204210000"] = new("095", "035", "AB"), ["0202300090"] = new("035", "", "7AB"), ["3004909099"] = new("035", "", "Q"), ["8457101000"] = new("001", "035", "6AO"),
        ["2601111000"] = new("035", "", "7A"), ["2701121000"] = new("035", "", "4AxB"), [UnknownCode] = null,
    };

    public DeclarationForm Next()
    {
        var import = _dice.Next(3) > 0;
        var direction = import ? Direction.Import : Direction.Export;
        var mode = One("2", "3", "4", "5", "7");
        var items = Enumerable.Range(1, _dice.Next(20) == 0 ? 50 : 1 + _dice.Next(6)).Select(number => Item(number, direction)).ToImmutableArray();
        var boxes = mode is "2" or "3" ? _dice.Next(4) : 0;
        var form = Header(import, mode, One([.. CodeLists.Terms.Codes])) with
        {
            Items = items,
            Containers = [.. Enumerable.Range(0, boxes).Select(box => Box(box, items.Length))],
            Licences = [.. Certificates(items, import), new LicenceDocument("r", Text(20))],
        };
        var header = form.Licences.FirstOrDefault(licence => (import ? "12" : "345Gxy").Contains(licence.Code, StringComparison.Ordinal));
        return Filled(HeaderFields.Texts, Inspected(form), direction) with { LicenceNumber = header?.Number ?? string.Empty };
    }

    /// <summary>Any integer below a bound.</summary>
    public int Below(int bound) => _dice.Next(bound);

    private DeclarationForm Header(bool import, string mode, string terms)
    {
        var domestic = mode == "7";
        var (country, port) = (Code("countries"), Code("ports"));
        var (freight, insurance) = ((import, terms) is (true, "3" or "4" or "7") or (false, "1" or "2"), (import, terms) is (true, "2" or "3") or (false, "1" or "4"));
        var gross = 20_000_000m + _dice.Next(1_000_000);
        return new DeclarationForm
        {
            Direction = import ? Direction.Import : Direction.Export,
            CustomsOffice = Code("customs-offices"),
            Trader = new Party(Trader, "2102460001", "示例进口有限公司"),
            Owner = new Party(Trader, "2102460001", "示例进口有限公司"),
            Declarant = new Party(Agent, "2102980002", "示例报关有限公司"),
            OverseasParty = new OverseasParty("NO", Text(60), "", ""),
            Transport = mode switch
            {
                "2" => new Transport(mode, Text(20), "018W", $"BL-{_dice.Next(1_000_000)}"),
                "3" => new Transport(mode, "X8044", "20181020", $"RW{_dice.Next(1_000_000)}"),
                "4" => new Transport(mode, "辽B12345", "", ""),
                "5" => new Transport(mode, "NH903", "", $"20512345675_H{_dice.Next(1_000_000)}"),
                _ => new Transport(mode, "", "", ""),
            },
            SupervisionMode = One([.. CodeLists.SupervisionModes.Codes.Where(code => !s_recorded.Contains(code))]),
            LevyNature = Code("levy-natures"),
            TradeCountry = domestic ? "CHN" : country,
            TradingCountry = country,
            TransitPort = domestic ? "CHN000" : port,
            DeparturePort = import ? port : "",
            EntryPort = "210201",
            Terms = terms,
            Freight = freight ? new Charge("3", 1 + _dice.Next(100_000), Code("currencies")) : null,
            Insurance = insurance ? new Charge("1", 0.3m, "") : null,
            OtherCharges = _dice.Next(2) == 0 ? new Charge("3", -5m, Code("currencies")) : null,
            PackageCount = 1,
            GrossWeight = gross,
            NetWeight = gross - 1m,
            Promises = import ? new Promises(_dice.Next(2) == 0, false, _dice.Next(2) == 0, null, null) : Promises.None,
            DepartureDate = import ? new DateOnly(2018, 10, 18) : null,
            Attachments = [new Attachment("00000001", "A-1.pdf", "invoice.pdf"), new Attachment("00000003", "A-3.pdf", "bill.pdf"), new Attachment("00000010", "A-10.pdf", "list.pdf")],
        };
    }

    private GoodsItem Item(int number, Direction direction)
    {
        var (code, terms) = Tariff.ElementAt(_dice.Next(Tariff.Count - 1));
        decimal quantity = 1 + _dice.Next(10_000);
        var price = (1 + _dice.Next(1_000_000)) / 100m;
        var item = new GoodsItem
        {
            Number = number,
            CommodityCode = code,
            Model = $"{_dice.Next(5)}|{_dice.Next(4)}|{Text(30)}",
            Quantity = quantity,
            Unit = One([.. CodeLists.Units.Codes.Where(unit => unit != terms!.FirstUnit)]),
            UnitPrice = price,
            TotalPrice = quantity * price,
            FirstQuantity = 1 + _dice.Next(300_000),
            FirstUnit = terms!.FirstUnit,
            SecondQuantity = terms.SecondUnit.Length > 0 ? 1 + _dice.Next(90_000) : null,
            SecondUnit = terms.SecondUnit,
            DestinationCountry = direction == Direction.Import ? "CHN" : Code("countries"),
            Division = _dice.Next(2) == 0 ? "210213" : "",
        };
        return Filled(ItemFields.Texts, item, direction);
    }

    /// <summary>Every text field that must be given, and every other one that may be given half of the time.</summary>
    private T Filled<T>(IReadOnlyList<TextField<T>> fields, T record, Direction direction)
    {
        foreach (var field in fields)
        {
            var need = field.NeedFor(direction);
            var wanted = need is Need.Declare or Need.Save || (need == Need.Optional && _dice.Next(2) == 0);
            if (wanted && !s_shaped.Contains(field.Path) && field.Read(record).Length == 0)
            {
                record = field.Write(record, field.List is { } list ? Code(list.Name) : Text(field.MaxLength));
            }
        }

        return record;
    }

    private DeclarationForm Inspected(DeclarationForm form)
    {
        var marker = form.Direction == Direction.Import ? 'A' : 'B';
        bool Is(GoodsItem item) => Tariff[item.CommodityCode]!.Conditions.Contains(marker, StringComparison.Ordinal);
        if (!form.Items.Any(Is))
        {
            return form;
        }

        return form with
        {
            Marks = "N/M",
            Trader = form.Trader with { QuarantineCode = "2100600001" },
            Declarant = form.Declarant with { QuarantineCode = "2100910001" },
            Items = [.. form.Items.Select(item => Is(item) ? item with
            {
                QuarantineCode = "101",
                Quarantine = (item.Quarantine ?? new GoodsQuarantine()) with { Purpose = Code("purposes"), Attributes = ["19"] },
            } : item)],
            Quarantine = new Quarantine
            {
                AcceptAuthority = Code("quarantine-authorities"), CertificateAuthority = Code("quarantine-authorities"), PortAuthority = Code("quarantine-authorities"),
                DestinationAuthority = Code("quarantine-authorities"), BillOfLading = form is { Direction: Direction.Import, Transport.Mode: "2" } ? "BL-1" : "",
            },
        };
    }

    private IEnumerable<LicenceDocument> Certificates(IEnumerable<GoodsItem> items, bool import) => items
        .SelectMany(item => Tariff[item.CommodityCode]!.Conditions)
        .Where(letter => (import ? "7QO" : "4").Contains(letter, StringComparison.Ordinal))
        .Distinct()
        .Select(letter => new LicenceDocument($"{letter}", $"{letter}-{_dice.Next(1_000_000)}"))
        .ToArray();

    private static Container Box(int box, int lines)
    {
        var signs = string.Create(CultureInfo.InvariantCulture, $"EXMU{box:D6}");
        return new Container { Number = $"{signs}{ContainerRules.CheckDigit(signs)}", Specification = "21", ItemNumbers = [.. Enumerable.Range(1, lines)] };
    }

    private string Code(string list) => One([.. CodeLists.Of(list).Entries.Where(entry => entry.HoldsOn(s_day)).Select(entry => entry.Code)]);

    private string Text(int most)
    {
        const string signs = "abcdefgXYZ0123456789中文关税-";
        return string.Create(1 + _dice.Next(Math.Min(most, 60)), _dice, (span, dice) =>
        {
            foreach (ref var sign in span)
            {
                sign = signs[dice.Next(signs.Length)];
            }
        });
    }

    private T One<T>(params IReadOnlyList<T> values) => values[_dice.Next(values.Count)];
}
