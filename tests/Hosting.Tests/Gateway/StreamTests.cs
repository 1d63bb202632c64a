using System.Collections.Concurrent;
using System.Net;
using Clearance.Contracts.Declaration.V1;
using Clearance.Kernel;
using Clearance.Testing;
using Google.Rpc;
using Grpc.Core;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Clearance.Hosting.Tests.Gateway;

/// <summary>Streams through the gateway, from their first message to every way in which they end.</summary>
public sealed class StreamTests : IAsyncLifetime
{
    private ServiceApp _service = null!;
    private GatewayHost _gateway = null!;

    public async ValueTask InitializeAsync()
    {
        _service = await ServiceApp.StartAsync(
            services => services.AddSingleton<Watched>().AddSingleton<WatchEndpoint>(), routes => routes.MapGrpcService<WatchEndpoint>());
        _gateway = await GatewayHost.StartAsync([("declarations", _service.Channel.Target is { } target ? new Uri($"http://{target}") : GatewayHost.Nowhere)], "--Limits:DrainSeconds=1");
    }

    public async ValueTask DisposeAsync()
    {
        await _gateway.DisposeAsync();
        await _service.DisposeAsync();
    }

    [Fact]
    public async Task Messages_pass_as_they_come_and_a_caller_who_leaves_ends_the_call_behind()
    {
        using var call = Watch("one");
        var watched = _service.Services.GetRequiredService<Watched>();

        Assert.True(await call.ResponseStream.MoveNext(CancellationToken.None));
        Assert.Equal("one", call.ResponseStream.Current.Name);
        Assert.DoesNotContain("one", watched.Ended);
        call.Dispose();

        await Eventually.GetAsync(() => Task.FromResult(watched.Ended.ToArray()), ended => ended.Contains("one"));
    }

    [Fact]
    public async Task A_stream_of_REST_passes_as_it_comes_too()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/v1/declarations/two:watch");
        request.Headers.Authorization = new("Bearer", Token());

        using var response = await _gateway.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        await using var body = await response.Content.ReadAsStreamAsync();
        using var reader = new StreamReader(body);

        Assert.Contains("declarations/two", await reader.ReadLineAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_stream_whose_service_stops_ends_with_unavailable_so_that_its_caller_comes_back()
    {
        using var call = Watch("three");
        await call.ResponseStream.MoveNext(CancellationToken.None);

        _ = _service.Services.GetRequiredService<IHost>().StopAsync();
        var status = await Answers.RefusedAsync(call.ResponseStream.MoveNext(CancellationToken.None));

        Assert.Equal(((int)StatusCode.Unavailable, "STREAM_ENDED"), (status.Code, status.GetDetail<ErrorInfo>().Reason));
        Assert.NotNull(status.GetDetail<RetryInfo>());
    }

    [Fact]
    public async Task A_stream_whose_service_dies_ends_with_unavailable()
    {
        using var call = Watch("die");
        await call.ResponseStream.MoveNext(CancellationToken.None);

        _service.Services.GetRequiredService<Watched>().Die.SetResult();
        var end = await Assert.ThrowsAsync<RpcException>(() => call.ResponseStream.MoveNext(CancellationToken.None));

        Assert.Equal(StatusCode.Unavailable, end.StatusCode);
    }

    [Fact]
    public async Task A_gateway_that_stops_says_so_first_and_works_on_then_ends_its_streams()
    {
        using var call = Watch("four");
        await call.ResponseStream.MoveNext(CancellationToken.None);

        var stopping = _gateway.App.RunToEndAsync();
        await Eventually.GetAsync(() => _gateway.Http.GetAsync("/health/ready"), ready => ready.StatusCode is HttpStatusCode.ServiceUnavailable);
        using var late = Watch("five");
        Assert.True(await late.ResponseStream.MoveNext(CancellationToken.None));
        var end = await Assert.ThrowsAsync<RpcException>(() => call.ResponseStream.MoveNext(CancellationToken.None));
        await stopping.WaitAsync(TimeSpan.FromSeconds(20));

        Assert.Equal(StatusCode.Unavailable, end.StatusCode);
    }

    private AsyncServerStreamingCall<Declaration> Watch(string name) => new DeclarationService.DeclarationServiceClient(_gateway.Channel).WatchDeclaration(
        new WatchDeclarationRequest { Name = name }, new Metadata { { "authorization", $"Bearer {Token()}" } });

    private string Token() => _service.Token(Roles.Operator);
}

internal static class Shutdown
{
    /// <summary>What SIGTERM does.</summary>
    public static async Task RunToEndAsync(this WebApplication app)
    {
        app.Lifetime.StopApplication();
        await app.StopAsync();
    }
}

/// <summary>What became of the streams.</summary>
internal sealed class Watched
{
    public ConcurrentQueue<string> Ended { get; } = new();

    public TaskCompletionSource Die { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
}

/// <summary>A stream with one message that never ends by itself, behind the real edge; the one called "die" breaks off.</summary>
internal sealed class WatchEndpoint(Watched watched) : DeclarationService.DeclarationServiceBase
{
    public override async Task WatchDeclaration(WatchDeclarationRequest request, IServerStreamWriter<Declaration> responseStream, ServerCallContext context)
    {
        await responseStream.WriteAsync(new Declaration { Name = request.Name });
        try
        {
            await watched.Die.Task.WaitAsync(context.CancellationToken);
            context.GetHttpContext().Abort();
        }
        finally
        {
            watched.Ended.Enqueue(request.Name);
        }
    }
}
