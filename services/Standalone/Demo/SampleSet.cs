using System.Text.Json.Nodes;
using System.Xml.Linq;

namespace Clearance.Standalone.Demo;

/// <summary>One declaration as a file: the body of a lodge call, or a DecMessage.</summary>
/// <param name="Road">Folder of the file, e.g. <c>early-sea</c>.</param>
/// <param name="Name">File name without its ending.</param>
/// <param name="Content">Content of the file.</param>
/// <param name="IsDecMessage">True for DecMessage XML, false for JSON.</param>
internal sealed record SampleForm(string Road, string Name, string Content, bool IsDecMessage)
{
    /// <summary>USCC of the trader, who pays.</summary>
    public required string Trader { get; init; }

    /// <summary>USCC of the declarant, who lodges.</summary>
    public required string Declarant { get; init; }

    /// <summary>Number of the bill of lading.</summary>
    public required string Bill { get; init; }
}

/// <summary>The files that the demo plays from: declarations by road, firms, partners, guarantees, manifests.</summary>
internal sealed class SampleSet
{
    private static readonly string Inside = Path.Combine("tests", "Samples");

    private SampleSet(string folder) => Folder = folder;

    /// <summary>Where the files are.</summary>
    public string Folder { get; }

    /// <summary>The declarations of the four roads, by road and name.</summary>
    public required IReadOnlyList<SampleForm> Forms { get; init; }

    /// <summary>Bodies that register the manifests, by file.</summary>
    public required IReadOnlyList<JsonObject> Manifests { get; init; }

    /// <summary>Opens the samples: the folder that was typed, or the one that lies above the present folder or the program.</summary>
    /// <exception cref="UsageException">There is none.</exception>
    public static SampleSet Open(string? typed)
    {
        var folder = typed ?? Above(Environment.CurrentDirectory) ?? Above(AppContext.BaseDirectory) ?? Beside()
            ?? throw new UsageException("No folder tests/Samples was found. Name it with --samples DIR.");
        if (!File.Exists(Path.Combine(folder, "enterprises.json")))
        {
            throw new UsageException($"'{folder}' holds no samples: enterprises.json is missing.");
        }

        return new SampleSet(folder)
        {
            Forms = [.. Roads.All.SelectMany(road => Directory.EnumerateFiles(Path.Combine(folder, road.Folder)).Order(StringComparer.Ordinal).Select(file => Read(road.Folder, file)))],
            Manifests = [.. Directory.EnumerateFiles(Path.Combine(folder, "manifests"), "*.json").Order(StringComparer.Ordinal).Select(file => JsonNode.Parse(File.ReadAllText(file))!.AsObject())],
        };
    }

    /// <summary>A list of objects in a file of the folder.</summary>
    public IReadOnlyList<JsonObject> List(string file) => [.. JsonNode.Parse(File.ReadAllText(Path.Combine(Folder, file)))!.AsArray().Select(node => node!.AsObject())];

    /// <summary>An object in a file of the folder.</summary>
    public JsonObject Single(string file) => JsonNode.Parse(File.ReadAllText(Path.Combine(Folder, file)))!.AsObject();

    /// <summary>Reads one declaration.</summary>
    public static SampleForm Read(string road, string file)
    {
        var content = File.ReadAllText(file);
        var name = Path.GetFileNameWithoutExtension(file);
        if (Path.GetExtension(file) == ".xml")
        {
            var head = XDocument.Parse(content).Root!.Elements().First(element => element.Name.LocalName == "DecHead");
            string Of(string element) => head.Elements().First(child => child.Name.LocalName == element).Value;
            return new SampleForm(road, name, content, IsDecMessage: true) { Trader = Of("TradeCoScc"), Declarant = Of("AgentCodeScc"), Bill = Of("BillNo") };
        }

        var form = JsonNode.Parse(content)!["declaration"]!;
        return new SampleForm(road, name, content, IsDecMessage: false)
        {
            Trader = form["trader"]!["uscc"]!.GetValue<string>(),
            Declarant = form["declarant"]!["uscc"]!.GetValue<string>(),
            Bill = form["transport"]!["billOfLading"]!.GetValue<string>(),
        };
    }

    private static string? Above(string start)
    {
        for (var folder = new DirectoryInfo(start); folder is not null; folder = folder.Parent)
        {
            var samples = Path.Combine(folder.FullName, Inside);
            if (Directory.Exists(samples))
            {
                return samples;
            }
        }

        return null;
    }

    private static string? Beside()
    {
        var samples = Path.Combine(AppContext.BaseDirectory, "samples");
        return Directory.Exists(samples) ? samples : null;
    }
}
