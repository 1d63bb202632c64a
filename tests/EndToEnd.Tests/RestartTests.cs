using System.Text.Json.Nodes;
using Clearance.Contracts.Declaration.V1;
using Clearance.Contracts.Payment.V1;
using Clearance.Contracts.Release.V1;
using Clearance.EndToEnd.Tests.Crash;
using Clearance.EndToEnd.Tests.Traffic;
using Clearance.Standalone.Fleet;
using Google.Protobuf;

namespace Clearance.EndToEnd.Tests;

/// <summary>A restart keeps everything, and the suite goes on where it stood.</summary>
public sealed class RestartTests(ITestOutputHelper output)
{
    [Fact]
    public async Task Restart_keeps_everything_and_goes_on()
    {
        var data = Directory.CreateTempSubdirectory("clearance-restart-").FullName;
        try
        {
            await using var suite = new SuiteProcess(data, PortPairs.Next());
            await suite.StartAsync();
            using var flow = new Flow(suite.OpenDoors(), data, TimeSpan.FromMinutes(3));
            await flow.PrepareAsync();
            var working = flow.RunAsync();
            flow.Allow(2);
            flow.Finish();
            await working;
            var before = await PictureAsync(flow);

            await suite.KillAsync();
            var start = await suite.StartAsync();
            output.WriteLine($"serve answered {start.TotalSeconds:0.0} s after its start on an existing data folder");

            Assert.Equal(before, await flow.CallAsync(() => PictureAsync(flow)));
        }
        finally
        {
            Directory.Delete(data, recursive: true);
        }
    }

    /// <summary>Everything that the lists show, as text.</summary>
    private static async Task<string> PictureAsync(Flow flow)
    {
        var formatter = new JsonFormatter(JsonFormatter.Settings.Default);
        var caller = flow.Cast.Operator;
        IMessage[] lists =
        [
            await caller.Declarations.ListDeclarationsAsync(new ListDeclarationsRequest()),
            await caller.Enterprises.ListEnterprisesAsync(new ListEnterprisesRequest()),
            await caller.TaxBills.ListTaxBillsAsync(new ListTaxBillsRequest()),
            await caller.Agreements.ListAgreementsAsync(new ListAgreementsRequest()),
            await caller.Guarantees.ListGuaranteesAsync(new()),
            await caller.Cases.ListReleaseCasesAsync(new ListReleaseCasesRequest()),
            await caller.RiskRules.ListRiskRulesAsync(new ListRiskRulesRequest()),
        ];
        return string.Join('\n', lists.Select(list => JsonNode.Parse(formatter.Format(list))!.ToJsonString()));
    }
}
