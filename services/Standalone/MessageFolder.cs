using System.Net;
using System.Text.Json;
using System.Xml.Linq;
using Clearance.Engine;

namespace Clearance.Standalone;

/// <summary>
/// One firm's folder of messages: <c>*.xml</c> in it are declared one by one and moved to <c>done</c> or <c>failed</c>; receipts fall into <c>receipts</c>, those of
/// the moment and those that come later. Nothing is lost or declared twice wherever it is interrupted: a message stays until it has its answer, and is recognised by its
/// bytes when it is sent again.
/// </summary>
internal sealed class MessageFolder(LockedFolder folder, string uscc, HttpClient http, TextWriter log)
{
    private const int MostBytes = 4 * 1024 * 1024;
    private const int PageSize = 200;
    private const string Position = ".position";
    private static readonly XNamespace s_dec = "http://www.chinaport.gov.cn/dec";
    private readonly Dictionary<string, (long Size, DateTime Time)> _seen = new(StringComparer.Ordinal);

    /// <summary>Declares what is there, and fetches what customs has said since the last look.</summary>
    /// <param name="unsettled">True to take files at once; otherwise one is taken when it has not changed since the last look, since software may still be writing it.</param>
    /// <param name="cancellationToken">Ends the look between two files.</param>
    /// <returns>True when nothing was refused, and the suite answered.</returns>
    public async Task<bool> LookAsync(bool unsettled, CancellationToken cancellationToken)
    {
        try
        {
            var good = true;
            foreach (var file in Messages().Where(file => Settled(file) || unsettled))
            {
                good &= await DeclareAsync(file, cancellationToken);
            }

            await FetchAsync(cancellationToken);
            return good;
        }
        catch (HttpRequestException fault)
        {
            await log.WriteLineAsync($"No answer from {http.BaseAddress}: {fault.Message} What is left is sent at the next look.");
            return false;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return true;
        }
    }

    /// <summary>In the order of their names. Links are not followed: they may lead to files of others.</summary>
    private FileInfo[] Messages() =>
    [
        .. new DirectoryInfo(folder.Path).EnumerateFiles()
            .Where(file => file.Extension.Equals(".xml", StringComparison.OrdinalIgnoreCase) && file is { LinkTarget: null, Name: not ['.', ..] })
            .OrderBy(file => file.Name, StringComparer.Ordinal),
    ];

    private bool Settled(FileInfo file)
    {
        var (before, now) = (_seen.GetValueOrDefault(file.Name), (file.Length, file.LastWriteTimeUtc));
        _seen[file.Name] = now;
        return before == now;
    }

    private async Task<bool> DeclareAsync(FileInfo file, CancellationToken cancellationToken)
    {
        if (file.Length > MostBytes)
        {
            return Refuse(file, $"报文有{file.Length}字节，超过4MB。");
        }

        var bytes = await File.ReadAllBytesAsync(file.FullName, cancellationToken);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/declarations:importDecMessage") { Content = new ByteArrayContent(bytes) };
        request.Content.Headers.ContentType = new("application/xml");
        request.Headers.Add("Idempotency-Key", $"\"{DerivedId.OfContent("message-folder", bytes)}\"");
        using var answer = await http.SendAsync(request, cancellationToken);
        if (MayPass(answer.StatusCode))
        {
            throw new HttpRequestException($"{(int)answer.StatusCode} {answer.ReasonPhrase}.");
        }

        var said = await answer.Content.ReadAsStringAsync(cancellationToken);
        if (!answer.IsSuccessStatusCode)
        {
            LockedFolder.Write(folder.In("receipts"), $"Failed_{file.Name}.json", said);
            return Refuse(file, ReasonsIn(said));
        }

        using var taken = JsonDocument.Parse(said);
        var name = taken.RootElement.GetProperty("declaration").GetProperty("name").GetString()!;
        await FetchAsync(name, cancellationToken);
        folder.Move(file, "done");
        await log.WriteLineAsync($"{file.Name}: {name}");
        return true;
    }

    /// <summary>What another try may find otherwise: nobody could answer, or not this token.</summary>
    private static bool MayPass(HttpStatusCode status) =>
        status is HttpStatusCode.Unauthorized or HttpStatusCode.RequestTimeout or HttpStatusCode.Conflict or HttpStatusCode.TooManyRequests || (int)status >= 500;

    private bool Refuse(FileInfo file, string reasons)
    {
        var response = new XElement(
            s_dec + "DecImportResponse",
            new XElement(s_dec + "ResponseCode", "1"),
            new XElement(s_dec + "ErrorMessage", reasons),
            new XElement(s_dec + "ClientSeqNo"),
            new XElement(s_dec + "SeqNo"),
            new XElement(s_dec + "TrnPreId"));
        LockedFolder.Write(folder.In("receipts"), $"Failed_{file.Name}", response.ToString());
        folder.Move(file, "failed");
        log.WriteLine($"{file.Name}: refused. {reasons}");
        return false;
    }

    /// <summary>What a problem says, and each of its violations.</summary>
    private static string ReasonsIn(string problem)
    {
        using var document = JsonDocument.Parse(problem);
        var errors = document.RootElement.TryGetProperty("errors", out var list) && list.ValueKind == JsonValueKind.Array ? list.EnumerateArray().ToArray() : [];
        return string.Join("；", errors.Prepend(document.RootElement).Select(error => TextOf(error, "detail")).OfType<string>());
    }

    private static string? TextOf(JsonElement element, string name) => element.TryGetProperty(name, out var value) && value.GetString() is { Length: > 0 } text ? text : null;

    /// <summary>Receipts of every form of which the firm's log tells something new. How far it has come is written after them.</summary>
    private async Task FetchAsync(CancellationToken cancellationToken)
    {
        var file = Path.Combine(folder.Path, Position);
        while (true)
        {
            var after = File.Exists(file) ? Uri.EscapeDataString(await File.ReadAllTextAsync(file, cancellationToken)) : string.Empty;
            var page = await ReadAsync($"/v1/enterprises/{uscc}/notifications?pageSize={PageSize}&after={after}", cancellationToken);
            var notes = page.TryGetProperty("notifications", out var list) ? list.EnumerateArray().ToArray() : [];
            foreach (var declaration in notes.Select(note => TextOf(note, "declaration")).OfType<string>().Distinct())
            {
                await FetchAsync(declaration, cancellationToken);
            }

            if (notes.Length == 0)
            {
                return;
            }

            LockedFolder.Write(folder.Path, Position, notes[^1].GetProperty("name").GetString()!);
        }
    }

    private async Task FetchAsync(string declaration, CancellationToken cancellationToken)
    {
        var receipts = (await ReadAsync($"/v1/{declaration}/receipts", cancellationToken)).GetProperty("receipts");
        foreach (var receipt in receipts.EnumerateArray())
        {
            // Names come from the suite, but a name is no path here.
            var name = Path.GetFileName(receipt.GetProperty("fileName").GetString()!);
            if (!File.Exists(Path.Combine(folder.In("receipts"), name)))
            {
                LockedFolder.Write(folder.In("receipts"), name, receipt.GetProperty("content").GetString()!);
            }
        }
    }

    private async Task<JsonElement> ReadAsync(string route, CancellationToken cancellationToken)
    {
        using var answer = await http.GetAsync(route, cancellationToken);
        return await answer.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<JsonElement>(cancellationToken);
    }
}
