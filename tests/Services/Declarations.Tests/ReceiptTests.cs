using System.Net;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using Clearance.Contracts.Declaration.V1;
using Clearance.Contracts.Guarantee.Events.V1;
using Clearance.Contracts.Payment.Events.V1;
using Clearance.Contracts.Release.Events.V1;
using Clearance.Declarations.Receipts;
using Clearance.Engine;
using Clearance.Testing;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Microsoft.Extensions.DependencyInjection;

namespace Clearance.Declarations.Tests;

/// <summary>Receipts by API, and as files for trade software.</summary>
public sealed class ReceiptTests(Window window) : IClassFixture<Window>
{
    private DecMessageService.DecMessageServiceClient Client => new(window.App.Grpc(Kernel.Roles.Declarant, Window.Agent));

    private Timestamp Now => Timestamp.FromDateTimeOffset(window.App.Clock.GetUtcNow());

    [Fact]
    public async Task Every_step_with_a_channel_has_its_receipt()
    {
        var lodged = await window.LodgeAsync(Window.Form("RECEIPT-1"));
        IMessage[] facts =
        [
            new TaxAssessed { Declaration = lodged.Name, Total = Yuan(100) },
            new ControlDecided { Declaration = lodged.Name, Lane = ControlDecided.Types.Lane.DocumentReview },
            new ControlCompleted { Declaration = lodged.Name, Passed = true, Result = "PASSED" },
            new ControlDecided { Declaration = lodged.Name, Lane = ControlDecided.Types.Lane.Inspection },
            new ControlCompleted { Declaration = lodged.Name, Passed = false, Result = "QUANTITY" },
            new ControlDecided { Declaration = lodged.Name, Lane = ControlDecided.Types.Lane.Green },
            new GoodsReleased { Declaration = lodged.Name, ReleaseCase = "releaseCases/1", Provisional = true },
            new SecurityReleased { Declaration = lodged.Name, Reservation = "guarantees/1/reservations/1", Amount = Yuan(100) },
            new TaxSettled { Declaration = lodged.Name, Total = Yuan(100) },
        ];
        foreach (var fact in facts)
        {
            window.App.Clock.Advance(TimeSpan.FromMinutes(1));
            fact.Descriptor.FindFieldByName("occur_time").Accessor.SetValue(fact, Now);
            await window.App.PublishAsync(fact);
        }

        var receipts = await Eventually.GetAsync(
            async () => (await Client.ListReceiptsAsync(new ListReceiptsRequest { Parent = lodged.Name })).Receipts, list => list.Count > 0 && list[^1].Channel == "R");

        Assert.Equal(["", "7", "L", "T", "H", "J", "C", "S", "J", "K", "R"], receipts.Select(receipt => receipt.Channel));
        Assert.Equal(receipts.Count, receipts.Select(receipt => receipt.Name).Distinct().Count());
        var answer = XElement.Parse(receipts[0].Content);
        Assert.Equal(("0", lodged.UnifiedNumber), (Of(answer, "ResponseCode"), Of(answer, "SeqNo")));
        var result = XElement.Parse(receipts[2].Content).Elements().Single();
        Assert.Equal("DEC_RESULT", result.Name.LocalName);
        Assert.Equal(
            (lodged.UnifiedNumber, lodged.DeclarationNumber, "L", "0906", "20181023"),
            (Of(result, "CUS_CIQ_NO"), Of(result, "ENTRY_ID"), Of(result, "CHANNEL"), Of(result, "CUSTOM_MASTER"), Of(result, "D_DATE")));

        var one = JsonNode.Parse(await window.Rest.GetStringAsync($"/v1/{receipts[3].Name}"))!;
        Assert.Equal(("T", "Tax can be paid"), (one["channel"]!.GetValue<string>(), one["channelText"]!.GetValue<string>()));
        using var none = await window.Rest.GetAsync($"/v1/{lodged.Name}/receipts/Z-1");
        Assert.Equal(HttpStatusCode.NotFound, none.StatusCode);
        await Assert.ThrowsAsync<RpcException>(() => new DecMessageService.DecMessageServiceClient(window.App.Grpc(Kernel.Roles.Declarant, Window.Stranger))
            .ListReceiptsAsync(new ListReceiptsRequest { Parent = lodged.Name }).ResponseAsync);
        await FilesAsync(lodged.DeclarationNumber, receipts.Skip(1).Select(receipt => receipt.FileName));
    }

    [Fact]
    public async Task A_draft_has_the_answer_of_the_gateway_only()
    {
        var draft = await window.AsAgent.CreateDeclarationAsync(new CreateDeclarationRequest { Declaration = Window.Form("RECEIPT-2") });
        var receipt = Assert.Single((await Client.ListReceiptsAsync(new ListReceiptsRequest { Parent = draft.Name })).Receipts);
        Assert.Equal(Receipt.Types.Kind.ImportResponse, receipt.Kind);
        Assert.StartsWith($"Successed_{draft.UnifiedNumber}_", receipt.FileName, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_folder_is_written_by_one_from_where_the_last_has_stopped()
    {
        var reader = window.App.Services.GetRequiredService<IReader<DeclarationsDefinition>>();
        var path = Directory.CreateDirectory(Path.Combine(window.Receipts, "apart", Window.Trader)).FullName;
        var lodged = await window.LodgeAsync(Window.Form("RECEIPT-3"));
        using (var folder = ReceiptFolder.TryOpen(path)!)
        {
            Assert.Null(ReceiptFolder.TryOpen(path));
            await DropAllAsync(folder, reader);
        }

        var written = Directory.GetFiles(path, $"Receipt_{lodged.DeclarationNumber}_*").Order().ToArray();
        Assert.Equal(2, written.Length);
        Assert.Empty(Directory.GetFiles(path, "..*"));

        // Trade software takes the files away; who comes next brings only what is new.
        foreach (var file in Directory.GetFiles(path).Where(file => !Path.GetFileName(file).StartsWith('.')))
        {
            File.Delete(file);
        }

        await window.AsAgent.WithdrawDeclarationAsync(new WithdrawDeclarationRequest { Name = lodged.Name, Reason = "Wrong \u0001 form" });
        await window.App.PublishAsync(new Clearance.Contracts.Release.Events.V1.ReleaseBarred
        {
            Declaration = lodged.Name, OccurTime = Google.Protobuf.WellKnownTypes.Timestamp.FromDateTimeOffset(window.App.Clock.GetUtcNow()),
        });
        using (var next = ReceiptFolder.TryOpen(path)!)
        {
            await DropAllAsync(next, reader);
        }

        var deleted = Assert.Single(Directory.GetFiles(path, $"*_{lodged.DeclarationNumber}_*"));
        Assert.Contains("_A_", deleted, StringComparison.Ordinal);
        Assert.Equal("A", Of(XElement.Load(deleted).Elements().Single(), "CHANNEL"));

        // Without its place it begins again, with the same names.
        File.Delete(Path.Combine(path, ".position"));
        using (var again = ReceiptFolder.TryOpen(path)!)
        {
            await DropAllAsync(again, reader);
        }

        Assert.Equal(written, Directory.GetFiles(path, $"Receipt_{lodged.DeclarationNumber}_*").Where(file => !file.Contains("_A_", StringComparison.Ordinal)).Order());
    }

    private static async Task DropAllAsync(ReceiptFolder folder, IReader<DeclarationsDefinition> reader)
    {
        while (await folder.DropAsync(reader, CancellationToken.None) > 0)
        {
            // Page by page.
        }
    }

    private async Task FilesAsync(string number, IEnumerable<string> names)
    {
        string[] Files() => [.. Directory.GetFiles(Path.Combine(window.Receipts, Window.Trader), $"Receipt_{number}_*").Select(file => Path.GetFileName(file)!).Order(StringComparer.Ordinal)];
        var expected = names.Order(StringComparer.Ordinal).ToArray();
        Assert.Equal(expected, await Eventually.GetAsync(() => Task.FromResult(Files()), files => files.Length >= expected.Length));
    }

    private static string Of(XElement row, string name) => row.Elements().Single(element => element.Name.LocalName == name).Value;

    private static Google.Type.Money Yuan(long units) => new() { CurrencyCode = "CNY", Units = units };
}
