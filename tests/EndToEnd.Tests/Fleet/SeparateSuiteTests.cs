using System.Net;
using System.Net.Http.Headers;
using Clearance.Hosting;
using Clearance.Kernel;
using Clearance.Standalone;
using Clearance.Standalone.Fleet;
using Clearance.Testing;

namespace Clearance.EndToEnd.Tests.Fleet;

/// <summary>The launcher itself; on SQLite, because nothing here travels from service to service.</summary>
public sealed class SeparateSuiteTests
{
    private static readonly string[] Everybody = ["gateway", "declarations", "payments", "guarantees", "releases", "complaints"];

    /// <summary>A list of each service, through the gateway.</summary>
    private static readonly string[] Lists = ["/v1/declarations", "/v1/taxBills", "/v1/guarantees", "/v1/releaseCases", "/v1/complaints", "/v1/services/payments/deadLetters"];

    [Fact]
    public async Task Every_service_answers_through_the_gateway_and_again_after_a_kill()
    {
        var data = Directory.CreateTempSubdirectory("clearance-fleet-").FullName;
        try
        {
            await using var suite = await SeparateSuite.StartAsync(new SeparateSuiteOptions(data), TestContext.Current.CancellationToken);
            using var http = CallerOf(suite);
            Assert.Equal(Everybody, suite.Members.Select(member => member.Name));
            Assert.Equal(Everybody.Length, suite.Members.Select(member => member.Id).Distinct().Count());
            await EverythingAnswersAsync(http);

            await suite.KillAsync("payments");
            Assert.False(suite["payments"].IsRunning);
            await suite.RestartAsync("payments", TestContext.Current.CancellationToken);
            await EverythingAnswersAsync(http);

            await suite.StopAsync();
            Assert.All(suite.Members, member => Assert.False(member.IsRunning));
        }
        finally
        {
            Directory.Delete(data, recursive: true);
        }
    }

    [Fact]
    public async Task Process_that_cannot_start_says_why_and_leaves_no_other_behind()
    {
        var data = Directory.CreateTempSubdirectory("clearance-fleet-").FullName;
        try
        {
            var fault = await Assert.ThrowsAsync<InvalidOperationException>(() => SeparateSuite.StartAsync(
                new SeparateSuiteOptions(data) { Settings = ["--Limits:CallsAtOnce=0"] }, TestContext.Current.CancellationToken));

            Assert.Contains("with 2 instead of starting", fault.Message, StringComparison.Ordinal);
            Assert.Contains("Not started: ", fault.Message, StringComparison.Ordinal);
            Assert.Contains("CallsAtOnce", fault.Message, StringComparison.Ordinal);
        }
        finally
        {
            Directory.Delete(data, recursive: true);
        }
    }

    [Fact]
    public void Missing_binary_says_what_to_build()
    {
        var mistake = Assert.Throws<UsageException>(() => ServiceBinaries.Find("payments", Path.GetTempPath()));

        Assert.Contains("payments/Clearance.Payments.dll", mistake.Message, StringComparison.Ordinal);
    }

    private static HttpClient CallerOf(SeparateSuite suite)
    {
        using var issuer = LocalIssuer.Open(suite.Data);
        var token = issuer.Issue("operator", [Roles.Operator, Roles.Supervisor], null, TimeSpan.FromHours(1));
        return new HttpClient { BaseAddress = suite.Rest, DefaultRequestHeaders = { Authorization = new AuthenticationHeaderValue("Bearer", token) } };
    }

    // A gateway may need a moment to see that a service is back.
    private static async Task EverythingAnswersAsync(HttpClient http)
    {
        foreach (var list in Lists)
        {
            await Eventually.GetAsync(
                async () =>
                {
                    using var answer = await http.GetAsync(list);
                    return $"{list} {answer.StatusCode} {await answer.Content.ReadAsStringAsync()}";
                },
                answer => answer.StartsWith($"{list} {HttpStatusCode.OK}", StringComparison.Ordinal));
        }
    }
}
