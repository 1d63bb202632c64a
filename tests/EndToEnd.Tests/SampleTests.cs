using System.Text.Json.Nodes;
using Clearance.Standalone.Demo;

namespace Clearance.EndToEnd.Tests;

/// <summary>Each sample is taken as it stands; only the name of a guarantee, which the insurer gives, is put in.</summary>
[Collection(StandaloneStories.Name)]
public sealed class SampleTests(StandaloneShape suite) : Story(suite.StartAsync)
{
    public static TheoryData<string, string> Files => [.. SampleSet.Open(null).Forms.Select(form => (form.Road, form.Name))];

    [Theory]
    [MemberData(nameof(Files))]
    public async Task Sample_is_accepted(string road, string name)
    {
        var form = suite.Samples.Forms.Single(one => one.Road == road && one.Name == name);
        var declarant = suite.Cast.Firm(form.Declarant);
        if (form.IsDecMessage)
        {
            await declarant.PostAsync("/v1/declarations:importDecMessage?validateOnly=true", form.Content, "application/xml", Play.RequestId(), default);
            return;
        }

        var body = JsonNode.Parse(form.Content)!.AsObject();
        body["validateOnly"] = true;
        if (body["declaration"]!["security"] is { } security)
        {
            security["guarantee"] = suite.Play.Policies[form.Trader];
        }

        await declarant.PostAsync("/v1/declarations:lodge", body.ToJsonString(), "application/json", Play.RequestId(), default);
    }

    [Fact]
    public void Every_bill_of_the_samples_is_on_a_manifest()
    {
        var bills = suite.Samples.Manifests.SelectMany(manifest => manifest["billsOfLading"]!.AsArray()).Select(bill => bill!["number"]!.GetValue<string>()).ToHashSet();

        Assert.True(suite.Samples.Forms.Count >= 48);
        Assert.All(Roads.All, road => Assert.True(suite.Samples.Forms.Count(form => form.Road == road.Folder) >= 12));
        Assert.All(suite.Samples.Forms, form => Assert.Contains(form.Bill, bills));
    }
}
