using Clearance.Engine;
using Clearance.Kernel;
using Clearance.Payments.Mapping;

namespace Clearance.Payments.Closing;

/// <summary>
/// Closes each day soon after its end. Every replica tries; the first closing that balances stands. A closing that does not balance is
/// logged as an error with its differences, stays to be read, and is made again the next night or by an operator.
/// </summary>
internal sealed partial class NightlyClosing(
    IEngine<PaymentsDefinition> engine, IReader<PaymentsDefinition> reader, TimeProvider clock, ILogger<NightlyClosing> logger) : BackgroundService
{
    private static readonly TimeSpan s_period = TimeSpan.FromMinutes(10);

    /// <summary>After the end of the day, so that what was decided before it has been written.</summary>
    private static readonly TimeSpan s_afterMidnight = TimeSpan.FromMinutes(5);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(s_period, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await CloseAsync(stoppingToken);
            }
            catch (Exception fault) when (fault is not OperationCanceledException)
            {
                Failed(logger, fault);
            }
        }
    }

    private async Task CloseAsync(CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var day = CustomsTime.DateOf(now - s_afterMidnight).AddDays(-1);
        if (await reader.FindAsync(Tables.LedgerClosings, Names.DayKey(day), cancellationToken) is not null)
        {
            return;
        }

        var close = await DayClosing.PrepareAsync(reader, day, cancellationToken);
        var command = new Command(Guid.CreateVersion7(now), Actor.System, null, ReadOnlyMemory<byte>.Empty, now);
        await engine.SendAsync(Tables.LedgerClosings, Names.DayKey(day), close, command, closing => closing.ToWire(), cancellationToken);
        if (!close.Closing.IsBalanced)
        {
            Unbalanced(logger, day, close.Closing.Sum, close.Closing.DifferenceCount);
        }
    }

    [LoggerMessage(1, LogLevel.Warning, "The day could not be closed; tried again soon.")]
    private static partial void Failed(ILogger logger, Exception fault);

    [LoggerMessage(2, LogLevel.Error, "The ledger does not balance on {Day}: all postings sum to {Sum}, {Count} accounts differ from bills and banks; see ledgerClosings.")]
    private static partial void Unbalanced(ILogger logger, DateOnly day, Money sum, int count);
}
