using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Clearance.Kernel;
using Clearance.Standalone;

namespace Clearance.EndToEnd.Tests.Stories;

/// <summary>The verb <c>folder</c>: trade software drops messages and finds receipts; it never learns that there is an API.</summary>
public abstract class FolderStory(StorySuite suite) : Story(suite.StartAsync), IDisposable
{
    private const string Agent = "91210242MA0UBBBB2P";
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);
    private readonly string _folder = Directory.CreateTempSubdirectory("clearance-folder-").FullName;

    public void Dispose()
    {
        Directory.Delete(_folder, recursive: true);
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task A_dropped_message_is_declared_once_and_its_receipts_fall_beside_it()
    {
        var message = Message();
        Drop("first.xml", message);
        Drop("note.txt", "not for customs");

        Assert.Equal(0, await LookAsync());

        Assert.Equal(["done/first.xml", "note.txt"], Files().Where(file => !file.StartsWith("receipts/", StringComparison.Ordinal)));
        var form = Assert.Single((await ListAsync(BillOf(message)))["declarations"]!.AsArray())!;
        var (success, receipt) = ($"receipts/Successed_{form["unifiedNumber"]}_", $"receipts/Receipt_{form["declarationNumber"]}_");
        var taken = XElement.Load(Path.Combine(_folder, Assert.Single(Files(), file => file.StartsWith(success, StringComparison.Ordinal))));
        Assert.Equal("0", Of(taken, "ResponseCode"));
        Assert.Single(Files(), file => file.StartsWith($"{receipt}L_", StringComparison.Ordinal));

        // The software drops it again: it is the same declaration.
        Drop("first.xml", message);
        Assert.Equal(0, await LookAsync());
        Assert.Contains("done/first-2.xml", Files());
        Assert.Single(Files(), file => file.StartsWith(success, StringComparison.Ordinal));
        Assert.Single((await ListAsync(BillOf(message)))["declarations"]!.AsArray());

        // What customs says later comes with a later look.
        await Clearance.Testing.Eventually.GetAsync(
            async () => await LookAsync() + Files().Count(file => file.StartsWith($"{receipt}T_", StringComparison.Ordinal)), found => found > 0, s_patience);
    }

    [Fact]
    public async Task What_is_wrong_is_answered_in_the_words_that_the_software_shows()
    {
        Drop("a-weight.xml", Regex.Replace(Message(), "<GrossWet>[^<]*<", "<GrossWet>1<"));
        Drop("b-bomb.xml", "<!DOCTYPE m [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;\">]><DecMessage>&b;</DecMessage>");
        Drop("c-large.xml", new string(' ', (4 * 1024 * 1024) + 1));
        Drop("d-good.xml", Message());
        File.CreateSymbolicLink(Path.Combine(_folder, "e-link.xml"), "/etc/hostname");

        Assert.Equal(1, await LookAsync());

        Assert.Equal(
            ["done/d-good.xml", "e-link.xml", "failed/a-weight.xml", "failed/b-bomb.xml", "failed/c-large.xml"],
            Files().Where(file => !file.StartsWith("receipts/", StringComparison.Ordinal)));
        Assert.Contains("净重不得大于毛重", ErrorOf("a-weight.xml"), StringComparison.Ordinal);
        Assert.Contains("FORM_INVALID", File.ReadAllText(Path.Combine(_folder, "receipts/Failed_a-weight.xml.json")), StringComparison.Ordinal);
        Assert.NotEmpty(ErrorOf("b-bomb.xml"));
        Assert.Contains("4MB", ErrorOf("c-large.xml"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task While_nobody_answers_messages_stay()
    {
        Drop("later.xml", Message());

        Assert.Equal(1, await VerbAsync("--urls", "http://127.0.0.1:9"));
        Assert.Equal(["later.xml"], Files());

        Assert.Equal(0, await LookAsync());
        Assert.Contains("done/later.xml", Files());
    }

    [Fact]
    public async Task One_process_works_on_a_folder()
    {
        using var held = LockedFolder.Open(_folder);

        var mistake = await Assert.ThrowsAsync<UsageException>(LookAsync);

        Assert.Contains("One process works on a folder at a time", mistake.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_still_grows_is_left_to_the_next_look()
    {
        Drop("growing.xml", "<DecMessage>");
        using var locked = LockedFolder.Open(_folder);
        using var http = new HttpClient { BaseAddress = suite.Doors.Http.BaseAddress };
        http.DefaultRequestHeaders.Authorization = new("Bearer", suite.Token(Roles.Declarant, Agent));
        var work = new MessageFolder(locked, Agent, http, TextWriter.Null);

        Assert.True(await work.LookAsync(unsettled: false, TestContext.Current.CancellationToken));
        Drop("growing.xml", Message());
        Assert.True(await work.LookAsync(unsettled: false, TestContext.Current.CancellationToken));
        Assert.Contains("growing.xml", Files());

        Assert.True(await work.LookAsync(unsettled: false, TestContext.Current.CancellationToken));
        Assert.Contains("done/growing.xml", Files());
    }

    /// <summary>The sample of a broker's software, with a bill of lading that no other story has.</summary>
    private string Message()
    {
        var xml = suite.Samples.Forms.First(form => form.IsDecMessage).Content;
        return xml.Replace(BillOf(xml), $"FOLD{Path.GetRandomFileName()[..8].ToUpperInvariant()}", StringComparison.Ordinal);
    }

    private static string BillOf(string xml) => XDocument.Parse(xml).Descendants().First(element => element.Name.LocalName == "BillNo").Value;

    private string ErrorOf(string message) => Of(XElement.Load(Path.Combine(_folder, "receipts", $"Failed_{message}")), "ErrorMessage");

    private static string Of(XElement response, string name) => response.Elements().Single(element => element.Name.LocalName == name).Value;

    private void Drop(string name, string content) => File.WriteAllText(Path.Combine(_folder, name), content);

    private IEnumerable<string> Files() => Directory.EnumerateFiles(_folder, "*", SearchOption.AllDirectories)
        .Select(file => Path.GetRelativePath(_folder, file)).Where(file => !Path.GetFileName(file).StartsWith('.')).Order(StringComparer.Ordinal);

    private Task<int> LookAsync() => VerbAsync("--urls", suite.Doors.Http.BaseAddress!.ToString().TrimEnd('/'));

    private Task<int> VerbAsync(params string[] words) =>
        FolderVerb.RunAsync(Arguments.Parse(["folder", "--folder", _folder, "--enterprise", Agent, "--once", "--data", suite.Folder, .. words]));

    private async Task<JsonNode> ListAsync(string bill)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/v1/declarations?billOfLading={bill}");
        request.Headers.Authorization = new("Bearer", suite.Token(Roles.Declarant, Agent));
        using var answer = await suite.Doors.Http.SendAsync(request, TestContext.Current.CancellationToken);
        return JsonNode.Parse(await answer.EnsureSuccessStatusCode().Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!;
    }
}
