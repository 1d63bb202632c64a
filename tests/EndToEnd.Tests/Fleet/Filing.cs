using System.Diagnostics;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Clearance.Hosting;
using Clearance.Kernel;
using Clearance.Standalone.Demo;
using Clearance.Standalone.Fleet;

namespace Clearance.EndToEnd.Tests.Fleet;

/// <summary>A firm that declares for itself, and the one form that it files through the gateway.</summary>
internal static class Filing
{
    /// <summary>A token of the suite's own issuer.</summary>
    public static string TokenOf(SeparateSuite suite, string role, string? enterprise)
    {
        using var issuer = LocalIssuer.Open(suite.Data);
        return issuer.Issue("tester", [role], enterprise, TimeSpan.FromHours(1));
    }

    /// <summary>Registers the firm and lodges its form, in the trace of a call where one is given.</summary>
    public static async Task<(string Name, string Firm)> LodgeAsync(SeparateSuite suite, Activity? call = null)
    {
        var samples = SampleSet.Open(null);
        var form = await File.ReadAllTextAsync(Path.Combine(samples.Folder, "early-sea", "05-bearings-germany.json"));
        var firm = JsonNode.Parse(form)!["declaration"]!["trader"]!["uscc"]!.GetValue<string>();
        var enterprise = samples.List("enterprises.json").Select(known => known["enterprise"]!).Single(known => known["uscc"]!.GetValue<string>() == firm);
        using var http = new HttpClient { BaseAddress = suite.Rest };
        await PostAsync(http, "/v1/enterprises", enterprise.ToJsonString(), TokenOf(suite, Roles.Operator, null), null);
        var declaration = await PostAsync(http, "/v1/declarations:lodge", form, TokenOf(suite, Roles.Declarant, firm), call);
        return (declaration["name"]!.GetValue<string>(), firm);
    }

    private static async Task<JsonNode> PostAsync(HttpClient http, string path, string body, string token, Activity? call)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        if (call is not null)
        {
            request.Headers.Add("traceparent", call.Id);
        }

        using var answer = await http.SendAsync(request);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode, text);
        return JsonNode.Parse(text)!;
    }
}
