using Clearance.Engine;

namespace Clearance.Declarations.CodeTables;

/// <summary>
/// Takes in parameter tables that another replica imported. A table counts from a day on, and is imported before it as a rule, so that a few
/// seconds do no harm. By the machine's time: a clock that lets a year pass would have it read the tables three million times.
/// </summary>
internal sealed partial class CodeRefresh(
    DeclarationsDefinition definition, IReader<DeclarationsDefinition> reader, ILogger<CodeRefresh> logger) : BackgroundService
{
    private static readonly TimeSpan s_period = TimeSpan.FromSeconds(10);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(s_period);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await definition.Codes.LoadAsync(reader, stoppingToken);
            }
            catch (Exception fault) when (fault is not OperationCanceledException)
            {
                Failed(logger, fault);
            }
        }
    }

    [LoggerMessage(30, LogLevel.Warning, "Parameter tables could not be read; tried again soon.")]
    private static partial void Failed(ILogger logger, Exception fault);
}
