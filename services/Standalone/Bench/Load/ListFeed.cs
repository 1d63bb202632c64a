using Clearance.Contracts.Payment.V1;
using Clearance.Contracts.Release.V1;
using Clearance.Standalone.Demo;
using Google.Protobuf.WellKnownTypes;

namespace Clearance.Standalone.Bench.Load;

/// <summary>
/// The news of one process, which has no broker that a partner could bind to: the work lists are read again and again, open bills and the
/// latest releases, each row once or twice. Polling every declaration would be most of the load.
/// </summary>
internal sealed class ListFeed(Partner reader) : IFeed
{
    private const int Page = 200;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    /// <inheritdoc/>
    public string Description => "lists of open bills and of the latest releases, every 50 ms";

    /// <inheritdoc/>
    public Task RunAsync(News news, CancellationToken cancellationToken) =>
        Task.WhenAll(RepeatAsync(() => BillsAsync(news, cancellationToken), cancellationToken), ReleasesAsync(news, cancellationToken));

    private static async Task RepeatAsync(Func<Task> look, CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            await look();
            await Task.Delay(Pause, TimeProvider.System, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    // All pages of one look are taken together: the bills of a declaration may lie on either side of a page's end.
    private async Task BillsAsync(News news, CancellationToken cancellationToken)
    {
        var bills = new List<TaxBill>();
        for (string? token = string.Empty; token is not null;)
        {
            var page = await reader.TaxBills.ListTaxBillsAsync(
                new ListTaxBillsRequest { State = TaxBill.Types.State.Open, PageSize = Page, PageToken = token }, cancellationToken: cancellationToken);
            bills.AddRange(page.TaxBills);
            token = page.NextPageToken is { Length: > 0 } next ? next : null;
        }

        foreach (var declaration in bills.GroupBy(bill => bill.Declaration))
        {
            news.Billed(declaration.Key, [.. declaration.Select(bill => bill.Name).Distinct()]);
        }
    }

    private async Task ReleasesAsync(News news, CancellationToken cancellationToken)
    {
        Timestamp? latest = null;
        await RepeatAsync(
            async () =>
            {
                var from = latest;
                for (string? token = string.Empty; token is not null;)
                {
                    var page = await reader.Times.ListClearanceTimesAsync(
                        new ListClearanceTimesRequest { FromTime = from, PageSize = Page, PageToken = token }, cancellationToken: cancellationToken);
                    foreach (var time in page.ClearanceTimes)
                    {
                        news.Release($"declarations/{time.ReleaseCase[(time.ReleaseCase.IndexOf('/', StringComparison.Ordinal) + 1)..]}");
                        latest = latest is null || time.ReleaseTime > latest ? time.ReleaseTime : latest;
                    }

                    token = page.NextPageToken is { Length: > 0 } next ? next : null;
                }
            },
            cancellationToken);
    }
}
