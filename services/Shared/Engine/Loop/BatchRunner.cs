using System.Diagnostics;
using Clearance.Engine.Storage;
using Clearance.Engine.Telemetry;
using Clearance.Kernel;
using Microsoft.Extensions.Logging;

namespace Clearance.Engine.Loop;

/// <summary>What the runner tells of a batch.</summary>
internal interface IBatchEvents
{
    /// <summary>It is between two steps.</summary>
    void At(Step step);

    /// <summary>A batch is committed, answered and handed over.</summary>
    void Committed(Changes changes);

    /// <summary>Not even the blame for this one could be stored.</summary>
    void GivenUp(IReadOnlyList<Input> inputs);
}

/// <summary>
/// Carries batches through the four steps: load, decide, write, answer. A batch that does not commit is halved down to the message
/// at fault; a store that does not answer is waited for, and blamed on nobody. A commit whose answer is lost is looked up before
/// anything is carried out again.
/// </summary>
internal sealed class BatchRunner(
    ServiceDefinition definition,
    IStore store,
    TimeProvider clock,
    OutboxFeed outbox,
    EngineMeters meters,
    ILogger logger,
    IBatchEvents events,
    CancellationToken stopping)
{
    private const int StoreAttempts = 8;
    private const int ConflictAttempts = 3;

    // Nobody is at fault who loses a race against another replica: alone, a message takes its time.
    private const int LoneConflictAttempts = 8;
    private static readonly TimeSpan s_longestWait = TimeSpan.FromSeconds(2);
    private readonly StateMemo _memo = new();

    private Changes? _unsettled;

    /// <summary>Runs a batch; an empty one still deletes what was confirmed. Throws only when the process is to die.</summary>
    public async ValueTask RunAsync(IReadOnlyList<Input> inputs)
    {
        var start = Stopwatch.GetTimestamp();
        if (await WriteAsync(inputs) is { } changes)
        {
            Finish(inputs, changes, start);
        }
    }

    // Steps 1 to 3. Null when the inputs were dealt with otherwise: in halves, or given up. Nothing after the commit is in
    // here, since a failure there must not carry out again what is stored already.
    private async ValueTask<Changes?> WriteAsync(IReadOnlyList<Input> all)
    {
        var inputs = all.ToList();
        _unsettled = null;
        for (var (attempt, conflicts, taken) = (1, 0, 0); ; attempt++)
        {
            try
            {
                return await FindCommittedAsync(inputs) ?? await OnceAsync(inputs);
            }
            catch (StoreException exception) when (exception.Failure is StoreFailure.Transient or StoreFailure.Unknown)
            {
                await RollbackAsync();
                logger.StoreBusy(exception, definition.Name, attempt);
                if (attempt >= StoreAttempts && KeepOutlasting(inputs, exception) == 0)
                {
                    return null;
                }

                await Task.Delay(Backoff(attempt));
            }
            catch (StoreException exception) when (exception.Failure is StoreFailure.Conflict && ++conflicts < ConflictsOf(inputs))
            {
                await RollbackAsync();
                await Task.Delay(Backoff(conflicts));
            }
            catch (StoreException exception) when (exception.Failure is StoreFailure.Taken && inputs.Count == 1 && ++taken < ConflictAttempts)
            {
                // Two replicas that both read that something does not exist yet, say the first number of a series, give out the same value:
                // there was no row to lock. Who came second reads again and finds it; what is really taken is taken the next time too.
                await RollbackAsync();
            }
            catch (Exception exception) when (exception is not CrashException)
            {
                await RollbackAsync();
                await SplitAsync(inputs, exception);
                return null;
            }
        }
    }

    // The changes of the attempt before, when they are stored after all. Where that cannot be told, only what the inbox or the
    // request log recognises may be carried out again.
    private async ValueTask<Changes?> FindCommittedAsync(List<Input> inputs)
    {
        if (_unsettled is not { } changes)
        {
            return null;
        }

        var committed = await store.IsCommittedAsync(changes, CancellationToken.None);
        if (committed is null)
        {
            var unknown = new StoreException(StoreFailure.Unknown, "the connection was lost during the commit");
            inputs.RemoveAll(input => !input.IsRecognised && !input.Outlasts(unknown));
        }

        _unsettled = null;
        return committed is true ? changes : null;
    }

    private static int ConflictsOf(List<Input> inputs) => inputs.Count > 1 ? ConflictAttempts : LoneConflictAttempts;

    private static TimeSpan Backoff(int attempt)
    {
        var wait = TimeSpan.FromMilliseconds(5 * Math.Pow(2, Math.Min(attempt, 10)));
        return wait < s_longestWait ? wait : s_longestWait;
    }

    private async ValueTask SplitAsync(IReadOnlyList<Input> inputs, Exception exception)
    {
        if (inputs.Count > 1)
        {
            logger.BatchHalved(exception, definition.Name, inputs.Count);
            var half = inputs.Count / 2;
            await RunAsync([.. inputs.Take(half)]);
            await RunAsync([.. inputs.Skip(half)]);
        }
        else if (inputs is [{ Parts: { Count: > 0 } parts }])
        {
            logger.BatchHalved(exception, definition.Name, parts.Count);
            await RunAsync(parts);
        }
        else if (inputs.Count == 1 && inputs[0].Blame(exception))
        {
            await RunAsync(inputs);
        }
        else if (inputs is [IRequestOutcome] && exception is StoreException { Failure: not StoreFailure.Fault })
        {
            meters.Command(exception is StoreException { Failure: StoreFailure.Taken } ? RefusalKind.Exists : RefusalKind.Conflict);
        }
        else
        {
            logger.GivenUp(exception, definition.Name, inputs is [var input] ? input.Kind : "housekeeping");
            events.GivenUp(inputs);
        }
    }

    // Callers are told. Deliveries wait for the store, unless the service stops: they are in their publisher's outbox still.
    private int KeepOutlasting(List<Input> inputs, Exception exception)
    {
        inputs.RemoveAll(input => !input.Outlasts(exception) || stopping.IsCancellationRequested);
        return inputs.Count;
    }

    private async ValueTask<Changes> OnceAsync(IReadOnlyList<Input> inputs)
    {
        events.At(Step.Taken);
        var wants = new Wants(definition, Now());
        foreach (var input in inputs)
        {
            input.Ask(wants);
        }

        var wanted = wants.ToWanted();
        var loaded = await store.BeginAsync(wanted, CancellationToken.None);
        events.At(Step.Loaded);
        var batch = new Batch(definition, store, _memo, wanted, loaded, Now());
        await batch.FollowAsync();
        foreach (var input in inputs)
        {
            await input.DecideAsync(batch);
        }

        var changes = batch.Finish();
        changes.Confirmed.AddRange(outbox.TakeConfirmed());
        events.At(Step.Decided);
        if (changes.IsEmpty)
        {
            await store.RollbackAsync();
        }
        else
        {
            await CommitAsync(changes);
        }

        return changes;
    }

    private async ValueTask CommitAsync(Changes changes)
    {
        try
        {
            await store.CommitAsync(changes, CancellationToken.None);
        }
        catch (StoreException exception) when (exception.Failure is StoreFailure.Unknown)
        {
            _unsettled = changes;
            throw;
        }
    }

    private void Finish(IReadOnlyList<Input> inputs, Changes changes, long start)
    {
        events.At(Step.Committed);
        _memo.Keep(changes.States);
        outbox.Forget(changes.Confirmed);
        Answer(inputs);
        if (inputs.Count > 0)
        {
            meters.Batch(inputs.Sum(input => input.Size), Stopwatch.GetElapsedTime(start));
        }

        events.At(Step.Answered);
        outbox.Offer(changes.Outbox);
        events.At(Step.Offered);
        events.Committed(changes);
    }

    private void Answer(IReadOnlyList<Input> inputs)
    {
        foreach (var input in inputs)
        {
            input.Complete();
            Count(input);
        }
    }

    private void Count(Input input)
    {
        switch (input)
        {
            case IRequestOutcome request:
                meters.Command(request.Refused);
                if (request.Fault is { } fault)
                {
                    logger.CommandFailed(fault, definition.Name);
                }

                break;
            case DeliveryInput delivery:
                Count(delivery);
                break;
            case WakeInput { Fault: { } reason } wake:
                logger.WakeFailed(definition.Name, wake.Id, reason);
                break;
            default:
                break;
        }
    }

    private void Count(DeliveryInput delivery)
    {
        foreach (var heard in delivery.Events)
        {
            switch (heard.Outcome)
            {
                case HeardOutcome.Taken:
                    meters.Fact();
                    break;
                case HeardOutcome.Duplicate:
                    meters.Duplicate();
                    break;
                default:
                    meters.DeadLetter();
                    logger.DeadLetter(definition.Name, heard.Event.Type, heard.Event.Id, heard.Reason);
                    break;
            }
        }
    }

    // Stores keep microseconds: what is decided on must be what is read back.
    private DateTimeOffset Now() => Microseconds.ToInstant(Microseconds.Of(clock.GetUtcNow()));

    private async ValueTask RollbackAsync()
    {
        try
        {
            await store.RollbackAsync();
        }
        catch (StoreException exception)
        {
            logger.StoreBusy(exception, definition.Name, 0);
        }
    }
}
