using System.Globalization;
using System.Net;
using System.Text.Json;
using Clearance.Hosting.Tests.Echo.V1;
using Google.Rpc;
using Grpc.Core;

namespace Clearance.Hosting.Tests;

public sealed class RefusalTests(EdgeFixture edge)
{
    [Theory]
    [InlineData("invalid", StatusCode.InvalidArgument, 400, "FIELDS_INVALID")]
    [InlineData("absent", StatusCode.NotFound, 404, "RESOURCE_NOT_FOUND")]
    [InlineData("taken", StatusCode.AlreadyExists, 409, "ECHO_TAKEN")]
    [InlineData("forbidden state", StatusCode.FailedPrecondition, 400, "ECHO_ENDED")]
    [InlineData("late", StatusCode.Aborted, 409, "ETAG_STALE")]
    [InlineData("much", StatusCode.ResourceExhausted, 429, "OVERLOADED")]
    [InlineData("away", StatusCode.Unavailable, 503, "STORE_UNAVAILABLE")]
    public async Task Each_kind_of_refusal_has_its_code_on_both_faces(string text, StatusCode code, int http, string reason)
    {
        var status = await SayAsync(text);
        var response = await PostAsync(text);
        var problem = await Answers.ProblemAsync(response);

        Assert.Equal((int)code, status.Code);
        Assert.Equal(reason, status.GetDetail<ErrorInfo>().Reason);
        Assert.Equal("echo.clearance", status.GetDetail<ErrorInfo>().Domain);
        Assert.Equal(http, (int)response.StatusCode);
        Assert.Equal(reason, problem.Reason());
        Assert.Equal($"urn:clearance:error:echo.clearance:{reason}", problem.GetProperty("type").GetString());
        Assert.Equal("/v1/echoes", problem.GetProperty("instance").GetString());
    }

    [Fact]
    public async Task A_violation_names_field_code_text_and_suggestion_on_both_faces()
    {
        var violation = Assert.Single((await SayAsync("invalid")).GetDetail<BadRequest>().FieldViolations);
        var error = Assert.Single((await Answers.ProblemAsync(await PostAsync("invalid"))).GetProperty("errors").EnumerateArray());

        Assert.Equal("items[0].commodity_code", violation.Field);
        Assert.Equal("CODE_UNKNOWN", violation.Reason);
        Assert.Equal("Not in the tariff.\nLook it up.", violation.Description);
        Assert.Equal("税则中没有。", violation.LocalizedMessage.Message);
        Assert.Equal("/items/0/commodityCode", error.GetProperty("pointer").GetString());
        Assert.Equal("CODE_UNKNOWN", error.GetProperty("code").GetString());
        Assert.Equal("Not in the tariff.", error.GetProperty("detail").GetString());
        Assert.Equal("Look it up.", error.GetProperty("suggestion").GetString());
    }

    [Fact]
    public async Task A_text_with_a_NUL_is_refused_on_both_faces_and_its_field_is_named()
    {
        var violation = Assert.Single((await SayAsync("a\0b")).GetDetail<BadRequest>().FieldViolations);
        using var body = Json.Of("""{"text":"a\u0000b"}""");
        var response = await edge.Rest().PostAsync(new Uri("/v1/echoes", UriKind.Relative), body);
        var problem = await Answers.ProblemAsync(response);

        Assert.Equal(("text", "TEXT_HAS_NUL"), (violation.Field, violation.Reason));
        Assert.Equal((HttpStatusCode.BadRequest, "FIELDS_INVALID"), (response.StatusCode, problem.Reason()));
        Assert.Equal("/text", Assert.Single(problem.GetProperty("errors").EnumerateArray()).GetProperty("pointer").GetString());
    }

    [Fact]
    public async Task A_caller_who_prefers_Chinese_reads_Chinese_where_there_is_a_text()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/echoes") { Content = Json.Of("""{"text":"forbidden state"}""") };
        request.Headers.AcceptLanguage.ParseAdd("zh-CN, en;q=0.5");

        var problem = await Answers.ProblemAsync(await edge.Rest().SendAsync(request));

        Assert.Equal("回声已结束。", problem.GetProperty("detail").GetString());
    }

    [Fact]
    public async Task Many_violations_fit_the_trailers_of_gRPC_and_REST_carries_them_all()
    {
        var status = await SayAsync("very invalid");
        var problem = await Answers.ProblemAsync(await PostAsync("very invalid"));

        Assert.InRange(status.GetDetail<BadRequest>().FieldViolations.Count, 20, 399);
        Assert.Equal("400", status.GetDetail<ErrorInfo>().Metadata["violations"]);
        Assert.Equal(400, problem.GetProperty("errors").GetArrayLength());
    }

    [Fact]
    public async Task A_forbidden_state_says_what_stands_in_the_way()
    {
        var violation = Assert.Single((await SayAsync("forbidden state")).GetDetail<PreconditionFailure>().Violations);

        Assert.Equal("ECHO_ENDED", violation.Type);
    }

    [Fact]
    public async Task Overload_says_when_to_come_back()
    {
        var status = await SayAsync("much");
        var response = await PostAsync("much");

        Assert.Equal(TimeSpan.FromSeconds(1), status.GetDetail<RetryInfo>().RetryDelay.ToTimeSpan());
        Assert.Equal(TimeSpan.FromSeconds(1), response.Headers.RetryAfter?.Delta);
    }

    [Fact]
    public async Task A_fault_of_ours_tells_a_correlation_id_and_nothing_else()
    {
        var status = await SayAsync("fault");
        var response = await PostAsync("fault");
        var body = await response.Content.ReadAsStringAsync();
        var problem = await Answers.ProblemAsync(response);

        Assert.Equal((int)StatusCode.Internal, status.Code);
        Assert.NotEmpty(status.GetDetail<ErrorInfo>().Metadata["correlation_id"]);
        Assert.DoesNotContain("secret", status.ToString(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.InternalServerError, response.StatusCode);
        Assert.Equal("INTERNAL", problem.Reason());
        Assert.NotEqual(string.Empty, problem.GetProperty("correlationId").GetString());
        Assert.DoesNotContain("secret", body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{")]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("""{"text": 17}""")]
    [InlineData("""{"number": "many"}""")]
    [InlineData("""{"text": "\ud800"}""")]
    public async Task Malformed_JSON_is_a_bad_request(string body)
    {
        var response = await edge.Rest().PostAsync("/v1/echoes", Json.Of(body));

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal("BODY_MALFORMED", (await Answers.ProblemAsync(response)).Reason());
    }

    [Fact]
    public async Task A_body_that_is_no_JSON_is_a_bad_request()
    {
        var response = await edge.Rest().PostAsync("/v1/echoes", new StringContent("<a/>", null, "application/xml"));

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal("BODY_MALFORMED", (await Answers.ProblemAsync(response)).Reason());
    }

    [Fact]
    public async Task A_query_that_does_not_fit_its_field_is_a_bad_request()
    {
        var response = await edge.Rest().GetAsync("/v1/echoes:repeat?number=many");

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        await Answers.ProblemAsync(response);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_body_that_is_too_large_is_refused(bool announced)
    {
        await using var app = await EchoEndpoint.StartAsync(("Limits:MostBodyBytes", "65536"));
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/echoes") { Content = Json.Of($$"""{"text":"{{new string('a', 70_000)}}"}""") };
        request.Headers.TransferEncodingChunked = !announced;

        var response = await app.Http(Kernel.Roles.Declarant, EchoEndpoint.Firm).SendAsync(request);

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, response.StatusCode);
        Assert.Equal("BODY_TOO_LARGE", (await Answers.ProblemAsync(response)).Reason());
    }

    [Fact]
    public async Task A_message_that_is_too_large_is_refused()
    {
        await using var app = await EchoEndpoint.StartAsync(("Limits:MostMessageBytes", "65536"));
        var client = new EchoService.EchoServiceClient(app.Grpc(Kernel.Roles.Declarant, EchoEndpoint.Firm));

        var exception = await Assert.ThrowsAsync<RpcException>(() => client.SayAsync(new SayRequest { Text = new string('a', 70_000) }).ResponseAsync);

        Assert.Equal(StatusCode.ResourceExhausted, exception.StatusCode);
    }

    [Fact]
    public async Task An_unknown_route_is_a_problem_and_no_secret()
    {
        var response = await edge.App.Http().GetAsync("/v1/nothing");

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Equal("ROUTE_UNKNOWN", (await Answers.ProblemAsync(response)).Reason());
    }

    [Fact]
    public async Task A_wrong_HTTP_method_is_a_problem()
    {
        var response = await edge.Rest().DeleteAsync("/v1/echoes");

        Assert.Equal(HttpStatusCode.MethodNotAllowed, response.StatusCode);
        await Answers.ProblemAsync(response);
    }

    [Fact]
    public async Task A_stream_that_is_refused_before_it_began_is_a_problem()
    {
        var response = await edge.Rest().GetAsync("/v1/echoes:repeat?text=invalid");

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal("FIELDS_INVALID", (await Answers.ProblemAsync(response)).Reason());
    }

    [Fact]
    public async Task A_stream_arrives_while_it_goes_on()
    {
        using var end = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        using var stream = await edge.Rest().GetStreamAsync("/v1/echoes:repeat?text=hello", end.Token);
        using var reader = new StreamReader(stream);

        var line = await reader.ReadLineAsync(end.Token);

        Assert.Equal("hello", JsonDocument.Parse(line!).RootElement.GetProperty("text").GetString());
    }

    [Fact]
    public async Task Large_numbers_travel_as_text_and_both_spellings_of_a_field_are_read()
    {
        var body = """{"text":"x","number":"9007199254740993","request_id":"0b1f6a3e-8d3a-4f52-9a55-3c0f3a1e7a10"}""";
        var response = await edge.Rest().PostAsync("/v1/echoes", Json.Of(body));
        var answer = JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement;

        Assert.Equal(9007199254740993.ToString(CultureInfo.InvariantCulture), answer.GetProperty("number").GetString());
        Assert.NotEqual(string.Empty, answer.GetProperty("contentHash").GetString());
    }

    [Fact]
    public async Task A_request_id_in_the_field_or_in_the_header_is_the_same_request()
    {
        const string Id = "0b1f6a3e-8d3a-4f52-9a55-3c0f3a1e7a10";
        using var byHeader = new HttpRequestMessage(HttpMethod.Post, "/v1/echoes") { Content = Json.Of("""{"text":"x"}""") };
        byHeader.Headers.Add("Idempotency-Key", $"\"{Id}\"");

        var inField = await edge.Grpc().SayAsync(new SayRequest { Text = "x", RequestId = Id });
        var inHeader = JsonDocument.Parse(await (await edge.Rest().SendAsync(byHeader)).Content.ReadAsStringAsync()).RootElement;
        var other = await edge.Grpc().SayAsync(new SayRequest { Text = "y", RequestId = Id });

        Assert.Equal(inField.ContentHash, inHeader.GetProperty("contentHash").GetString());
        Assert.NotEqual(inField.ContentHash, other.ContentHash);
    }

    [Fact]
    public async Task A_request_id_that_is_no_UUID_is_refused()
    {
        var status = await Answers.RefusedAsync(edge.Grpc().SayAsync(new SayRequest { Text = "x", RequestId = "17" }).ResponseAsync);

        Assert.Equal("REQUEST_ID_MALFORMED", status.GetDetail<ErrorInfo>().Reason);
    }

    [Fact]
    public async Task A_raw_body_arrives_as_it_is()
    {
        var response = await edge.Rest().PostAsync("/v1/echoes:import", new StringContent("<a/>", null, "application/xml"));
        var answer = JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement;

        Assert.StartsWith("application/xml", answer.GetProperty("text").GetString(), StringComparison.Ordinal);
        Assert.Equal("4", answer.GetProperty("number").GetString());
    }

    private async Task<Google.Rpc.Status> SayAsync(string text) =>
        await Answers.RefusedAsync(edge.Grpc().SayAsync(new SayRequest { Text = text }).ResponseAsync);

    private Task<HttpResponseMessage> PostAsync(string text) => edge.Rest().PostAsync("/v1/echoes", Json.Of($$"""{"text":"{{text}}"}"""));
}
