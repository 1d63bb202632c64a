using System.Globalization;
using System.IO.Compression;
using System.Net.Http.Headers;
using System.Text.Json;
using Clearance.Kernel;

namespace Clearance.Standalone;

/// <summary>
/// <c>tariff</c> and <c>codes</c>: import a whole tariff, or a whole code list, from a CSV file into a running suite, as an officer does through
/// the API.
/// </summary>
internal static class ImportVerb
{
    private const int UsualHours = 1;

    /// <summary>Sends a tariff.</summary>
    /// <returns>0 when it was taken, or would be; 1 when it has mistakes, which are printed with their lines, or is refused.</returns>
    public static Task<int> TariffAsync(Arguments arguments) =>
        RunAsync(arguments.Knowing("file", "id", "effective", "note", "check", "urls", "data", "key"), "/v1/tariffs:import", "tariff");

    /// <summary>Sends the parameter table of a code list.</summary>
    /// <returns>As <see cref="TariffAsync"/>.</returns>
    public static Task<int> CodesAsync(Arguments arguments)
    {
        arguments.Knowing("list", "file", "id", "effective", "note", "check", "urls", "data", "key");
        return RunAsync(arguments, $"/v1/codeLists/{Uri.EscapeDataString(Required(arguments, "list"))}/codeTables:import", "codeTable");
    }

    private static async Task<int> RunAsync(Arguments arguments, string route, string resource)
    {
        var url = Suite.UrlOf(arguments);
        var body = new Dictionary<string, object>(StringComparer.Ordinal)
        {
            [$"{resource}Id"] = Required(arguments, "id"),
            ["effectiveDate"] = DayOf(Required(arguments, "effective")),
            ["note"] = arguments.Text("note") ?? string.Empty,
            ["validateOnly"] = arguments.Flag("check"),
            ["content"] = Convert.ToBase64String(await PackAsync(Required(arguments, "file"))),
        };
        using var issuer = TokenVerb.Open(arguments);
        using var http = new HttpClient { BaseAddress = new Uri(url) };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue(
            "Bearer", issuer.Issue("import", [Roles.Officer], null, TimeSpan.FromHours(UsualHours), null));
        try
        {
            using var answer = await http.PostAsJsonAsync(route, body);
            return Print(answer.IsSuccessStatusCode, resource, await answer.Content.ReadFromJsonAsync<JsonElement>());
        }
        catch (HttpRequestException fault)
        {
            throw new UsageException($"Nobody answers at {url}: {fault.Message} Start the suite with clearance serve, or name it with --urls.");
        }
    }

    private static int Print(bool isSuccess, string resource, JsonElement answer)
    {
        if (!isSuccess)
        {
            Console.Error.WriteLine(answer.GetRawText());
            return 1;
        }

        if (answer.TryGetProperty(resource, out var taken) && taken.ValueKind == JsonValueKind.Object)
        {
            var lines = taken.TryGetProperty("lineCount", out var count) ? $"{count} lines, " : string.Empty;
            var changes = answer.TryGetProperty("changeCount", out var changed) ? $"{changed} differ from the table before, " : string.Empty;
            Console.WriteLine($"{taken.GetProperty("name").GetString()}: {lines}{taken.GetProperty("codeCount")} codes, {changes}SHA-256 {taken.GetProperty("contentHash").GetString()}");
            return 0;
        }

        foreach (var error in answer.GetProperty("errors").EnumerateArray())
        {
            Console.Error.WriteLine($"{error.GetProperty("line")}: {error.GetProperty("column").GetString()}: {error.GetProperty("text").GetString()}");
        }

        Console.Error.WriteLine($"{answer.GetProperty("errorCount")} mistakes; nothing was imported.");
        return 1;
    }

    private static string Required(Arguments arguments, string name) => arguments.Text(name) ?? throw new UsageException($"--{name} is missing.");

    private static object DayOf(string text) => DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
        ? new { year = day.Year, month = day.Month, day = day.Day }
        : throw new UsageException($"--effective is a day as YYYY-MM-DD, not '{text}'.");

    private static async Task<byte[]> PackAsync(string file)
    {
        if (!File.Exists(file))
        {
            throw new UsageException($"There is no file {file}.");
        }

        using var packed = new MemoryStream();
        await using (var gzip = new GZipStream(packed, CompressionLevel.Optimal, leaveOpen: true))
        await using (var csv = File.OpenRead(file))
        {
            await csv.CopyToAsync(gzip);
        }

        return packed.ToArray();
    }
}
