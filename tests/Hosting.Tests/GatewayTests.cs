using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Clearance.Contracts.Operations.V1;
using Clearance.Gateway;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Clearance.Hosting.Tests;

public sealed class GatewayTests : IAsyncLifetime
{
    private static readonly string[] Services = ["declarations", "payments", "guarantees", "releases", "complaints"];
    private readonly List<WebApplication> _upstreams = [];
    private readonly TemporaryFolder _folder = new();
    private WebApplication _gateway = null!;
    private HttpClient _http = null!;

    public async ValueTask InitializeAsync()
    {
        var arguments = new List<string> { "--urls=http://127.0.0.1:0", "--Logging:LogLevel:Default=Warning", $"--Storage:Directory={_folder.Path}" };
        foreach (var service in Services)
        {
            var port = service == "complaints" ? 1 : await StartUpstreamAsync(service);
            arguments.Add(string.Create(CultureInfo.InvariantCulture, $"--ReverseProxy:Clusters:{service}:Destinations:one:Address=http://127.0.0.1:{port}"));
        }

        _gateway = GatewayApp.Build(new WebApplicationOptions { Args = [.. arguments], ContentRootPath = SourceFolder() });
        await _gateway.StartAsync();
        _http = new HttpClient { BaseAddress = _gateway.Services.GetRequiredService<Addresses>().Rest };
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _gateway.DisposeAsync();
        foreach (var upstream in _upstreams)
        {
            await upstream.DisposeAsync();
        }

        _folder.Dispose();
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

            var response = await _http.SendAsync(request);

            if (owner == "complaints")
            {
                Assert.Equal(HttpStatusCode.BadGateway, response.StatusCode);
            }
            else
            {
                Assert.Equal($"{owner} Bearer as it came", await response.Content.ReadAsStringAsync());
            }
        }
    }

    [Fact]
    public async Task A_gRPC_call_leads_to_the_service_that_owns_it()
    {
        using var http2 = new HttpClient { BaseAddress = _gateway.Services.GetRequiredService<Addresses>().Grpc };
        using var request = new HttpRequestMessage(HttpMethod.Post, "/clearance.release.v1.GatePassService/CheckGatePass")
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = new ByteArrayContent([]) { Headers = { ContentType = new("application/grpc") } },
        };

        var response = await http2.SendAsync(request);

        Assert.StartsWith("releases", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_service_that_does_not_answer_is_a_problem()
    {
        var response = await _http.GetAsync("/v1/complaints");

        Assert.Equal(HttpStatusCode.BadGateway, response.StatusCode);
        Assert.Equal("SERVICE_UNREACHABLE", (await Answers.ProblemAsync(response)).Reason());
    }

    [Fact]
    public async Task An_unknown_route_is_a_problem()
    {
        var response = await _http.GetAsync("/v1/declarationsX");

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Equal("ROUTE_UNKNOWN", (await Answers.ProblemAsync(response)).Reason());
    }

    [Fact]
    public async Task The_gateway_serves_health_and_the_document_of_every_service()
    {
        var document = await _http.GetFromJsonAsync<JsonElement>("/openapi/v1.json");

        Assert.Equal(HttpStatusCode.OK, (await _http.GetAsync("/health/ready")).StatusCode);
        Assert.True(document.GetProperty("paths").TryGetProperty("/v1/declarations:lodge", out _));
    }

    private async Task<int> StartUpstreamAsync(string service)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        ListenOptions? listener = null;
        builder.Services.Configure<KestrelServerOptions>(kestrel => kestrel.Listen(IPAddress.Loopback, 0, options =>
        {
            options.Protocols = HttpProtocols.Http2;
            listener = options;
        }));
        var app = builder.Build();
        app.Run(context => context.Response.WriteAsync($"{service} {context.Request.Headers.Authorization}"));
        await app.StartAsync();
        _upstreams.Add(app);
        return listener!.IPEndPoint!.Port;
    }

    private static string SourceFolder()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Clearance.sln")))
        {
            folder = folder.Parent!;
        }

        return Path.Combine(folder.FullName, "gateway");
    }
}
