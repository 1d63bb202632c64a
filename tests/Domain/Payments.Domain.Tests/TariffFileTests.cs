using System.Globalization;
using System.Text;
using Clearance.Payments.Domain.Tariffs;
using static Clearance.Payments.Domain.Tests.Forms;

namespace Clearance.Payments.Domain.Tests;

public sealed class TariffFileTests
{
    private const string Good = "8482102000,2018-01-01,2018-12-31,006,035,8,02:0;19:7.2,0,20,5,1,10,S,15,5,ANTI_DUMPING:JPN:12.5;ADDED:USA:25,988,AB,CTH,\"Ball bearings, \"\"deep groove\"\"\",深沟球轴承";

    [Fact]
    public void A_line_has_every_rate()
    {
        var entry = Read(Good).Tariff!.Find("8482102000", Day("2018-10-23"))!;

        Assert.Equal(
            ("8%", "0%", "20%", "5%", "1%", "10%", "15%", "5%"),
            (entry.Rates.Mfn.Text, entry.Rates.Special!.Text, entry.Rates.General.Text, entry.Rates.Provisional!.Text, entry.Rates.Quota!.Text, entry.Rates.ConsumptionTax!.Text, entry.Rates.Export!.Text, entry.Rates.ExportProvisional!.Text));
        Assert.Equal(["02", "19"], entry.Rates.Conventional.Select(rate => rate.Agreement));
        Assert.Equal(["JPN", "USA"], entry.Rates.Added.Select(added => added.Origin));
        Assert.Equal(("Ball bearings, \"deep groove\"", "CTH", "AB"), (entry.NameEn, entry.OriginRule, entry.SupervisionLetters));
    }

    [Fact]
    public void A_line_holds_to_its_last_day_and_not_beyond()
    {
        var tariff = Read(Good).Tariff!;

        Assert.NotNull(tariff.Find("8482102000", Day("2018-12-31")));
        Assert.Null(tariff.Find("8482102000", Day("2019-01-01")));
    }

    [Theory]
    [InlineData("8482102000", "84821", "code")]
    [InlineData("2018-01-01,", "2018-13-01,", "valid_from")]
    [InlineData("2018-12-31", "2017-12-31", "valid_to")]
    [InlineData("006", "kg", "first_unit")]
    [InlineData("035", "35", "second_unit")]
    [InlineData(",8,02", ",x,02", "mfn")]
    [InlineData(",8,02", ",,02", "mfn")]
    [InlineData("19:7.2", "99:7.2", "conventional")]
    [InlineData("19:7.2", "13:7.2", "conventional")]
    [InlineData("19:7.2", "19", "conventional")]
    [InlineData(",20,5,1,", ",,5,1,", "general")]
    [InlineData(",10,S", ",100,S", "consumption")]
    [InlineData(",S,", ",X,", "vat")]
    [InlineData("ADDED:USA", "EXTRA:USA", "measures")]
    [InlineData("ADDED:USA", "ADDED:us", "measures")]
    [InlineData(",988,", ",0,", "litres_per_tonne")]
    [InlineData(",AB,", ",A-B,", "supervision")]
    [InlineData(",CTH,", ",CTX,", "origin_rule")]
    [InlineData("深沟球轴承", "", "name_zh")]
    [InlineData("深沟球轴承", "深,沟", "")]
    [InlineData("深沟球轴承", "\"深沟", "")]
    public void A_mistake_is_told_with_line_and_column_and_nothing_is_taken(string right, string wrong, string column)
    {
        var reading = Read(Good, Good.Replace(right, wrong, StringComparison.Ordinal).Replace("2018-01-01", "2018-02-01", StringComparison.Ordinal));

        Assert.Null(reading.Tariff);
        Assert.Contains((4, column), reading.Errors.Select(error => (error.Line, error.Column)));
    }

    [Fact]
    public void All_mistakes_are_told_at_once()
    {
        var reading = Read(Good, "1,2,3", Good.Replace("8482102000", "x", StringComparison.Ordinal).Replace(",S,", ",X,", StringComparison.Ordinal), Good);

        Assert.Equal([(4, ""), (5, "code"), (5, "vat"), (6, "valid_from")], reading.Errors.Select(error => (error.Line, error.Column)));
        Assert.Equal(4, reading.ErrorCount);
    }

    [Theory]
    [InlineData("")]
    [InlineData("# nothing")]
    [InlineData("code,mfn\n8482102000,8")]
    public void A_file_without_lines_or_with_other_columns_is_no_tariff(string text)
    {
        using var reader = new StringReader(text);

        Assert.Single(TariffFile.Read("t", reader).Errors);
    }

    [Theory]
    [InlineData("8482", "roller BEARINGS", "8482200000")]
    [InlineData("", "圆锥 轴承", null)]
    [InlineData("", "锥形 轴承", "8482200000")]
    [InlineData("22", "wine", "2204100000")]
    public void Text_is_searched_in_both_languages(string prefix, string text, string? first) => Assert.Equal(
        first, Tariff.Search(Tariff.Sample.List(prefix, string.Empty, Day("2018-10-23")), text).FirstOrDefault()?.Code);

    [Fact]
    public void A_hundred_thousand_lines_are_read()
    {
        var text = new StringBuilder(string.Join(',', TariffFile.Columns)).Append('\n');
        for (var i = 0; i < 100_000; i++)
        {
            text.Append(CultureInfo.InvariantCulture, $"{1_000_000_000 + (i / 2)},2018-0{1 + (i % 2)}-01,,035,,{i % 60},02:0;19:{i % 7},0,70,,,,S,,,ANTI_DUMPING:JPN:{i % 50},,AB,CTH,\"Goods {i}, other\",其他货物{i}\n");
        }

        using var reader = new StringReader(text.ToString());
        var reading = TariffFile.Read("t", reader);

        Assert.Equal((100_000, 50_000), (reading.Tariff!.Count, reading.Tariff.Codes.Count));
    }

    private static TariffReading Read(params string[] lines)
    {
        using var reader = new StringReader(string.Join('\n', ["# note", string.Join(',', TariffFile.Columns), .. lines]));
        return TariffFile.Read("t", reader);
    }
}
