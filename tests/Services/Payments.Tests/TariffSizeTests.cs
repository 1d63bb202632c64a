using System.Globalization;
using System.IO.Compression;
using System.Text;
using Clearance.Contracts.Payment.V1;
using Clearance.Hosting;
using Clearance.Kernel;
using Clearance.Payments.Domain.Tariffs;
using Google.Protobuf;

namespace Clearance.Payments.Tests;

/// <summary>A tariff of the size of the real one is one call.</summary>
public sealed class TariffSizeTests
{
    private const int Lines = 100_000;

    [Fact]
    public async Task A_hundred_thousand_lines_are_imported_with_one_call()
    {
        await using var app = await PaymentsApp.StartAsync();
        var tariffs = new TariffService.TariffServiceClient(app.App.Grpc(Roles.Officer));
        var request = new ImportTariffRequest
        {
            TariffId = "official-2018b", EffectiveDate = new DateOnly(2018, 10, 23).ToWire(), Content = await PackAsync(),
        };

        var answer = await tariffs.ImportTariffAsync(request);
        var line = await tariffs.GetTariffLineAsync(new GetTariffLineRequest { Name = "tariffLines/1000049999", Date = "2018-10-23" });

        Assert.Equal((Lines, "Goods 99999, other"), (answer.Tariff.LineCount, line.Description));
    }

    private static async Task<ByteString> PackAsync()
    {
        using var packed = new MemoryStream();
        await using (var gzip = new GZipStream(packed, CompressionLevel.Optimal, leaveOpen: true))
        await using (var text = new StreamWriter(gzip, new UTF8Encoding(false)))
        {
            await text.WriteAsync($"{string.Join(',', TariffFile.Columns)}\n");
            for (var i = 0; i < Lines; i++)
            {
                await text.WriteAsync(string.Create(
                    CultureInfo.InvariantCulture,
                    $"{1_000_000_000 + (i / 2)},2018-0{1 + (i % 2)}-01,,035,,{i % 60},02:0;19:{i % 7},0,70,,,,S,,,ANTI_DUMPING:JPN:{i % 50},,AB,CTH,\"Goods {i}, other\",其他货物{i}\n"));
            }
        }

        return ByteString.CopyFrom(packed.ToArray());
    }
}
