using Clearance.Declarations.Domain.Notifications;
using Clearance.Engine;
using Clearance.Kernel;

namespace Clearance.Declarations.Notifications;

/// <summary>
/// Keeps a pump for every active endpoint. Each replica has one for each; the lease in the endpoint says whose turn it is, so a replica that
/// dies is replaced when its minute is over.
/// </summary>
internal sealed partial class WebhookDeliverer(
    IEngine<DeclarationsDefinition> engine, IReader<DeclarationsDefinition> reader, WebhookSender sender, TimeProvider time, ILogger<WebhookDeliverer> logger)
    : BackgroundService
{
    private static readonly TimeSpan s_look = TimeSpan.FromSeconds(1);
    private readonly Dictionary<string, Task> _pumps = new(StringComparer.Ordinal);
    private readonly string _holder = Guid.CreateVersion7(time.GetUtcNow()).ToString("N");

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(s_look);
        do
        {
            try
            {
                await LookAsync(stoppingToken);
            }
            catch (RefusedException exception)
            {
                LookFailed(logger, exception.Refusal.Reason);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private async Task LookAsync(CancellationToken stopping)
    {
        var query = new ListQuery(200, string.Empty) { Filters = [Filter.Is("status", WebhookState.Active.ToString())] };
        do
        {
            var page = await reader.ListAsync(DeclarationsTables.Webhooks, query, stopping);
            foreach (var key in page.Rows.Select(row => row.Key).Where(key => !_pumps.TryGetValue(key, out var pump) || pump.IsCompleted))
            {
                _pumps[key] = PumpAsync(key, stopping);
            }

            query = query with { PageToken = page.NextPageToken };
        }
        while (query.PageToken.Length > 0);
    }

    // A pump that ends for whatever reason is made anew by the next look, as long as its endpoint is active.
    private async Task PumpAsync(string key, CancellationToken stopping)
    {
        try
        {
            await new WebhookPump(key, _holder, engine, reader, sender, time).RunAsync(stopping);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            PumpFailed(logger, exception, key);
        }
    }

    [LoggerMessage(30, LogLevel.Warning, "Webhook endpoints could not be listed ({Reason}); next try in a second.")]
    private static partial void LookFailed(ILogger logger, string reason);

    [LoggerMessage(31, LogLevel.Warning, "Delivery to webhook endpoint {Endpoint} was interrupted; it begins again in a second.")]
    private static partial void PumpFailed(ILogger logger, Exception exception, string endpoint);
}
