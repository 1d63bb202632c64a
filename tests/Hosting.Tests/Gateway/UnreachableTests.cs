using System.Net;
using System.Net.Http.Json;
using Clearance.Gateway;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Clearance.Hosting.Tests.Gateway;

/// <summary>Calls whose body or answer breaks off midway: whose fault it is, and what may not be sent again.</summary>
public sealed class UnreachableTests
{
    // Of HTTP/2 (RFC 9113, 7): the process says that it has not begun with the call, so that the client library itself repeats it.
    private const int RefusedStream = 7;
    private static readonly byte[] s_large = new byte[512 * 1024];

    [Fact]
    public async Task A_body_that_a_process_had_in_hand_is_not_sent_to_another_without_it()
    {
        var (calls, gone) = (0, 0);
        Upstream? one = null;
        one = await Upstream.StartAsync(async context =>
        {
            if (IsProbe(context))
            {
                return;
            }

            // It takes the body, refuses the call, and is not there when the library comes back.
            await context.Request.Body.CopyToAsync(Stream.Null);
            if (Interlocked.Exchange(ref gone, 1) == 0)
            {
                await one!.BeginToStopAsync();
            }

            context.Features.Get<IHttpResetFeature>()!.Reset(RefusedStream);
        });
        await using var two = await Upstream.StartAsync(async context =>
        {
            if (!IsProbe(context))
            {
                Interlocked.Increment(ref calls);
                using var reader = new StreamReader(context.Request.Body);
                await context.Response.WriteAsync(await reader.ReadToEndAsync());
            }
        });
        await using var gateway = await GatewayHost.StartAsync([("payments", one.Address), ("payments", two.Address)]);

        for (var (asked, seen) = (0, 0); seen == 0; asked++)
        {
            Assert.True(asked < 200, "The first process was never asked.");
            var answer = await gateway.Http.PostAsJsonAsync("/v1/refunds", new { requestId = "a" });
            seen = Volatile.Read(ref gone);
            if (seen == 0)
            {
                Assert.Equal("""{"requestId":"a"}""", await answer.Content.ReadAsStringAsync());
                continue;
            }

            Assert.Equal((HttpStatusCode.ServiceUnavailable, "SERVICE_UNREACHABLE"), (answer.StatusCode, (await Answers.ProblemAsync(answer)).Reason()));
            Assert.Equal(asked, calls);
        }

        await one.DisposeAsync();
    }

    [Fact]
    public async Task A_process_that_dies_amid_a_body_is_away_and_its_caller_is_not_blamed()
    {
        await using var upstream = await Upstream.StartAsync(async context =>
        {
            if (!IsProbe(context))
            {
                await context.Request.Body.ReadExactlyAsync(new byte[16]);
                context.Abort();
            }
        });
        await using var gateway = await GatewayHost.StartAsync([("payments", upstream.Address)]);

        using var body = new ByteArrayContent(s_large) { Headers = { ContentType = new("application/json") } };
        var answer = await gateway.Http.PostAsync("/v1/refunds", body);

        Assert.Equal((HttpStatusCode.ServiceUnavailable, "SERVICE_UNREACHABLE"), (answer.StatusCode, (await Answers.ProblemAsync(answer)).Reason()));
    }

    [Fact]
    public async Task An_answer_of_REST_that_breaks_off_looks_broken_off()
    {
        await using var upstream = await Upstream.StartAsync(async context =>
        {
            if (!IsProbe(context))
            {
                context.Response.ContentLength = s_large.Length;
                await context.Response.WriteAsync("half of it");
                await context.Response.Body.FlushAsync();
                context.Abort();
            }
        });
        await using var gateway = await GatewayHost.StartAsync([("payments", upstream.Address)]);

        await Assert.ThrowsAsync<HttpRequestException>(() => gateway.Http.GetStringAsync("/v1/taxBills"));
    }

    [Fact]
    public async Task A_watched_body_knows_from_the_first_byte_on_that_it_was_read()
    {
        await using var body = new WatchedBody(new MemoryStream([1, 2, 3]));
        var buffer = new byte[2];

        Assert.False(body.WasRead);
        Assert.Equal(2, await body.ReadAsync(buffer));
        Assert.True(body.WasRead);
        Assert.Equal(1, await body.ReadAsync(buffer));
        Assert.Equal(0, await body.ReadAsync(buffer));
        Assert.Throws<NotSupportedException>(() => body.Read(buffer, 0, 2));
    }

    [Fact]
    public async Task A_watched_body_without_content_counts_as_not_read()
    {
        await using var body = new WatchedBody(Stream.Null);

        Assert.Equal(0, await body.ReadAsync(new byte[8]));
        Assert.False(body.WasRead);
    }

    private static bool IsProbe(HttpContext context) => context.Request.Path == "/health/ready";
}
