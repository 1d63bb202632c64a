using System.Net.Http.Json;
using System.Text.Json;
using Clearance.Hosting.Tests;
using Clearance.Hosting.Tests.Echo.V1;
using Clearance.Kernel;
using Clearance.Testing;
using Google.Rpc;
using Grpc.Core;

[assembly: AssemblyFixture(typeof(EdgeFixture))]

namespace Clearance.Hosting.Tests;

/// <summary>One host for all tests that only ask.</summary>
public sealed class EdgeFixture : IAsyncLifetime
{
    /// <summary>The host.</summary>
    public ServiceApp App { get; private set; } = null!;

    public async ValueTask InitializeAsync() => App = await EchoEndpoint.StartAsync();

    public ValueTask DisposeAsync() => App.DisposeAsync();

    public EchoService.EchoServiceClient Grpc(string roles = Roles.Declarant, string? enterprise = EchoEndpoint.Firm) =>
        new(App.Grpc(roles, enterprise));

    public HttpClient Rest() => App.Http(Roles.Declarant, EchoEndpoint.Firm);
}

internal static class Answers
{
    /// <summary>The rich status of a call that must fail.</summary>
    public static async Task<Google.Rpc.Status> RefusedAsync(Task call)
    {
        var exception = await Assert.ThrowsAsync<RpcException>(() => call);
        var status = exception.GetRpcStatus();
        Assert.NotNull(status);
        Assert.Equal((int)exception.StatusCode, status.Code);
        Assert.Single(status.Details, detail => detail.Is(ErrorInfo.Descriptor));
        return status;
    }

    /// <summary>The problem that an answer must be.</summary>
    public static async Task<JsonElement> ProblemAsync(HttpResponseMessage response)
    {
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        var problem = await response.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal((int)response.StatusCode, problem.GetProperty("status").GetInt32());
        foreach (var member in new[] { "type", "title", "detail", "instance", "reason" })
        {
            Assert.NotEqual(string.Empty, problem.GetProperty(member).GetString());
        }

        return problem;
    }

    public static string? Reason(this JsonElement problem) => problem.GetProperty("reason").GetString();
}
