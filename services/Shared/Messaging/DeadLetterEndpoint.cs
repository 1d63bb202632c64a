using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using Clearance.Contracts.Operations.V1;
using Clearance.Engine;
using Clearance.Kernel;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Wire = Clearance.Contracts.Operations.V1.DeadLetter;

namespace Clearance.Messaging;

/// <summary>Dead letters by API: parse, send to the engine of the service, map the answer.</summary>
internal sealed class DeadLetterEndpoint(IEnumerable<IDeadLetters> engines, TimeProvider clock) : DeadLetterService.DeadLetterServiceBase
{
    private const string Collection = "deadLetters";

    /// <inheritdoc/>
    public override async Task<ListDeadLettersResponse> ListDeadLetters(ListDeadLettersRequest request, ServerCallContext context)
    {
        var letters = request.Parent.Split('/') is ["services", var service] ? Of(service) : throw NotFound(request.Parent);
        var (rows, next) = await letters.ListAsync(request.PageSize, request.PageToken, context.CancellationToken);
        return new ListDeadLettersResponse { DeadLetters = { rows.Select(row => Map(letters.Service, row)) }, NextPageToken = next };
    }

    /// <inheritdoc/>
    public override Task<Wire> RetryDeadLetter(RetryDeadLetterRequest request, ServerCallContext context)
    {
        var (letters, id) = Parse(request.Name);
        return letters.RetryAsync(id, CommandOf(context, request, request.RequestId), row => Map(letters.Service, row), context.CancellationToken);
    }

    /// <inheritdoc/>
    public override Task<Wire> DiscardDeadLetter(DiscardDeadLetterRequest request, ServerCallContext context)
    {
        var (letters, id) = Parse(request.Name);
        if (string.IsNullOrWhiteSpace(request.Reason))
        {
            throw new RefusedException(Refusal.Invalid(
                "FIELDS_INVALID",
                "reason is missing.",
                new Violation("reason", "FIELD_REQUIRED", "Missing.", "Say why the event is given up.")));
        }

        return letters.DiscardAsync(
            id, request.Reason, CommandOf(context, request, request.RequestId), row => Map(letters.Service, row), context.CancellationToken);
    }

    private static Wire Map(string service, Engine.DeadLetter letter) => new()
    {
        Name = $"services/{service}/{Collection}/{letter.Event.Id:D}",
        EventType = letter.Event.Type,
        Subject = letter.Event.Subject,
        Reason = letter.Reason,
        Attempts = letter.Attempts,
        AttemptTime = Timestamp.FromDateTimeOffset(letter.AttemptTime),
        State = letter.State switch
        {
            DeadLetterState.Waiting => Wire.Types.State.Waiting,
            DeadLetterState.Handled => Wire.Types.State.Handled,
            DeadLetterState.Discarded => Wire.Types.State.Discarded,
        },
    };

    private static RefusedException NotFound(string name) => new(Refusal.NotFound("RESOURCE_NOT_FOUND", $"There is no {name}."));

    private (IDeadLetters Letters, Guid Id) Parse(string name) =>
        name.Split('/') is ["services", var service, Collection, var id] && Guid.TryParse(id, out var parsed)
            ? (Of(service), parsed)
            : throw NotFound(name);

    private IDeadLetters Of(string service) => engines.FirstOrDefault(engine => engine.Service == service) ?? throw NotFound($"services/{service}");

    // Messaging stands below Hosting, so the token is read here once more; its claims are those of Hosting's Identity.
    private Command CommandOf(ServerCallContext context, IMessage request, string requestId)
    {
        if (requestId.Length > 0 && !Guid.TryParse(requestId, out _))
        {
            throw new RefusedException(Refusal.Invalid(
                "REQUEST_ID_MALFORMED",
                "request_id is not a UUID.",
                new Violation(
                    "request_id",
                    "REQUEST_ID_MALFORMED",
                    "Not a UUID.",
                    "Send a fresh UUID per request, and the same one when you repeat it.")));
        }

        var (user, now) = (context.GetHttpContext().User, clock.GetUtcNow());
        var actor = new Actor(user.FindFirstValue("sub") ?? string.Empty, user.FindFirstValue("role") ?? string.Empty);
        return requestId.Length == 0
            ? new Command(Guid.CreateVersion7(now), actor, null, default, now)
            : new Command(Guid.CreateVersion7(now), actor, Guid.Parse(requestId).ToString("D"), HashOf(request), now);
    }

    private static byte[] HashOf(IMessage request) =>
        SHA256.HashData([.. Encoding.UTF8.GetBytes(request.Descriptor.FullName), .. request.ToByteArray()]);
}
