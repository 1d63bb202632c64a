using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Google.Rpc;
using Grpc.Core;
using Microsoft.AspNetCore.Grpc.JsonTranscoding;
using Microsoft.AspNetCore.Http;
using HttpRequest = Microsoft.AspNetCore.Http.HttpRequest;
using Status = Google.Rpc.Status;

namespace Clearance.Hosting;

/// <summary>One problem of RFC 9457, as REST callers read it.</summary>
/// <param name="Type">Identifies the reason: <c>urn:clearance:error:{domain}:{reason}</c>.</param>
/// <param name="Title">The reason in words; the same for every problem of the type.</param>
/// <param name="Status">HTTP status.</param>
/// <param name="Detail">What happened, and what to do; in Chinese when the caller prefers it and there is a text.</param>
/// <param name="Instance">Path of the request.</param>
/// <param name="Reason">UPPER_SNAKE reason, as in <c>google.rpc.ErrorInfo</c>.</param>
internal sealed record Problem(string Type, string Title, int Status, string Detail, string Instance, string Reason)
{
    public const string ContentType = "application/problem+json";

    public string? CorrelationId { get; init; }

    public IReadOnlyList<ProblemError>? Errors { get; init; }

    [JsonIgnore]
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>The problem that a status is. A status without ErrorInfo comes from the framework, e.g. a body that is not JSON.</summary>
    public static Problem From(Status status, HttpContext context)
    {
        var http = HttpStatusOf((StatusCode)status.Code);
        var info = DetailOf<ErrorInfo>(status) ?? new ErrorInfo { Reason = ReasonOf(http), Domain = AccessRules.DomainOf(context.GetEndpoint()) };
        var chinese = PrefersChinese(context.Request);
        var localized = chinese ? DetailOf<LocalizedMessage>(status)?.Message : null;
        return Of(http, info.Reason, localized ?? status.Message, context, info.Domain) with
        {
            CorrelationId = info.Metadata.GetValueOrDefault("correlation_id"),
            Errors = DetailOf<BadRequest>(status)?.FieldViolations.Select(violation => ErrorOf(violation, context, chinese)).ToArray(),
            RetryAfter = DetailOf<RetryInfo>(status)?.RetryDelay?.ToTimeSpan(),
        };
    }

    /// <summary>A problem that no method has seen, e.g. an unknown route.</summary>
    public static Problem Of(int status, string reason, string detail, HttpContext context, string domain = "edge.clearance") =>
        new($"urn:clearance:error:{domain}:{reason}", TitleOf(reason), status, detail, context.Request.Path.Value ?? "/", reason);

    /// <summary>What a status without a body means, e.g. of routing or the server.</summary>
    public static Problem OfBareStatus(HttpContext context) => context.Response.StatusCode switch
    {
        404 => Of(404, "ROUTE_UNKNOWN", "There is nothing at this address; /openapi/v1.json lists every route.", context),
        405 => Of(405, "METHOD_NOT_ALLOWED", "The address exists, but not with this HTTP method; see the header Allow.", context),
        413 => TooLarge(context),
        502 or 503 or 504 => Of(
            context.Response.StatusCode, "SERVICE_UNREACHABLE", "The service behind this address does not answer; repeat the request with its request id.", context),
        var other => Of(other, ReasonOf(other), $"The request was answered with HTTP {other}.", context),
    };

    public static Problem TooLarge(HttpContext context) =>
        Of(413, "BODY_TOO_LARGE", "The body is larger than this service takes; send less at a time.", context);

    public Task WriteAsync(HttpContext context)
    {
        var response = context.Response;
        response.StatusCode = Status;
        response.ContentType = ContentType;
        response.ContentLength = null;
        response.Headers.CacheControl = "no-store";
        if (RetryAfter is { } delay)
        {
            response.Headers.RetryAfter = Math.Max(1, (long)Math.Ceiling(delay.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        }

        if (Status == StatusCodes.Status401Unauthorized)
        {
            response.Headers.WWWAuthenticate = "Bearer";
        }

        return HttpMethods.IsHead(context.Request.Method)
            ? Task.CompletedTask
            : JsonSerializer.SerializeAsync(response.Body, this, ProblemJson.Default.Problem, context.RequestAborted);
    }

    private static ProblemError ErrorOf(BadRequest.Types.FieldViolation violation, HttpContext context, bool chinese)
    {
        var sentences = violation.Description.Split(RefusalStatus.SentenceBreak, 3);
        var text = chinese && violation.LocalizedMessage is { Message.Length: > 0 } localized ? localized.Message : sentences[0];
        var body = context.GetEndpoint()?.Metadata.GetMetadata<GrpcJsonTranscodingMetadata>()?.HttpRule.Body ?? string.Empty;
        return new ProblemError(text, JsonPointer.Of(violation.Field, body), violation.Reason, sentences.ElementAtOrDefault(1) ?? string.Empty, sentences.ElementAtOrDefault(2));
    }

    private static bool PrefersChinese(HttpRequest request) =>
        request.Headers.AcceptLanguage.ToString().TrimStart().StartsWith("zh", StringComparison.OrdinalIgnoreCase);

    private static T? DetailOf<T>(Status status)
        where T : class, Google.Protobuf.IMessage<T>, new() =>
        status.Details.FirstOrDefault(detail => detail.Is(new T().Descriptor))?.Unpack<T>();

    private static string ReasonOf(int status) => status switch
    {
        400 => "BODY_MALFORMED",
        401 => EdgeRefusals.TokenReason,
        404 => "RESOURCE_NOT_FOUND",
        429 => "RATE_LIMITED",
        >= 500 and not 501 and not 503 and not 504 => "INTERNAL",
        _ => $"HTTP_{status.ToString(CultureInfo.InvariantCulture)}",
    };

    private static string TitleOf(string reason)
    {
        var words = new StringBuilder(reason.ToLowerInvariant().Replace('_', ' '));
        words[0] = char.ToUpperInvariant(words[0]);
        return words.ToString();
    }

    private static int HttpStatusOf(StatusCode code) => code switch
    {
        StatusCode.InvalidArgument or StatusCode.FailedPrecondition or StatusCode.OutOfRange => 400,
        StatusCode.Unauthenticated => 401,
        StatusCode.PermissionDenied => 403,
        StatusCode.NotFound => 404,
        StatusCode.Cancelled => 408,
        StatusCode.AlreadyExists or StatusCode.Aborted => 409,
        StatusCode.ResourceExhausted => 429,
        StatusCode.Unimplemented => 501,
        StatusCode.Unavailable => 503,
        StatusCode.DeadlineExceeded => 504,
        _ => 500,
    };
}

/// <summary>One thing that is wrong with the request.</summary>
/// <param name="Detail">What is wrong.</param>
/// <param name="Pointer">JSON Pointer into the body.</param>
/// <param name="Code">UPPER_SNAKE code of the rule that is broken.</param>
/// <param name="Suggestion">What to do about it.</param>
/// <param name="Rule">The rule with its version, where the service keeps a book of rules.</param>
internal sealed record ProblemError(string Detail, string Pointer, string Code, string Suggestion, string? Rule);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(Problem))]
internal sealed partial class ProblemJson : JsonSerializerContext;
