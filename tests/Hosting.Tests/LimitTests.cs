using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Clearance.Hosting.Tests.Echo.V1;
using Clearance.Kernel;
using Clearance.Testing;
using Google.Rpc;
using Grpc.Core;
using Grpc.Health.V1;
using Grpc.Reflection.V1Alpha;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Clearance.Hosting.Tests;

public sealed class LimitTests(EdgeFixture edge)
{
    [Fact]
    public async Task A_caller_who_asks_too_much_is_told_when_to_come_back_and_others_are_not_disturbed()
    {
        await using var app = await EchoEndpoint.StartAsync(("Limits:CallsPerSecond", "1"), ("Limits:CallsAtOnce", "3"));
        var client = new EchoService.EchoServiceClient(app.Grpc(Roles.Declarant, EchoEndpoint.Firm, "busy"));
        var request = new GetEchoRequest { Name = "echoes/1" };

        var calls = Enumerable.Range(0, 20).Select(_ => client.GetEchoAsync(request).ResponseAsync).ToArray();
        await Task.WhenAll(calls).ContinueWith(_ => { }, TaskScheduler.Default);
        var refused = await Answers.RefusedAsync(calls.First(call => call.IsFaulted));
        var response = await app.Http(Roles.Declarant, EchoEndpoint.Firm, "busy").GetAsync("/v1/echoes/1");
        var other = await app.Http(Roles.Declarant, EchoEndpoint.Firm, "calm").GetAsync("/v1/echoes/1");

        Assert.Equal((int)StatusCode.ResourceExhausted, refused.Code);
        Assert.Equal("RATE_LIMITED", refused.GetDetail<ErrorInfo>().Reason);
        Assert.True(refused.GetDetail<RetryInfo>().RetryDelay.ToTimeSpan() > TimeSpan.Zero);
        Assert.Equal(HttpStatusCode.TooManyRequests, response.StatusCode);
        Assert.True(response.Headers.RetryAfter?.Delta >= TimeSpan.FromSeconds(1));
        Assert.Equal("RATE_LIMITED", (await Answers.ProblemAsync(response)).Reason());
        Assert.Equal(HttpStatusCode.OK, other.StatusCode);
    }

    [Fact]
    public async Task Calls_without_a_token_are_limited_by_address_and_probes_are_not()
    {
        await using var app = await EchoEndpoint.StartAsync(("Limits:AnonymousCallsPerSecond", "1"), ("Limits:AnonymousCallsAtOnce", "2"));
        var http = app.Http();

        var codes = new List<HttpStatusCode>();
        for (var i = 0; i < 10; i++)
        {
            codes.Add((await http.GetAsync("/v1/echoes/1")).StatusCode);
        }

        Assert.Contains(HttpStatusCode.Unauthorized, codes);
        Assert.Contains(HttpStatusCode.TooManyRequests, codes);
        Assert.Equal(HttpStatusCode.OK, (await http.GetAsync("/health/live")).StatusCode);
    }

    [Fact]
    public async Task Limits_out_of_range_refuse_to_start()
    {
        await Assert.ThrowsAsync<Microsoft.Extensions.Options.OptionsValidationException>(() => EchoEndpoint.StartAsync(("Limits:MostBodyBytes", "17")));
    }

    [Theory]
    [InlineData("/health/live")]
    [InlineData("/health/ready")]
    public async Task Health_answers_without_a_token(string path)
    {
        var answer = await edge.App.Http().GetFromJsonAsync<JsonElement>(path);

        Assert.Equal("Healthy", answer.GetProperty("status").GetString());
    }

    [Fact]
    public async Task Health_of_gRPC_answers_without_a_token()
    {
        var answer = await new Grpc.Health.V1.Health.HealthClient(edge.App.Channel).CheckAsync(new HealthCheckRequest());

        Assert.Equal(HealthCheckResponse.Types.ServingStatus.Serving, answer.Status);
    }

    [Fact]
    public async Task A_process_that_stops_says_that_it_is_not_ready()
    {
        await using var app = await EchoEndpoint.StartAsync();
        var check = new LifetimeCheck(app.Services.GetRequiredService<IHostApplicationLifetime>());

        Assert.Equal("Healthy", (await check.CheckHealthAsync(new())).Status.ToString());
        app.Services.GetRequiredService<IHostApplicationLifetime>().StopApplication();

        Assert.Equal("Unhealthy", (await check.CheckHealthAsync(new())).Status.ToString());
    }

    [Fact]
    public async Task A_stream_does_not_hold_up_the_end_of_the_process()
    {
        await using var app = await EchoEndpoint.StartAsync(("Limits:ShutdownSeconds", "600"));
        using var call = new EchoService.EchoServiceClient(app.Grpc(Roles.Declarant, EchoEndpoint.Firm)).Repeat(new SayRequest { Text = "hello" });
        await call.ResponseStream.MoveNext(CancellationToken.None);

        var stopping = app.Services.GetRequiredService<IHost>().StopAsync();
        var status = await Answers.RefusedAsync(call.ResponseStream.MoveNext(CancellationToken.None).WaitAsync(TimeSpan.FromSeconds(20)));

        Assert.Equal(((int)StatusCode.Unavailable, "STREAM_ENDED"), (status.Code, status.GetDetail<ErrorInfo>().Reason));
        await stopping.WaitAsync(TimeSpan.FromSeconds(20));
    }

    [Fact]
    public async Task Forwarded_addresses_have_limits_of_their_own_where_the_hop_is_trusted_and_count_for_nothing_elsewhere()
    {
        (string, string)[] limits = [("Limits:AnonymousCallsPerSecond", "1"), ("Limits:AnonymousCallsAtOnce", "1")];
        await using var trusting = await EchoEndpoint.StartAsync([.. limits, ("Limits:TrustedProxies", "10.0.0.0/8, 127.0.0.0/8")]);
        await using var wary = await EchoEndpoint.StartAsync(limits);

        static async Task<HttpStatusCode> AskAsync(ServiceApp app, string forwardedFor)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, "/openapi/v1.json");
            request.Headers.Add("X-Forwarded-For", forwardedFor);
            return (await app.Http().SendAsync(request)).StatusCode;
        }

        Assert.Equal([HttpStatusCode.OK, HttpStatusCode.OK], [await AskAsync(trusting, "203.0.113.1"), await AskAsync(trusting, "203.0.113.2")]);
        Assert.Equal(HttpStatusCode.TooManyRequests, await AskAsync(trusting, "203.0.113.2"));
        Assert.Equal([HttpStatusCode.OK, HttpStatusCode.TooManyRequests], [await AskAsync(wary, "203.0.113.1"), await AskAsync(wary, "203.0.113.2")]);
    }

    [Fact]
    public async Task A_trusted_network_that_is_none_keeps_the_process_from_starting()
    {
        var fault = await Assert.ThrowsAsync<Microsoft.Extensions.Options.OptionsValidationException>(() => EchoEndpoint.StartAsync(("Limits:TrustedProxies", "everybody")));

        Assert.Contains("Limits:TrustedProxies holds 'everybody'", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task With_a_collector_named_the_host_starts_and_answers_whether_or_not_the_collector_does()
    {
        await using var app = await EchoEndpoint.StartAsync(("OTEL_EXPORTER_OTLP_ENDPOINT", "http://127.0.0.1:1"));

        Assert.Equal(HttpStatusCode.OK, (await app.Http().GetAsync("/health/ready")).StatusCode);
    }

    [Fact]
    public async Task Reflection_lists_the_services_without_a_token()
    {
        using var call = new ServerReflection.ServerReflectionClient(edge.App.Channel).ServerReflectionInfo();
        await call.RequestStream.WriteAsync(new ServerReflectionRequest { ListServices = string.Empty });
        await call.RequestStream.CompleteAsync();
        await call.ResponseStream.MoveNext(CancellationToken.None);

        Assert.Contains("clearance.echo.v1.EchoService", call.ResponseStream.Current.ListServicesResponse.Service.Select(service => service.Name));
    }

    [Fact]
    public void REST_and_gRPC_have_free_ports_of_their_own()
    {
        var addresses = edge.App.Services.GetRequiredService<Addresses>();

        Assert.True(addresses.Rest.Port > 0);
        Assert.True(addresses.Grpc.Port > 0);
        Assert.NotEqual(addresses.Rest.Port, addresses.Grpc.Port);
    }
}
