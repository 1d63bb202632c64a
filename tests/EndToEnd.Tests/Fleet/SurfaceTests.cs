using System.Net;
using System.Text.Json.Nodes;
using Clearance.Hosting;
using Clearance.Standalone;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Clearance.EndToEnd.Tests.Fleet;

/// <summary>Who calls the suite cannot tell its shape.</summary>
[Collection(SeparateStories.Name)]
[Trait("Needs", "servers")]
public sealed class SurfaceTests(SeparateShape suite) : Story(suite.StartAsync)
{
    private const string Document = "/openapi/v1.json";
    private static readonly string[] s_verbs = ["get", "post", "patch", "put", "delete"];

    [Fact]
    public async Task Gateway_describes_the_same_contract_as_Standalone()
    {
        var apart = await DocumentAsync(suite.Doors.Http);
        var folder = Directory.CreateTempSubdirectory("clearance-surface-").FullName;
        try
        {
            await using var app = Suite.Build(new SuiteOptions("http://127.0.0.1:0", folder) { LogLevel = LogLevel.Warning });
            await app.StartAsync(TestContext.Current.CancellationToken);
            using var http = new HttpClient { BaseAddress = app.Services.GetRequiredService<Addresses>().Rest };

            var together = await DocumentAsync(http);

            Assert.NotEmpty(together["paths"]!.AsObject());
            Assert.Equal(together["paths"]!.ToJsonString(), apart["paths"]!.ToJsonString());
            Assert.Equal(together["components"]!.ToJsonString(), apart["components"]!.ToJsonString());
            await app.StopAsync(TestContext.Current.CancellationToken);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public async Task Every_described_route_reaches_the_service_that_asks_for_a_token_unless_it_is_open()
    {
        var routes = from path in (await DocumentAsync(suite.Doors.Http))["paths"]!.AsObject()
                     from verb in path.Value!.AsObject()
                     where s_verbs.Contains(verb.Key, StringComparer.Ordinal)
                     let isOpen = verb.Value!["security"]!.AsArray().Count == 0
                     select (Verb: HttpMethod.Parse(verb.Key), IsOpen: isOpen, Path: path.Key.Replace("{service}", "payments", StringComparison.Ordinal).Replace('{', 'x').Replace('}', 'x'));
        var answers = new List<string>();
        foreach (var (verb, isOpen, path) in routes)
        {
            using var request = new HttpRequestMessage(verb, path) { Content = verb == HttpMethod.Get ? null : new StringContent("{}", null, "application/json") };
            using var answer = await suite.Doors.Http.SendAsync(request, TestContext.Current.CancellationToken);
            var body = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
            var (status, reason) = isOpen ? (HttpStatusCode.NotFound, "PAYMENT_PROOF_NOT_VALID") : (HttpStatusCode.Unauthorized, "TOKEN_MISSING_OR_INVALID");
            if (answer.StatusCode != status || !body.Contains(reason, StringComparison.Ordinal))
            {
                answers.Add($"{verb} {path} answered {(int)answer.StatusCode}: {body}");
            }
        }

        Assert.Empty(answers);
    }

    private static async Task<JsonNode> DocumentAsync(HttpClient http) => JsonNode.Parse(await http.GetStringAsync(Document))!;
}
