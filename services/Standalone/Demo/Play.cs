using System.Collections.Concurrent;
using System.Security.Cryptography;
using Clearance.Kernel;

namespace Clearance.Standalone.Demo;

/// <summary>What all simulators share: the clock, the cast, the seed, and what people tell each other outside the suite.</summary>
internal sealed class Play(DemoClock clock, Cast cast, SampleSet samples, int seed, Action<string> say)
{
    /// <summary>How long the clock stays at the machine's pace after somebody else's system was told something.</summary>
    private static readonly TimeSpan Aftermath = TimeSpan.FromMilliseconds(60);

    private readonly ConcurrentDictionary<string, TaskCompletionSource<DateTimeOffset>> arrivals = new(StringComparer.Ordinal);

    public DemoClock Clock => clock;

    public Cast Cast => cast;

    public SampleSet Samples => samples;

    /// <summary>Payment agreements by the USCC of the firm.</summary>
    public ConcurrentDictionary<string, string> Agreements { get; } = new(StringComparer.Ordinal);

    /// <summary>Guarantees by the USCC of the insured firm.</summary>
    public ConcurrentDictionary<string, string> Policies { get; } = new(StringComparer.Ordinal);

    /// <summary>The inspection that an officer lays aside, so that a firm has reason to complain.</summary>
    public LaidAside LaidAside { get; } = new();

    /// <summary>A fresh request id (UUID version 4).</summary>
    public static Guid RequestId()
    {
        var bytes = RandomNumberGenerator.GetBytes(16);
        bytes[6] = (byte)((bytes[6] & 0x0F) | 0x40);
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        return new Guid(bytes, bigEndian: true);
    }

    /// <summary>Dice of one part, the same in every run with the same seed, whatever the threads do.</summary>
    public Random Dice(string part)
    {
        var mixed = unchecked((uint)seed * 2654435761u);
        foreach (var sign in part)
        {
            mixed = unchecked((mixed ^ sign) * 16777619u);
        }

        return new Random((int)(mixed & int.MaxValue));
    }

    /// <summary>When a bill of lading arrived, told by the carrier; waits for it.</summary>
    public Task<DateTimeOffset> ArrivalAsync(string bill, CancellationToken cancellationToken) => Word(bill).Task.WaitAsync(cancellationToken);

    /// <summary>The carrier tells that a bill arrived.</summary>
    public void TellArrival(string bill, DateTimeOffset time) => Word(bill).TrySetResult(time);

    /// <summary>Says something to the audience, with the time of the clock.</summary>
    public void Say(FormattableString text) =>
        say(FormattableString.Invariant($"{clock.GetUtcNow().ToOffset(CustomsTime.Offset):ddd dd MMM HH:mm}  {FormattableString.Invariant(text)}"));

    /// <summary>Does something that others follow up, at the machine's pace until they had time to.</summary>
    public async Task<T> TellAsync<T>(Func<Task<T>> telling, CancellationToken cancellationToken)
    {
        using (clock.Hold())
        {
            var answer = await telling();
            await Task.Delay(Aftermath, TimeProvider.System, cancellationToken);
            return answer;
        }
    }

    private TaskCompletionSource<DateTimeOffset> Word(string bill) =>
        arrivals.GetOrAdd(bill, _ => new TaskCompletionSource<DateTimeOffset>(TaskCreationOptions.RunContinuationsAsynchronously));
}

/// <summary>Dice throws of the simulators.</summary>
internal static class DiceThrows
{
    /// <summary>A duration between two numbers of hours.</summary>
    public static TimeSpan Hours(this Random dice, double least, double most) => TimeSpan.FromHours(least + (dice.NextDouble() * (most - least)));
}

/// <summary>One inspection that waits because nobody takes it up, until somebody complains and is answered.</summary>
internal sealed class LaidAside
{
    private readonly TaskCompletionSource<string> begun = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>The declaration, once it is laid aside.</summary>
    public Task<string> Begun => begun.Task;

    /// <summary>Done when it is taken up again.</summary>
    public Task Ended => ended.Task;

    /// <summary>Lays a declaration aside, if it is the first; true for that one.</summary>
    public bool Begin(string declaration) => begun.TrySetResult(declaration);

    /// <summary>Takes it up again.</summary>
    public void End() => ended.TrySetResult();
}
