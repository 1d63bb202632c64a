using Clearance.Engine;

namespace Clearance.Payments.Tariffs;

/// <summary>
/// Takes in versions that another replica imported. A version counts from a day on, and is imported before it as a rule, so that a few seconds
/// do no harm; each assessment names the version that it used.
/// </summary>
internal sealed partial class TariffRefresh(
    PaymentsDefinition definition, IReader<PaymentsDefinition> reader, ILogger<TariffRefresh> logger) : BackgroundService
{
    private static readonly TimeSpan s_period = TimeSpan.FromSeconds(10);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // By the machine's time: how fast replicas agree has nothing to do with the business clock, which a demo or a test may let run.
        using var timer = new PeriodicTimer(s_period);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await definition.Shelf.LoadAsync(reader, stoppingToken);
            }
            catch (Exception fault) when (fault is not OperationCanceledException)
            {
                Failed(logger, fault);
            }
        }
    }

    [LoggerMessage(1, LogLevel.Warning, "Versions of the tariff could not be read; tried again soon.")]
    private static partial void Failed(ILogger logger, Exception fault);
}
