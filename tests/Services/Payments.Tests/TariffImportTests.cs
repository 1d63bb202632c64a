using System.Globalization;
using System.IO.Compression;
using System.Text;
using Clearance.Contracts.Payment.V1;
using Clearance.Hosting;
using Clearance.Kernel;
using Google.Protobuf;
using Grpc.Core;
using Microsoft.Extensions.DependencyInjection;

namespace Clearance.Payments.Tests;

public sealed class TariffImportTests : IAsyncLifetime
{
    private const string Header = "code,valid_from,valid_to,first_unit,second_unit,mfn,conventional,special,general,provisional,quota,consumption,vat,export,export_provisional,measures,litres_per_tonne,supervision,origin_rule,name_en,name_zh\n";
    private const string Bearings = "8482102000,2018-01-01,,006,035,10,19:4,,20,,,,S,,,,,,CTH,Deep groove ball bearings,深沟球轴承\n";
    private const string Balls = "8482910000,2018-01-01,,035,,8,,,50,,,,S,,,,,,,Balls,滚珠\n";
    private PaymentsApp _app = null!;

    public async ValueTask InitializeAsync() => _app = await PaymentsApp.StartAsync();

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    [Fact]
    public async Task A_version_counts_from_its_first_day_and_the_assessment_names_it()
    {
        var tariff = (await ImportAsync("official-2018b", "2018-10-23", Header + Bearings)).Tariff;
        Assert.Equal(("tariffs/official-2018b", 1, 1, 64), (tariff.Name, tariff.LineCount, tariff.CodeCount, tariff.ContentHash.Length));
        await ImportAsync("official-2019", "2019-01-01", Header + Bearings.Replace(",10,", ",9,", StringComparison.Ordinal));

        var name = await _app.AcceptAsync();

        Assert.Equal("10%", (await _app.BillAsync(PaymentsApp.Duty(name))).Lines[0].Components[0].Rate);
        var assessment = await _app.Taxes.GetAssessmentAsync(new GetAssessmentRequest { Name = name.Replace("declarations", "assessments", StringComparison.Ordinal) });
        Assert.Equal("rules-2018-05/official-2018b", assessment.Computation.RuleSet);
        Assert.Equal(("8%", "tariff-sample-1"), await RateOnAsync("2018-10-22"));
        Assert.Equal(("10%", "official-2018b"), await RateOnAsync("2018-12-31"));
        Assert.Equal(("9%", "official-2019"), await RateOnAsync("2019-01-01"));
    }

    [Fact]
    public async Task A_version_is_found_again_by_another_process()
    {
        await ImportAsync("official-2018b", "2018-10-23", Header + Bearings);
        var definition = new PaymentsDefinition();

        await definition.PrepareAsync(_app.App.Services.GetRequiredService<Engine.IReader<PaymentsDefinition>>(), TestContext.Current.CancellationToken);

        Assert.Equal(10m, definition.Shelf.On(new DateOnly(2018, 10, 23)).Tariff.Find("8482102000", new DateOnly(2018, 10, 23))!.Rates.Mfn.Percent);
    }

    [Fact]
    public async Task A_file_with_mistakes_is_not_taken_and_every_mistake_has_its_line()
    {
        var answer = await ImportAsync("official-2018b", "2018-10-23", Header + Bearings.Replace(",S,", ",X,", StringComparison.Ordinal) + "1,2\n" + Balls);

        Assert.Equal([(2, "vat"), (3, "")], answer.Errors.Select(error => (error.Line, error.Column)));
        Assert.Null(answer.Tariff);
        Assert.Equal(["tariffs/tariff-sample-1"], (await Tariffs.ListTariffsAsync(new ListTariffsRequest())).Tariffs.Select(tariff => tariff.Name));
    }

    [Fact]
    public async Task A_version_is_never_changed_and_a_rehearsal_stores_nothing()
    {
        var request = Request("official-2018b", "2018-10-23", Encoding.UTF8.GetBytes(Header + Bearings));
        request.ValidateOnly = true;
        Assert.Equal(1, (await Tariffs.ImportTariffAsync(request)).Tariff.LineCount);
        Assert.Single((await Tariffs.ListTariffsAsync(new ListTariffsRequest())).Tariffs);

        await ImportAsync("official-2018b", "2018-10-23", Header + Bearings);
        var again = await PaymentsApp.RefusalOf(ImportAsync("official-2018b", "2018-10-23", Header + Balls));

        Assert.Equal((StatusCode.AlreadyExists, "TARIFF_EXISTS"), (again.Code, again.Reason));
        Assert.Equal("official-2018b", (await Tariffs.GetTariffAsync(new GetTariffRequest { Name = "tariffs/official-2018b" })).Name["tariffs/".Length..]);
    }

    [Fact]
    public async Task Two_versions_are_compared_line_by_line()
    {
        await ImportAsync("official-2018b", "2018-10-23", Header + Bearings);
        await ImportAsync("official-2019", "2019-01-01", Header + Bearings.Replace(",10,", ",9,", StringComparison.Ordinal) + Balls);

        var first = await Tariffs.CompareTariffsAsync(new CompareTariffsRequest { Name = "tariffs/official-2019", Base = "tariffs/official-2018b", PageSize = 1 });
        var second = await Tariffs.CompareTariffsAsync(
            new CompareTariffsRequest { Name = "tariffs/official-2019", Base = "tariffs/official-2018b", PageSize = 1, PageToken = first.NextPageToken });

        Assert.Equal(("8482102000", "mfn", "10", "9"), first.Changes.Select(change => (change.CommodityCode, change.Columns[0].Column, change.Columns[0].Before, change.Columns[0].After)).Single());
        Assert.Equal(("8482910000", "code", "", "8482910000"), second.Changes.Select(change => (change.CommodityCode, change.Columns[0].Column, change.Columns[0].Before, change.Columns[0].After)).Single());
        Assert.Empty(second.NextPageToken);
    }

    [Fact]
    public async Task What_is_no_tariff_is_refused()
    {
        var bomb = Request("official-2018b", "2018-10-23", Pack(new byte[65 * 1024 * 1024]));
        byte[] broken = [0x1f, 0x8b, 1, 2, 3];
        byte[] noText = [0xff, 0xfe, 0xc0];

        foreach (var request in new[] { bomb, Request("official-2018b", "2018-10-23", broken), Request("official-2018b", "2018-10-23", noText), Request("official-2018b", "2018-10-23", []) })
        {
            Assert.Equal("TARIFF_UNREADABLE", (await PaymentsApp.RefusalOf(Tariffs.ImportTariffAsync(request).ResponseAsync)).Reason);
        }

        var fields = await PaymentsApp.RefusalOf(Tariffs.ImportTariffAsync(new ImportTariffRequest { TariffId = "A" }).ResponseAsync);
        Assert.Equal(["tariff_id", "effective_date"], fields.Fields);
        var firm = await PaymentsApp.RefusalOf(new TariffService.TariffServiceClient(_app.App.Grpc(Roles.Declarant, PaymentsApp.Payer)).ImportTariffAsync(bomb).ResponseAsync);
        Assert.Equal(StatusCode.PermissionDenied, firm.Code);
    }

    private TariffService.TariffServiceClient Tariffs => new(_app.App.Grpc(Roles.Officer));

    private async Task<(string Text, string Version)> RateOnAsync(string day)
    {
        var line = await Tariffs.GetTariffLineAsync(new GetTariffLineRequest { Name = "tariffLines/8482102000", Date = day });
        return (line.MfnRate.Text, line.TariffVersion);
    }

    private async Task<ImportTariffResponse> ImportAsync(string id, string day, string csv) => await Tariffs.ImportTariffAsync(Request(id, day, Encoding.UTF8.GetBytes(csv)));

    private static ImportTariffRequest Request(string id, string day, byte[] content) => new()
    {
        TariffId = id,
        EffectiveDate = DateOnly.Parse(day, CultureInfo.InvariantCulture).ToWire(),
        Content = ByteString.CopyFrom(content),
    };

    private static byte[] Pack(byte[] csv)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Optimal, leaveOpen: true))
        {
            gzip.Write(csv);
        }

        return packed.ToArray();
    }
}
