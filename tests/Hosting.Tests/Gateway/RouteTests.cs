using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Clearance.Contracts.Operations.V1;
using Clearance.Contracts.Release.V1;
using Grpc.Core;
using Grpc.Net.Client;
using Grpc.Net.Client.Web;
using Grpc.Reflection.V1Alpha;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Clearance.Hosting.Tests.Gateway;

/// <summary>Where a call goes, and as what it arrives.</summary>
public sealed class RouteTests : IAsyncLifetime
{
    private readonly List<Upstream> _upstreams = [];
    private GatewayHost _gateway = null!;

    public async ValueTask InitializeAsync()
    {
        foreach (var service in GatewayHost.Services)
        {
            _upstreams.Add(await Upstream.StartAsync(context => SayAsync(service, context)));
        }

        _gateway = await GatewayHost.StartAsync(GatewayHost.Services.Zip(_upstreams, (service, upstream) => (service, upstream.Address)));
    }

    public async ValueTask DisposeAsync()
    {
        await _gateway.DisposeAsync();
        foreach (var upstream in _upstreams)
        {
            await upstream.DisposeAsync();
        }
    }

    [Fact]
    public async Task Every_route_of_the_contract_leads_to_the_service_that_owns_it()
    {
        foreach (var route in ContractRoute.DeclaredIn(typeof(DeadLetter).Assembly))
        {
            var (verb, template) = route.Pattern;
            var owner = route.Method.File.Package.Split('.')[1] + "s";
            var path = PathTemplate.Parse(template).Path;
            path = owner == "operationss" ? path.Replace("{service}", owner = "payments", StringComparison.Ordinal) : path;
            using var request = new HttpRequestMessage(verb, path.Replace('{', 'x').Replace('}', 'x'));
            request.Headers.Authorization = new("Bearer", "as it came");

            var response = await _gateway.Http.SendAsync(request);

            Assert.Equal($"{owner} Bearer as it came", await response.Content.ReadAsStringAsync());
        }
    }

    [Fact]
    public async Task Every_method_of_the_contract_leads_by_gRPC_to_the_service_that_owns_it()
    {
        foreach (var method in ContractServices.All.SelectMany(service => service.Methods).Where(method => method.File.Package != "clearance.operations.v1"))
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, $"/{method.Service.FullName}/{method.Name}")
            {
                Version = HttpVersion.Version20,
                VersionPolicy = HttpVersionPolicy.RequestVersionExact,
                Content = new ByteArrayContent([]) { Headers = { ContentType = new("application/grpc") } },
            };

            var response = await _gateway.Http2.SendAsync(request);

            Assert.StartsWith(method.File.Package.Split('.')[1] + "s", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("services/payments/deadLetters/1", "payments")]
    [InlineData("services/complaints/deadLetters/1", "complaints")]
    public async Task A_dead_letter_is_found_by_gRPC_with_the_service_in_its_name(string name, string service)
    {
        var letters = new DeadLetterService.DeadLetterServiceClient(_gateway.Channel);

        Assert.Equal(service, await ServiceOfAsync(letters.RetryDeadLetterAsync(new RetryDeadLetterRequest { Name = name }).ResponseAsync));
        Assert.Equal(service, await ServiceOfAsync(letters.DiscardDeadLetterAsync(new DiscardDeadLetterRequest { Name = name, Reason = "Old." }).ResponseAsync));
        Assert.Equal(service, await ServiceOfAsync(letters.ListDeadLettersAsync(new ListDeadLettersRequest { Parent = $"services/{service}" }).ResponseAsync));
    }

    [Theory]
    [InlineData("services/nobody/deadLetters/1", StatusCode.NotFound)]
    [InlineData("deadLetters/1", StatusCode.NotFound)]
    public async Task A_dead_letter_of_no_service_is_not_found(string name, StatusCode code)
    {
        var letters = new DeadLetterService.DeadLetterServiceClient(_gateway.Channel);

        var status = await Answers.RefusedAsync(letters.RetryDeadLetterAsync(new RetryDeadLetterRequest { Name = name }).ResponseAsync);

        Assert.Equal((int)code, status.Code);
    }

    [Fact]
    public async Task A_request_for_dead_letters_that_cannot_be_read_is_refused()
    {
        var options = new CallOptions(new Metadata { { "grpc-internal-encoding-request", "gzip" } });
        var letters = new DeadLetterService.DeadLetterServiceClient(_gateway.Channel);

        var status = await Answers.RefusedAsync(letters.ListDeadLettersAsync(new ListDeadLettersRequest { Parent = new string('x', 70_000) }, options).ResponseAsync);

        Assert.Equal((int)StatusCode.InvalidArgument, status.Code);
    }

    [Theory]
    [InlineData(GrpcWebMode.GrpcWeb)]
    [InlineData(GrpcWebMode.GrpcWebText)]
    public async Task A_browser_speaks_gRPC_Web_with_every_service(GrpcWebMode mode)
    {
        using var channel = GrpcChannel.ForAddress(
            _gateway.Http.BaseAddress!, new GrpcChannelOptions { HttpHandler = new GrpcWebHandler(mode, new HttpClientHandler()), HttpVersion = HttpVersion.Version11 });

        Assert.Equal("releases", await ServiceOfAsync(new GatePassService.GatePassServiceClient(channel).CheckGatePassAsync(new CheckGatePassRequest { Plate = "a" }).ResponseAsync));
    }

    [Fact]
    public async Task Reflection_lists_every_service_of_the_contract()
    {
        using var call = new ServerReflection.ServerReflectionClient(_gateway.Channel).ServerReflectionInfo();
        await call.RequestStream.WriteAsync(new ServerReflectionRequest { ListServices = string.Empty });
        await call.RequestStream.CompleteAsync();
        await call.ResponseStream.MoveNext(CancellationToken.None);

        var names = call.ResponseStream.Current.ListServicesResponse.Service.Select(service => service.Name).ToArray();

        Assert.Superset(ContractServices.All.Select(service => service.FullName).ToHashSet(StringComparer.Ordinal), names.ToHashSet(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Nobody_outside_can_say_for_whom_a_call_was_passed_on()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/v1/complaints?forwarded");
        request.Headers.Add("X-Forwarded-For", "203.0.113.7");

        var seen = await (await _gateway.Http.SendAsync(request)).Content.ReadAsStringAsync();

        Assert.Equal("127.0.0.1", seen);
    }

    [Fact]
    public async Task A_change_of_the_settings_counts_at_once()
    {
        await using var other = await Upstream.StartAsync(context => SayAsync("another", context));
        var settings = _gateway.App.Services.GetRequiredService<IConfiguration>();

        settings["ReverseProxy:Clusters:payments:Destinations:one:Address"] = other.Address.ToString();
        ((IConfigurationRoot)settings).Reload();

        await Clearance.Testing.Eventually.GetAsync(() => _gateway.Http.GetStringAsync("/v1/taxBills"), answer => answer.StartsWith("another", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_unknown_route_is_a_problem()
    {
        var response = await _gateway.Http.GetAsync("/v1/declarationsX");

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Equal("ROUTE_UNKNOWN", (await Answers.ProblemAsync(response)).Reason());
    }

    [Fact]
    public async Task The_gateway_serves_health_and_the_document_of_every_service()
    {
        var document = await _gateway.Http.GetFromJsonAsync<JsonElement>("/openapi/v1.json");

        Assert.Equal(HttpStatusCode.OK, (await _gateway.Http.GetAsync("/health/ready")).StatusCode);
        Assert.True(document.GetProperty("paths").TryGetProperty("/v1/declarations:lodge", out _));
    }

    private static Task SayAsync(string service, HttpContext context)
    {
        if (context.Request.ContentType is "application/grpc" && context.Request.ContentLength != 0)
        {
            context.Response.ContentType = "application/grpc";
            context.Response.Headers["grpc-status"] = "5";
            context.Response.Headers["grpc-message"] = service;
            return Task.CompletedTask;
        }

        return context.Response.WriteAsync(context.Request.QueryString.Value == "?forwarded"
            ? context.Request.Headers["X-Forwarded-For"].ToString()
            : $"{service} {context.Request.Headers.Authorization}");
    }

    private static async Task<string> ServiceOfAsync(Task call) => (await Assert.ThrowsAsync<RpcException>(() => call)).Status.Detail;
}
