using System.Net;
using System.Text.RegularExpressions;

namespace Clearance.Hosting.Tests;

public sealed partial class ConsoleTests(EdgeFixture edge)
{
    [Fact]
    public async Task The_console_is_at_the_root_and_everything_it_loads_comes_from_here()
    {
        var http = edge.App.Http();
        var page = await http.GetAsync("/");
        var html = await page.Content.ReadAsStringAsync();
        var waiting = new Queue<string>(Reference().Matches(html).Select(match => match.Groups["path"].Value));
        var seen = new HashSet<string>(StringComparer.Ordinal);

        Assert.Equal("text/html", page.Content.Headers.ContentType?.MediaType);
        Assert.StartsWith("default-src 'none'; script-src 'self'", page.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
        while (waiting.TryDequeue(out var path))
        {
            if (seen.Add(path))
            {
                var text = await http.GetStringAsync("/" + path);
                Assert.DoesNotContain("https://", text, StringComparison.Ordinal);
                foreach (var import in Import().Matches(text).Select(match => match.Groups["file"].Value))
                {
                    waiting.Enqueue($"console/{import}");
                }
            }
        }

        Assert.Equal(
            ["console/api.js", "console/board.js", "console/console.css", "console/declaration.js", "console/dom.js", "console/icon.svg", "console/main.js", "console/text.js", "console/times.js"],
            seen.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_file_that_has_not_changed_is_not_sent_again()
    {
        var http = edge.App.Http();
        var first = await http.GetAsync("/console/main.js");
        using var again = new HttpRequestMessage(HttpMethod.Get, "/console/main.js");
        again.Headers.IfNoneMatch.Add(first.Headers.ETag!);

        Assert.Equal(HttpStatusCode.NotModified, (await http.SendAsync(again)).StatusCode);
    }

    [Fact]
    public async Task What_is_no_file_of_the_console_is_not_served()
    {
        Assert.Equal(HttpStatusCode.NotFound, (await edge.App.Http().GetAsync("/console/..%2fappsettings.json")).StatusCode);
    }

    [Fact]
    public async Task Every_word_of_the_page_is_there_in_both_languages()
    {
        var http = edge.App.Http();
        var html = await http.GetStringAsync("/");
        var words = await http.GetStringAsync("/console/text.js");

        Assert.All(Word().Matches(html).Select(match => match.Groups["word"].Value), word =>
            Assert.Matches($"\\b{word}: \\['[^']+', '[^']*[\\u4e00-\\u9fff][^']*'\\]", words));
    }

    [GeneratedRegex("(?:src|href)=\"(?<path>console/[^\"]+)\"", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Reference();

    [GeneratedRegex("from '\\./(?<file>[^']+)'", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Import();

    [GeneratedRegex("data-(text|label)=\"(?<word>[^\"]+)\"", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Word();
}
