using Clearance.Hosting.Tests.Echo.V1;
using Clearance.Kernel;
using Clearance.Testing;
using Grpc.Core;
using Microsoft.AspNetCore.Builder;

namespace Clearance.Hosting.Tests;

/// <summary>A service that ends as it is told, behind the real edge.</summary>
internal sealed class EchoEndpoint : EchoService.EchoServiceBase
{
    public const string Firm = "91350100M000100Y43";

    public static Task<ServiceApp> StartAsync(params (string Key, string Value)[] configuration) => ServiceApp.StartAsync(
        _ => { },
        routes => routes.MapGrpcService<EchoEndpoint>(),
        new ServiceAppSettings { Configuration = configuration.ToDictionary(pair => pair.Key, pair => (string?)pair.Value, StringComparer.Ordinal) });

    public override Task<SayResponse> Say(SayRequest request, ServerCallContext context) => request.Text switch
    {
        "invalid" => throw new RefusedException(Invalid(1)),
        "very invalid" => throw new RefusedException(Invalid(400)),
        "forbidden state" => throw new RefusedException(Refusal.Precondition("ECHO_ENDED", "The echo has ended.") with { MessageZh = "回声已结束。" }),
        "absent" => throw new RefusedException(Refusal.NotFound("RESOURCE_NOT_FOUND", "No such echo.")),
        "taken" => throw new RefusedException(Refusal.Exists("ECHO_TAKEN", "Taken.")),
        "late" => throw new RefusedException(Refusal.Conflict("ETAG_STALE", "Stale.")),
        "much" => throw new RefusedException(new Refusal(RefusalKind.Exhausted, "OVERLOADED", "Too much.")),
        "away" => throw new RefusedException(Refusal.Unavailable("STORE_UNAVAILABLE", "Away.")),
        "fault" => throw new InvalidOperationException("secret of the house"),
        _ => Task.FromResult(Answer(request, context)),
    };

    public override Task<SayResponse> GetEcho(GetEchoRequest request, ServerCallContext context) =>
        Task.FromResult(new SayResponse { Text = request.Name, Role = context.Actor().Role, Enterprise = context.Actor().Enterprise ?? string.Empty });

    public override Task<SayResponse> Import(ImportRequest request, ServerCallContext context) =>
        Task.FromResult(new SayResponse { Text = request.File.ContentType, Number = request.File.Data.Length });

    public override async Task Repeat(SayRequest request, IServerStreamWriter<SayResponse> responseStream, ServerCallContext context)
    {
        if (request.Text == "invalid")
        {
            throw new RefusedException(Invalid(1));
        }

        await responseStream.WriteAsync(new SayResponse { Text = request.Text });
        await Task.Delay(Timeout.Infinite, context.CancellationToken);
    }

    private static SayResponse Answer(SayRequest request, ServerCallContext context)
    {
        var command = context.Command(request);
        return new SayResponse
        {
            Text = request.Text,
            Number = request.Number,
            Role = command.Actor.Role,
            Enterprise = command.Actor.Enterprise ?? string.Empty,
            ContentHash = Convert.ToHexString(command.ContentHash.Span),
        };
    }

    private static Refusal Invalid(int count) => Refusal.Invalid(
        "FIELDS_INVALID",
        "Fields are wrong.",
        [.. Enumerable.Range(0, count).Select(i => new Violation($"items[{i}].commodity_code", "CODE_UNKNOWN", "Not in the tariff.", "Look it up.") { TextZh = "税则中没有。" })]);
}
