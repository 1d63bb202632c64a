using Clearance.Hosting.Tests.Echo.V1;
using Clearance.Kernel;
using Google.Rpc;
using Grpc.Core;
using Grpc.Net.Client;
using Grpc.Net.Client.Web;

namespace Clearance.Hosting.Tests;

/// <summary>gRPC-Web on the REST port: the same answers, refusals and access rules as gRPC.</summary>
public sealed class WebTests(EdgeFixture edge) : IDisposable
{
    private readonly GrpcChannel _channel = GrpcChannel.ForAddress(
        edge.App.RestAddress, new GrpcChannelOptions { HttpHandler = new GrpcWebHandler(new HttpClientHandler()), HttpVersion = System.Net.HttpVersion.Version11 });

    [Fact]
    public async Task A_browser_is_answered_on_the_rest_port()
    {
        var answer = await Client().SayAsync(new SayRequest { Text = "hello" }, Token());

        Assert.Equal(("hello", Roles.Declarant), (answer.Text, answer.Role));
    }

    [Fact]
    public async Task A_refusal_is_rich_there_too() => Assert.Equal(
        "ECHO_TAKEN", (await Answers.RefusedAsync(Client().SayAsync(new SayRequest { Text = "taken" }, Token()).ResponseAsync)).GetDetail<ErrorInfo>().Reason);

    [Fact]
    public async Task Nobody_is_let_in_without_a_token()
    {
        var refused = await Assert.ThrowsAsync<RpcException>(() => Client().SayAsync(new SayRequest { Text = "hello" }).ResponseAsync);

        Assert.Equal(StatusCode.Unauthenticated, refused.StatusCode);
    }

    public void Dispose() => _channel.Dispose();

    private EchoService.EchoServiceClient Client() => new(_channel);

    private Metadata Token() => new() { { "authorization", $"Bearer {edge.App.Token(Roles.Declarant, EchoEndpoint.Firm)}" } };
}
