using Clearance.Engine.Storage;
using Clearance.Kernel;

namespace Clearance.Engine.Loop;

/// <summary>A deadline that has come.</summary>
internal sealed class WakeInput(AggregateKey id) : Input
{
    // Long enough that a broken rule does not keep the loop busy, short enough that a repaired one is soon caught up with.
    private static readonly TimeSpan s_postponement = TimeSpan.FromHours(1);

    private string? _blame;

    /// <summary>The aggregate.</summary>
    public AggregateKey Id => id;

    /// <summary>Why the wake did not do what it is for; null when it did.</summary>
    public string? Fault { get; private set; }

    /// <inheritdoc/>
    public override string Kind => "wake";

    /// <inheritdoc/>
    public override void Ask(Wants wants) => wants.State(id);

    /// <inheritdoc/>
    public override async ValueTask DecideAsync(Batch batch)
    {
        var (slot, now) = (batch.Known(id), Microseconds.Of(batch.Now));
        Fault = null;
        if (slot.State is null || slot.Due is not { } due || due > now)
        {
            return;
        }

        Fault = _blame ?? await WakeAsync(batch, slot);
        if (Fault is null && batch.Known(id).Due == due)
        {
            Fault = "the decision left the due time where it was";
        }

        if (Fault is not null)
        {
            batch.Postpone(id, now + (long)s_postponement.TotalMicroseconds);
        }
    }

    /// <inheritdoc/>
    public override void Complete()
    {
    }

    /// <inheritdoc/>
    public override bool Blame(Exception exception)
    {
        var first = _blame is null;
        _blame = EventRouter.Describe(exception);
        return first;
    }

    /// <inheritdoc/>
    public override bool Outlasts(Exception exception) => false;

    private async ValueTask<string?> WakeAsync(Batch batch, Slot slot)
    {
        using var activity = EngineTrace.Start(Kind, string.Empty);
        try
        {
            var purpose = $"{batch.Definition.Name}/wake/{id.Aggregate}/{id.Key}/{slot.Due}/{slot.Version}";
            var cause = DerivedId.From(Guid.Empty, purpose, 0);
            var message = slot.Type.WakeOf(slot.State!);
            var refusal = await batch.DecideAsync(
                new Cause(cause, Actor.System, activity?.Id ?? string.Empty), [new Told(id.Aggregate, id.Key, message)]);
            return refusal is null ? null : $"{refusal.Reason}: {refusal.Message}";
        }
        catch (Exception exception) when (exception is not StoreException)
        {
            return EventRouter.Describe(exception);
        }
    }
}
