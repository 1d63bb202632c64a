using System.Collections.Immutable;
using Clearance.Declarations.Domain.Codes;
using Clearance.Declarations.Domain.Form;
using Clearance.Declarations.Domain.Rules;
using CsCheck;

namespace Clearance.Declarations.Domain.Tests;

/// <summary>Any valid form is accepted, and any valid form with one defect is refused with that defect.</summary>
public sealed class GeneratedFormTests
{
    private static readonly Gen<string> s_country = One([.. CodeLists.Countries.Codes.Where(code => code != "CHN")]);
    private static readonly Gen<string> s_port = One([.. CodeLists.Ports.Codes.Where(code => !code.StartsWith("CHN", StringComparison.Ordinal))]);
    private static readonly Gen<string> s_currency = One([.. CodeLists.Currencies.Codes]);
    private static readonly Gen<string> s_text = Gen.String[One("abcdefgXYZ 0123中文关税".ToCharArray()), 1, 60].Select(text => $"x{text}");
    private static readonly Gen<string> s_commodity = Gen.Select(Gen.Int[1, 97], Gen.Int[0, 99_999_999]).Select((chapter, rest) => $"{chapter:D2}{rest:D8}");

    private static readonly Gen<GoodsItem> s_item =
        from code in s_commodity
        from name in s_text
        from quantity in Gen.Int[1, 1_000_000]
        from price in Gen.Int[1, 100_000_000]
        from currency in s_currency
        from country in s_country
        from district in One([.. CodeLists.Districts.Codes])
        from levy in One([.. CodeLists.LevyModes.Codes])
        from unit in One([.. CodeLists.Units.Codes.Where(unit => unit is not ("035" or "070" or "036"))])
        from second in Gen.Bool
        select new GoodsItem
        {
            CommodityCode = code, GoodsName = name, Model = $"{quantity % 5}|{price % 4}|{name}", Quantity = quantity, Unit = unit,
            UnitPrice = price / 10_000m, TotalPrice = decimal.Round(quantity * (price / 10_000m), 2, MidpointRounding.AwayFromZero) is var total && total > 0m ? total : 0.01m,
            Currency = currency, FirstQuantity = quantity, FirstUnit = unit, SecondQuantity = second ? 1.5m : null, SecondUnit = second ? "035" : "",
            OriginCountry = country, DestinationCountry = "CHN", LevyMode = levy, District = district, Division = "210213",
        };

    /// <summary>Valid forms: both directions, five modes of transport, all terms, one to fifty lines, with and without containers.</summary>
    private static readonly Gen<DeclarationForm> s_form =
        from import in Gen.Bool
        from mode in One("2", "3", "4", "5", "7")
        from terms in One([.. CodeLists.Terms.Codes])
        from items in s_item.Array[1, 50]
        from boxes in Gen.Int[0, 4]
        from country in s_country
        from port in s_port
        from office in One([.. CodeLists.CustomsOffices.Codes])
        from packages in Gen.Int[1, 999_999]
        from gross in Gen.Int[10_000, 1_000_000]
        from selfPayment in Gen.Bool
        from text in s_text
        select Build(import, mode, terms, items, mode is "2" or "3" ? boxes : 0, country, port, office, packages, gross, selfPayment, text);

    [Fact]
    public void Any_valid_form_is_accepted() => s_form.Sample(
        form =>
        {
            var world = World.WithFirms();
            var refusal = world.Lodge(form);
            Assert.True(refusal is null, refusal is null ? "" : string.Join('\n', refusal.Violations));
            Assert.Equal(18, world.Declaration.DeclarationNumber.Length);
        },
        iter: 150);

    [Fact]
    public void Any_valid_form_with_one_text_defect_is_refused_with_that_defect() => Gen.Select(
            s_form, One([.. HeaderFields.Texts]), Gen.Int[0, 2])
        .Sample(
            (form, field, kind) =>
            {
                var (value, code) = Spoil(field.MaxLength, field.List is not null, field.NeedFor(form.Direction), field.Code, kind);
                if (code is null || (field.Read(form).Length == 0 && kind == 2))
                {
                    return;
                }

                var refusal = World.WithFirms().Lodge(field.Write(form, value));
                Assert.Contains(refusal!.Violations, violation => violation.Code == code && violation.Field == $"declaration.{field.Path}");
            },
            iter: 250);

    [Fact]
    public void Any_valid_form_with_one_defect_in_a_line_is_refused_with_that_defect() => Gen.Select(
            s_form, One([.. ItemFields.Texts]), Gen.Int[0, 2], Gen.Int[0, 49])
        .Sample(
            (form, field, kind, at) =>
            {
                var (value, code) = Spoil(field.MaxLength, field.List is not null, field.NeedFor(form.Direction), field.Code, kind);
                var index = at % form.Items.Length;
                if (code is null)
                {
                    return;
                }

                var refusal = World.WithFirms().Lodge(form with { Items = form.Items.SetItem(index, field.Write(form.Items[index], value)) });
                Assert.Contains(refusal!.Violations, violation => violation.Code == code && violation.Field == $"declaration.items[{index}].{field.Path}");
            },
            iter: 250);

    [Fact]
    public void Any_number_of_a_line_out_of_bounds_is_refused() => Gen.Select(
            s_form, One([.. ItemFields.Numbers]), One(0m, -1m, 1e16m, 79228162514264337593543950335m, 1.123456m), Gen.Int[0, 49])
        .Sample(
            (form, field, value, at) =>
            {
                var index = at % form.Items.Length;
                var suffix = value <= 0m ? "NOT_POSITIVE" : value > 1e15m ? "OUT_OF_RANGE" : "TOO_FINE";
                var refusal = World.WithFirms().Lodge(form with { Items = form.Items.SetItem(index, field.Write(form.Items[index], value)) });
                Assert.Contains(refusal!.Violations, violation => violation.Code == $"{field.Code}_{suffix}" && violation.Field == $"declaration.items[{index}].{field.Path}");
            },
            iter: 150);

    private static Gen<T> One<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(index => values[index]);

    private static (string Value, string? Code) Spoil(int maxLength, bool listed, Need need, string code, int kind) => kind switch
    {
        0 => (new string('X', maxLength + 1), need == Need.Never ? null : $"{code}_TOO_LONG"),
        1 => ("~", listed && need != Need.Never ? $"{code}_UNKNOWN" : null),
        _ => (string.Empty, need is Need.Declare or Need.Save ? $"{code}_REQUIRED" : null),
    };

    private static DeclarationForm Build(
        bool import, string mode, string terms, GoodsItem[] items, int boxes, string country, string port, string office, int packages, int gross, bool selfPayment, string text)
    {
        var domestic = mode == "7";
        var lines = items.Select((item, index) => item with
        {
            Number = index + 1,
            OriginCountry = import ? item.OriginCountry : "CHN",
            DestinationCountry = import ? "CHN" : country,
        }).ToImmutableArray();
        var freight = (import, terms) is (true, "3" or "7" or "4") or (false, "1" or "2");
        var insurance = (import, terms) is (true, "2" or "3") or (false, "1" or "4");
        return (import ? Forms.SeaImport : Forms.SeaExport) with
        {
            CustomsOffice = office,
            Transport = mode switch
            {
                "2" => new Transport(mode, text[..Math.Min(text.Length, 50)], "018W", "BL-1"),
                "3" => new Transport(mode, "X8044", "20181020", "RW1"),
                "4" => new Transport(mode, "辽B12345", "", ""),
                "5" => new Transport(mode, "NH903", "", "20512345675_H1"),
                _ => new Transport(mode, "", "", ""),
            },
            TradeCountry = domestic ? "CHN" : country,
            TradingCountry = country,
            TransitPort = domestic ? "CHN000" : port,
            DeparturePort = import ? port : "",
            Terms = terms,
            Freight = freight ? new Charge("3", 120.5m, "USD") : null,
            Insurance = insurance ? new Charge("1", 0.3m, "") : null,
            OtherCharges = packages % 2 == 0 ? new Charge("3", -5m, "EUR") : null,
            PackageCount = packages,
            GrossWeight = gross,
            NetWeight = gross - 1m,
            SelfPayment = selfPayment,
            StatedTax = selfPayment ? Kernel.Money.Cny(packages / 100m) : null,
            Remarks = text,
            Items = lines,
            Containers = [.. Enumerable.Range(0, boxes).Select(n => Box(n, lines.Length))],
            Attachments = [.. Forms.SeaImport.Attachments, new Attachment("00000010", "A-LIST.pdf", "list.pdf")],
        };
    }

    private static Container Box(int n, int lines)
    {
        var number = $"EXMU{n:D6}";
        return new Container { Number = $"{number}{ContainerRules.CheckDigit(number)}", Specification = "21", ItemNumbers = [.. Enumerable.Range(1, lines)] };
    }
}
