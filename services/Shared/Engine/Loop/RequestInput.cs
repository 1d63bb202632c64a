using System.Diagnostics;
using Clearance.Engine.Storage;
using Clearance.Kernel;
using Google.Protobuf;

namespace Clearance.Engine.Loop;

/// <summary>How a request ended, whatever its reply is.</summary>
internal interface IRequestOutcome
{
    /// <summary>What kind of no it was; null when it was none.</summary>
    RefusalKind? Refused { get; }

    /// <summary>What went wrong; null for answers and refusals.</summary>
    Exception? Fault { get; }
}

/// <summary>What a caller waits for. A request id that was carried out is answered with what it was answered with then.</summary>
internal abstract class RequestInput<TReply>(Command command) : Input, IRequestOutcome
    where TReply : class, IMessage<TReply>, new()
{
    private static readonly MessageParser<TReply> s_parser = new(() => new TReply());

    private readonly TaskCompletionSource<TReply> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private TReply? _reply;
    private Exception? _exception;

    /// <summary>The answer, once its batch has committed.</summary>
    public Task<TReply> Answer => _answer.Task;

    /// <summary>Trace that it belongs to; empty when there is none.</summary>
    public string TraceParent { get; } = Activity.Current?.Id ?? string.Empty;

    /// <inheritdoc/>
    public override string Kind => "command";

    /// <inheritdoc/>
    public sealed override bool IsRecognised => RequestKey.Of(Command) is not null;

    /// <summary>Who asks, with which request id.</summary>
    protected Command Command { get; } = command;

    /// <inheritdoc/>
    public override void Ask(Wants wants)
    {
        if (RequestKey.Of(Command) is { } key)
        {
            wants.Request(key);
        }
    }

    /// <inheritdoc/>
    public sealed override async ValueTask DecideAsync(Batch batch)
    {
        (_reply, _exception) = (null, null);
        var key = RequestKey.Of(Command);
        if (key is { } known && batch.FindRequest(known) is { } row)
        {
            Repeat(row);
            return;
        }

        using var activity = EngineTrace.Start(Kind, TraceParent);
        try
        {
            var refusal = await CarryOutAsync(batch, activity?.Id ?? TraceParent, reply => _reply = reply);
            _exception = refusal is null ? null : new RefusedException(refusal);
        }
        catch (Exception exception) when (exception is not StoreException)
        {
            _exception = exception;
        }

        if (_exception is null && key is { } fresh)
        {
            batch.Add(new RequestRow(fresh, Command.ContentHash.ToArray(), _reply!.ToByteArray(), Microseconds.Of(batch.Now)));
        }
    }

    /// <inheritdoc/>
    public sealed override void Complete()
    {
        if (_exception is null)
        {
            _answer.TrySetResult(_reply!);
        }
        else
        {
            _answer.TrySetException(_exception);
        }
    }

    /// <inheritdoc/>
    public sealed override bool Blame(Exception exception)
    {
        _answer.TrySetException(exception is StoreException { Failure: not StoreFailure.Fault } taken
            ? new RefusedException(RefusalOf(taken))
            : exception);
        return false;
    }

    /// <inheritdoc/>
    public sealed override bool Outlasts(Exception exception)
    {
        _answer.TrySetException(exception is StoreException away ? new RefusedException(RefusalOf(away)) : exception);
        return false;
    }

    /// <inheritdoc/>
    public RefusalKind? Refused => (_exception as RefusedException)?.Refusal.Kind;

    /// <inheritdoc/>
    public Exception? Fault => _exception is RefusedException ? null : _exception;

    /// <summary>Does what was asked; hands the answer to <paramref name="reply"/> before it counts.</summary>
    protected abstract ValueTask<Refusal?> CarryOutAsync(Batch batch, string traceParent, Action<TReply> reply);

    // A commit whose outcome is not known is told as such only where a repeat would not be recognised.
    private Refusal RefusalOf(StoreException exception) => exception.Failure switch
    {
        StoreFailure.Taken => Refusal.Exists("VALUE_TAKEN", $"Another resource has this value already: {exception.Message}."),
        StoreFailure.Conflict => Refusal.Conflict(
            "ETAG_STALE", "Somebody else changed the resource at the same time; read it again and retry."),
        StoreFailure.Unknown when !IsRecognised => Refusal.Unavailable(
            "OUTCOME_UNKNOWN", "The database was lost while the command was stored: it may have been carried out. Look before you repeat it; with a request id a repeat is safe."),
        _ => StoreException.Unavailable,
    };

    private void Repeat(RequestRow row)
    {
        if (Command.ContentHash.Span.SequenceEqual(row.ContentHash))
        {
            _reply = s_parser.ParseFrom(row.Reply);
        }
        else
        {
            _exception = new RefusedException(Refusal.Exists(
                "REQUEST_ID_REUSED",
                $"Request id {row.Key.RequestId} was used before with other content; take a fresh one for a new request."));
        }
    }
}
