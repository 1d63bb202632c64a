using Clearance.Engine;
using Clearance.Kernel;
using Microsoft.Extensions.Options;

namespace Clearance.Declarations.Receipts;

/// <summary>
/// Drops receipts into the folders of the firms that take part: those that have a folder. Whoever of several replicas has the lock of a folder
/// writes there; the lock ends with the process. Without the setting nothing runs, and an ordinary clearance writes nothing for it in any case.
/// </summary>
internal sealed partial class ReceiptDropper(IReader<DeclarationsDefinition> reader, IOptions<ReceiptOptions> options, ILogger<ReceiptDropper> logger) : BackgroundService
{
    private static readonly TimeSpan s_look = TimeSpan.FromSeconds(1);
    private readonly Dictionary<string, ReceiptFolder> _open = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    public override void Dispose()
    {
        foreach (var folder in _open.Values)
        {
            folder.Dispose();
        }

        base.Dispose();
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (options.Value.ReceiptFolder.Length == 0)
        {
            return;
        }

        using var timer = new PeriodicTimer(s_look);
        do
        {
            try
            {
                await LookAsync(stoppingToken);
            }
            catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or RefusedException)
            {
                Failed(logger, fault);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private async Task LookAsync(CancellationToken stopping)
    {
        foreach (var path in Directory.EnumerateDirectories(options.Value.ReceiptFolder).Where(path => Uscc.IsValid(Path.GetFileName(path))))
        {
            if (!_open.TryGetValue(path, out var folder))
            {
                if (ReceiptFolder.TryOpen(path) is not { } opened)
                {
                    continue;
                }

                _open.Add(path, folder = opened);
            }

            while (await folder.DropAsync(reader, stopping) > 0)
            {
                // More than one page of news.
            }
        }
    }

    [LoggerMessage(40, LogLevel.Warning, "Receipts could not be dropped; next try in a second.")]
    private static partial void Failed(ILogger logger, Exception fault);
}
