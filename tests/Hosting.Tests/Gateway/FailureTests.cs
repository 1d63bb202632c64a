using System.Net;
using System.Net.Http.Json;
using Clearance.Contracts.Complaint.V1;
using Clearance.Contracts.Payment.V1;
using Clearance.Testing;
using Google.Rpc;
using Grpc.Core;
using Microsoft.AspNetCore.Http;

namespace Clearance.Hosting.Tests.Gateway;

/// <summary>What a caller is told when a service is away, and what is sent again.</summary>
public sealed class FailureTests
{
    private static readonly string[] QuickProbes =
    [
        "--ReverseProxy:Clusters:payments:HealthCheck:Active:Enabled=true", "--ReverseProxy:Clusters:payments:HealthCheck:Active:Interval=00:00:00.05",
        "--ReverseProxy:Clusters:payments:HealthCheck:Active:Timeout=00:00:05", "--ReverseProxy:Clusters:payments:HealthCheck:Active:Path=/health/ready",
        "--ReverseProxy:Clusters:payments:HealthCheck:Active:Policy=ConsecutiveFailures",
    ];

    [Fact]
    public async Task A_service_that_is_away_is_unavailable_and_says_when_to_come_back()
    {
        await using var gateway = await GatewayHost.StartAsync([]);

        var rest = await gateway.Http.GetAsync("/v1/complaints");
        var problem = await Answers.ProblemAsync(rest);
        var status = await Answers.RefusedAsync(new ComplaintService.ComplaintServiceClient(gateway.Channel).ListComplaintsAsync(new ListComplaintsRequest()).ResponseAsync);

        Assert.Equal((HttpStatusCode.ServiceUnavailable, "SERVICE_UNREACHABLE"), (rest.StatusCode, problem.Reason()));
        Assert.Equal(TimeSpan.FromSeconds(1), rest.Headers.RetryAfter?.Delta);
        Assert.Contains("complaints", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.Equal(((int)StatusCode.Unavailable, "SERVICE_UNREACHABLE", 1L), (status.Code, status.GetDetail<ErrorInfo>().Reason, status.GetDetail<RetryInfo>().RetryDelay.Seconds));
    }

    [Fact]
    public async Task A_write_goes_to_another_process_when_there_was_no_connection()
    {
        await using var alive = await Upstream.StartAsync(async context =>
        {
            using var reader = new StreamReader(context.Request.Body);
            await context.Response.WriteAsync(await reader.ReadToEndAsync());
        });
        await using var gateway = await GatewayHost.StartAsync([("payments", GatewayHost.Nowhere), ("payments", alive.Address)]);

        for (var i = 0; i < 20; i++)
        {
            var answer = await gateway.Http.PostAsJsonAsync("/v1/refunds", new { requestId = "a" });

            Assert.Equal("""{"requestId":"a"}""", await answer.Content.ReadAsStringAsync());
        }
    }

    [Fact]
    public async Task A_write_that_may_have_arrived_is_not_sent_again()
    {
        var calls = 0;
        async Task Break(HttpContext context)
        {
            if (context.Request.Path != "/health/ready")
            {
                Interlocked.Increment(ref calls);
                await context.Request.Body.CopyToAsync(Stream.Null);
                context.Abort();
            }
        }

        await using var one = await Upstream.StartAsync(Break);
        await using var two = await Upstream.StartAsync(Break);
        await using var gateway = await GatewayHost.StartAsync([("payments", one.Address), ("payments", two.Address)]);

        var answer = await gateway.Http.PostAsJsonAsync("/v1/refunds", new { requestId = "a" });

        Assert.Equal((HttpStatusCode.ServiceUnavailable, "SERVICE_UNREACHABLE"), (answer.StatusCode, (await Answers.ProblemAsync(answer)).Reason()));
        Assert.Equal(1, calls);
    }

    [Fact]
    public async Task A_read_whose_answer_did_not_begin_is_asked_of_another_process()
    {
        var broken = 0;
        await using var one = await Upstream.StartAsync(context =>
        {
            if (context.Request.Path != "/health/ready")
            {
                Interlocked.Increment(ref broken);
                context.Abort();
            }

            return Task.CompletedTask;
        });
        await using var two = await Upstream.StartAsync(context => context.Response.WriteAsync("here"));
        await using var gateway = await GatewayHost.StartAsync([("payments", one.Address), ("payments", two.Address)]);

        for (var i = 0; broken == 0 || i < 5; i++)
        {
            Assert.Equal("here", await gateway.Http.GetStringAsync("/v1/taxBills"));
        }
    }

    [Fact]
    public async Task A_service_that_keeps_silent_is_a_timeout_that_may_have_been_carried_out()
    {
        await using var silent = await Upstream.StartAsync(context => Task.Delay(Timeout.Infinite, context.RequestAborted));
        await using var gateway = await GatewayHost.StartAsync(
            [("payments", silent.Address)],
            "--ReverseProxy:Clusters:payments:HttpRequest:ActivityTimeout=00:00:00.2",
            "--ReverseProxy:Clusters:payments:HttpRequest:Version=2",
            "--ReverseProxy:Clusters:payments:HttpRequest:VersionPolicy=RequestVersionExact");

        var rest = await gateway.Http.GetAsync("/v1/taxBills");
        var status = await Answers.RefusedAsync(new TaxBillService.TaxBillServiceClient(gateway.Channel).ListTaxBillsAsync(new ListTaxBillsRequest()).ResponseAsync);

        Assert.Equal((HttpStatusCode.GatewayTimeout, "SERVICE_TIMED_OUT"), (rest.StatusCode, (await Answers.ProblemAsync(rest)).Reason()));
        Assert.Equal((int)StatusCode.DeadlineExceeded, status.Code);
    }

    [Fact]
    public async Task A_process_that_is_not_ready_gets_no_calls_and_the_gateway_names_its_service()
    {
        var (ready, calls) = (false, 0);
        await using var upstream = await Upstream.StartAsync(context =>
        {
            if (context.Request.Path == "/health/ready")
            {
                context.Response.StatusCode = Volatile.Read(ref ready) ? 200 : 503;
                return Task.CompletedTask;
            }

            Interlocked.Increment(ref calls);
            return context.Response.WriteAsync("here");
        });
        await using var gateway = await GatewayHost.StartAsync([("payments", upstream.Address)], QuickProbes);

        await Eventually.GetAsync(() => gateway.Http.GetStringAsync("/health/ready"), health => health.Contains("\"payments\":\"Degraded: none of 1", StringComparison.Ordinal));
        var seen = calls;
        var refused = await gateway.Http.GetAsync("/v1/taxBills");
        var gatewayHealth = await gateway.Http.GetAsync("/health/ready");
        Volatile.Write(ref ready, true);
        var answer = await Eventually.GetAsync(() => gateway.Http.GetAsync("/v1/taxBills"), response => response.IsSuccessStatusCode);

        Assert.Equal((HttpStatusCode.ServiceUnavailable, "SERVICE_UNREACHABLE"), (refused.StatusCode, (await Answers.ProblemAsync(refused)).Reason()));
        Assert.Equal(HttpStatusCode.OK, gatewayHealth.StatusCode);
        Assert.Equal("here", await answer.Content.ReadAsStringAsync());
        Assert.Equal(seen + 1, calls);
    }

    [Fact]
    public async Task A_service_whose_name_is_not_known_yet_is_away_and_keeps_nobody_from_starting()
    {
        await using var alive = await Upstream.StartAsync(context => context.Response.WriteAsync("here"));
        await using var gateway = await GatewayHost.StartAsync([("payments", new Uri("http://payments.invalid:8081")), ("releases", alive.Address)]);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await gateway.Http.GetAsync("/v1/taxBills")).StatusCode);
        Assert.Equal("here", await gateway.Http.GetStringAsync("/v1/releaseCases"));
    }
}
