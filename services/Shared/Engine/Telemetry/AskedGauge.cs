using System.Diagnostics.Metrics;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Clearance.Engine.Telemetry;

/// <summary>
/// A gauge whose numbers only the database knows. It asks beside the loop, every 15 seconds and only while somebody listens, and answers
/// from memory. Every replica shows the same numbers, so readers take the highest and never the sum.
/// </summary>
public sealed class AskedGauge : BackgroundService
{
    private static readonly TimeSpan s_period = TimeSpan.FromSeconds(15);
    private readonly ObservableGauge<long> _gauge;
    private readonly Func<CancellationToken, Task<IReadOnlyList<Measurement<long>>>> _ask;
    private readonly ILogger<AskedGauge> _logger;
    private volatile IReadOnlyList<Measurement<long>> _last = [];

    /// <summary>Makes the gauge; as a hosted service it begins to ask.</summary>
    /// <param name="meter">The meter that it belongs to.</param>
    /// <param name="name">Name by OpenTelemetry's conventions.</param>
    /// <param name="unit">Unit in UCUM, e.g. <c>{declaration}</c>.</param>
    /// <param name="description">What it says.</param>
    /// <param name="ask">Asks the database.</param>
    /// <param name="logger">Told when asking fails; the last numbers are withdrawn then.</param>
    public AskedGauge(
        Meter meter,
        string name,
        string unit,
        string description,
        Func<CancellationToken, Task<IReadOnlyList<Measurement<long>>>> ask,
        ILogger<AskedGauge> logger)
    {
        (_ask, _logger) = (ask, logger);
        _gauge = meter.CreateObservableGauge(name, () => _last, unit, description);
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(s_period);
        await using var end = stoppingToken.Register(timer.Dispose);
        do
        {
            if (_gauge.Enabled)
            {
                _last = await AskAsync(stoppingToken);
            }
        }
        while (await timer.WaitForNextTickAsync(CancellationToken.None));
    }

    private async Task<IReadOnlyList<Measurement<long>>> AskAsync(CancellationToken stoppingToken)
    {
        try
        {
            return await _ask(stoppingToken);
        }
        catch (Exception exception)
        {
            if (!stoppingToken.IsCancellationRequested)
            {
                _logger.GaugeNotAsked(exception, _gauge.Name);
            }

            return [];
        }
    }
}
