namespace Clearance.Declarations.Domain.Notifications;

/// <summary>
/// When a message is tried again, and when no more: the schedule that Standard Webhooks advises, ten attempts over some three days
/// (https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md#deliverability-and-reliability). A firm that is in a hurry need not
/// wait for it: a message that is taken brings the others forward, and a redelivery is tried at once.
/// </summary>
public static class RetrySchedule
{
    /// <summary>How long a message is tried: an attempt that fails later is the last one.</summary>
    public static readonly TimeSpan End = TimeSpan.FromDays(3);

    /// <summary>The shortest pause after which a message is tried out of turn, because the receiver has just taken another.</summary>
    public static readonly TimeSpan LeastPause = TimeSpan.FromMinutes(5);

    /// <summary>A receiver may ask for patience, but not for ever.</summary>
    public static readonly TimeSpan LongestPause = TimeSpan.FromHours(24);

    private const int JitterParts = 5;

    private static readonly TimeSpan[] s_pauses =
    [
        TimeSpan.FromSeconds(5),
        TimeSpan.FromMinutes(5),
        TimeSpan.FromMinutes(30),
        TimeSpan.FromHours(2),
        TimeSpan.FromHours(5),
        TimeSpan.FromHours(10),
        TimeSpan.FromHours(14),
        TimeSpan.FromHours(20),
        TimeSpan.FromHours(24),
    ];

    /// <summary>
    /// The pause after an attempt, from 1: the schedule and up to a fifth on top, so that what failed together does not come back together, or
    /// what the receiver asked for if that is longer.
    /// </summary>
    public static TimeSpan After(int attempt, LogPlace place, TimeSpan? asked)
    {
        var pause = s_pauses[Math.Clamp(attempt, 1, s_pauses.Length) - 1];
        pause += pause / JitterParts * (((place.Sequence * 31) + attempt) % 100) / 100;
        var wanted = asked > LongestPause ? LongestPause : asked;
        return wanted > pause ? wanted.Value : pause;
    }
}
