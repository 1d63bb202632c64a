using System.Globalization;
using Clearance.Kernel;
using Google.Protobuf.WellKnownTypes;
using Google.Rpc;
using Grpc.Core;
using Status = Google.Rpc.Status;

namespace Clearance.Hosting;

/// <summary>A refusal as <c>google.rpc.Status</c>, by AIP-193: one ErrorInfo, and the details that fit its kind.</summary>
internal static class RefusalStatus
{
    /// <summary>Between the parts of a violation's description: what is wrong, what to do about it, and the rule that is broken.</summary>
    public const char SentenceBreak = '\n';

    /// <summary>Language of the texts in <see cref="LocalizedMessage"/>.</summary>
    public const string Chinese = "zh-CN";

    // gRPC libraries take 8 KiB of trailers for granted; base64 makes 4 bytes of 3, and the message travels twice.
    private const int MostTrailerBytes = 5_400;

    private const string StoreUnavailable = "STORE_UNAVAILABLE";

    private static readonly Duration RetryDelay = Duration.FromTimeSpan(TimeSpan.FromSeconds(1));

    /// <summary>The status that answers a refusal.</summary>
    /// <param name="refusal">The refusal.</param>
    /// <param name="domain">Domain of its reason, e.g. <c>payment.clearance</c>.</param>
    /// <param name="subject">What the call was about, e.g. the resource name; empty when it names none.</param>
    /// <param name="retryAfter">When to try again, where that is safe; one second when null.</param>
    public static Status ToStatus(this Refusal refusal, string domain, string subject = "", TimeSpan? retryAfter = null)
    {
        var status = new Status { Code = (int)CodeOf(refusal), Message = refusal.Message };
        status.Details.Add(Any.Pack(new ErrorInfo { Reason = refusal.Reason, Domain = domain }));
        if (refusal.MessageZh is { } messageZh)
        {
            status.Details.Add(Any.Pack(new LocalizedMessage { Locale = Chinese, Message = messageZh }));
        }

        if (!refusal.Violations.IsDefaultOrEmpty)
        {
            status.Details.Add(Any.Pack(new BadRequest { FieldViolations = { refusal.Violations.Select(ToField) } }));
        }

        if (refusal.Kind is RefusalKind.Precondition)
        {
            var violation = new PreconditionFailure.Types.Violation { Type = refusal.Reason, Subject = subject, Description = refusal.Message };
            status.Details.Add(Any.Pack(new PreconditionFailure { Violations = { violation } }));
        }

        if (refusal.Kind is RefusalKind.Exhausted || refusal.Reason == StoreUnavailable || refusal.RetryAfter is not null)
        {
            status.Details.Add(Any.Pack(new RetryInfo { RetryDelay = (retryAfter ?? refusal.RetryAfter) is { } delay ? Duration.FromTimeSpan(delay) : RetryDelay }));
        }

        return status;
    }

    /// <summary>
    /// The status as far as gRPC trailers can carry it: texts in a second language go first, then violations from the end, and
    /// ErrorInfo says how many there were. REST answers carry everything.
    /// </summary>
    public static Status FitTrailers(this Status status)
    {
        if (status.CalculateSize() <= MostTrailerBytes)
        {
            return status;
        }

        var index = Enumerable.Range(0, status.Details.Count).FirstOrDefault(i => status.Details[i].Is(BadRequest.Descriptor), -1);
        if (index < 0)
        {
            return status;
        }

        var fitted = status.Clone();
        var violations = fitted.Details[index].Unpack<BadRequest>();
        var total = violations.FieldViolations.Count;
        foreach (var violation in violations.FieldViolations)
        {
            violation.LocalizedMessage = null;
        }

        var info = fitted.Details[0].Unpack<ErrorInfo>();
        info.Metadata["violations"] = total.ToString(CultureInfo.InvariantCulture);
        fitted.Details[0] = Any.Pack(info);
        fitted.Details[index] = Any.Pack(violations);
        while (fitted.CalculateSize() > MostTrailerBytes && violations.FieldViolations.Count > 1)
        {
            violations.FieldViolations.RemoveAt(violations.FieldViolations.Count - 1);
            fitted.Details[index] = Any.Pack(violations);
        }

        return fitted;
    }

    /// <summary>The answer to a fault of ours: only an id to quote.</summary>
    public static Status Fault(string domain, string correlationId)
    {
        var status = new Status { Code = (int)StatusCode.Internal, Message = $"A fault of ours; quote the correlation id {correlationId}." };
        status.Details.Add(Any.Pack(new ErrorInfo { Reason = "INTERNAL", Domain = domain, Metadata = { ["correlation_id"] = correlationId } }));
        return status;
    }

    /// <summary>The answer for something that is away and comes back: UNAVAILABLE, or another code of that kind, with RetryInfo.</summary>
    public static Status Unavailable(string domain, string reason, string message, string messageZh, StatusCode code = StatusCode.Unavailable) => new()
    {
        Code = (int)code,
        Message = message,
        Details =
        {
            Any.Pack(new ErrorInfo { Reason = reason, Domain = domain }),
            Any.Pack(new LocalizedMessage { Locale = Chinese, Message = messageZh }),
            Any.Pack(new RetryInfo { RetryDelay = RetryDelay }),
        },
    };

    private static StatusCode CodeOf(Refusal refusal) => refusal.Kind switch
    {
        RefusalKind.Invalid => StatusCode.InvalidArgument,
        RefusalKind.NotFound => StatusCode.NotFound,
        RefusalKind.Exists => StatusCode.AlreadyExists,
        RefusalKind.Precondition => StatusCode.FailedPrecondition,
        RefusalKind.Conflict => StatusCode.Aborted,
        RefusalKind.Forbidden when refusal.Reason == EdgeRefusals.TokenReason => StatusCode.Unauthenticated,
        RefusalKind.Forbidden => StatusCode.PermissionDenied,
        RefusalKind.Exhausted => StatusCode.ResourceExhausted,
        RefusalKind.Unavailable => StatusCode.Unavailable,
    };

    private static BadRequest.Types.FieldViolation ToField(Violation violation)
    {
        var field = new BadRequest.Types.FieldViolation
        {
            Field = violation.Field,
            Reason = violation.Code,
            Description = string.Join(SentenceBreak, new[] { violation.Text, violation.Suggestion, violation.Rule }.Where(part => !string.IsNullOrEmpty(part))),
        };
        if (violation.TextZh is { } textZh)
        {
            field.LocalizedMessage = new LocalizedMessage { Locale = Chinese, Message = textZh };
        }

        return field;
    }
}
