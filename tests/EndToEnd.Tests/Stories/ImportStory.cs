using System.Text.Json.Nodes;
using Clearance.Kernel;
using Clearance.Standalone;

namespace Clearance.EndToEnd.Tests.Stories;

/// <summary>The verbs <c>tariff</c> and <c>codes</c> against a running suite. What they import counts in years to come, so that no other story meets it.</summary>
public abstract class ImportStory(StorySuite suite) : Story(suite.StartAsync)
{
    private const string Tariff = """
        code,valid_from,valid_to,first_unit,second_unit,mfn,conventional,special,general,provisional,quota,consumption,vat,export,export_provisional,measures,litres_per_tonne,supervision,origin_rule,name_en,name_zh
        8482102000,2018-01-01,,006,035,10,19:4,,20,,,,S,,,,,,CTH,Deep groove ball bearings,深沟球轴承

        """;

    private const string Codes = "code,name_en,name_zh,valid_from,valid_to\n035,Kilogram,千克,,\n";

    [Fact]
    public async Task Verb_tariff_imports_a_tariff_and_refuses_one_with_mistakes()
    {
        Assert.Equal(1, await RunAsync(Tariff.Replace(",S,", ",X,", StringComparison.Ordinal), "tariff", "--id", "verb-2090", "--effective", "2090-01-01"));
        Assert.Equal(0, await RunAsync(Tariff, "tariff", "--id", "verb-2090", "--effective", "2090-01-01", "--check"));
        Assert.Equal(0, await RunAsync(Tariff, "tariff", "--id", "verb-2090", "--effective", "2090-01-01", "--note", "By the verb."));
        Assert.Equal(1, await RunAsync(Tariff, "tariff", "--id", "verb-2090", "--effective", "2090-01-01"));

        var taken = await ReadAsync("/v1/tariffs/verb-2090");
        Assert.Equal(("1", "By the verb.", "import"), ($"{taken["lineCount"]}", $"{taken["note"]}", $"{taken["importer"]}"));
    }

    [Fact]
    public async Task Verb_codes_imports_a_code_list_and_refuses_one_with_mistakes()
    {
        string[] words = ["codes", "--list", "units", "--id", "verb-2090", "--effective", "2090-01-01"];
        Assert.Equal(1, await RunAsync(Codes + "035,Again,又,,\n", words));
        Assert.Equal(0, await RunAsync(Codes, [.. words, "--check"]));
        Assert.Equal(0, await RunAsync(Codes, words));
        Assert.Equal(1, await RunAsync(Codes, words));
        Assert.Equal(1, await RunAsync(Codes, "codes", "--list", "no/../such", "--id", "verb-2090", "--effective", "2090-01-01"));

        Assert.Equal("1", $"{(await ReadAsync("/v1/codeLists/units/codeTables/verb-2090"))["codeCount"]}");
        var future = await ReadAsync("/v1/codeLists/units/codes?date=2090-01-01");
        Assert.Equal("千克", $"{Assert.Single(future["codes"]!.AsArray())!["chineseName"]}");
    }

    [Theory]
    [InlineData("--file is missing", "codes", "--list", "units", "--id", "verb-2091", "--effective", "2090-01-01")]
    [InlineData("--list is missing", "codes", "--id", "verb-2091")]
    [InlineData("--effective is a day", "tariff", "--id", "verb-2091", "--effective", "soon")]
    [InlineData("does not know --list", "tariff", "--list", "units")]
    public async Task Verb_says_what_is_missing(string text, params string[] words)
    {
        var mistake = await Assert.ThrowsAsync<UsageException>(() => VerbAsync(Arguments.Parse([.. words, "--urls", Url])));

        Assert.Contains(text, mistake.Message, StringComparison.Ordinal);
    }

    private string Url => suite.Doors.Http.BaseAddress!.ToString().TrimEnd('/');

    private async Task<JsonNode> ReadAsync(string route)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, route);
        request.Headers.Authorization = new("Bearer", suite.Token(Roles.Officer, null));
        using var answer = await suite.Doors.Http.SendAsync(request, TestContext.Current.CancellationToken);
        return JsonNode.Parse(await answer.EnsureSuccessStatusCode().Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!;
    }

    private async Task<int> RunAsync(string csv, params string[] words)
    {
        var file = Path.Combine(suite.Folder, Path.GetRandomFileName());
        await File.WriteAllTextAsync(file, csv, TestContext.Current.CancellationToken);
        return await VerbAsync(Arguments.Parse([.. words, "--file", file, "--urls", Url, "--data", suite.Folder]));
    }

    private static Task<int> VerbAsync(Arguments arguments) => arguments.Verb == "codes" ? ImportVerb.CodesAsync(arguments) : ImportVerb.TariffAsync(arguments);
}
