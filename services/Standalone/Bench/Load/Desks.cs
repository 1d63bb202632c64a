using System.Threading.Channels;
using Clearance.Contracts.Payment.V1;
using Clearance.Contracts.Release.V1;
using Clearance.Standalone.Demo;
using Google.Protobuf.WellKnownTypes;

namespace Clearance.Standalone.Bench.Load;

/// <summary>Those who wait for work of others: banks pull instructions, officers pull their work lists, the quay reports ships.</summary>
internal sealed class Desks(Town town, News news)
{
    private const int Page = 200;
    private const int BillsOfAShip = 50;
    private static readonly TimeSpan BankPause = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan OfficerPause = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan QuayPause = TimeSpan.FromMilliseconds(20);

    private readonly Channel<(string Bill, TaskCompletionSource<long> Reported)> ashore = Channel.CreateUnbounded<(string, TaskCompletionSource<long>)>();

    /// <summary>Works until it is told to stop.</summary>
    public Task RunAsync(CancellationToken cancellationToken) => Task.WhenAll(
    [
        .. town.BankDesks.Select(bank => RepeatAsync(() => DebitAsync(bank.Desk, cancellationToken), BankPause, cancellationToken)),
        RepeatAsync(() => ReviewAsync(cancellationToken), OfficerPause, cancellationToken),
        RepeatAsync(() => InspectAsync(cancellationToken), OfficerPause, cancellationToken),
        RepeatAsync(() => LandAsync(cancellationToken), QuayPause, cancellationToken),
    ]);

    /// <summary>The goods under a bill are there: reported with the next ship.</summary>
    /// <returns>The timestamp at which the report was sent, once it is answered.</returns>
    public Task<long> ArriveAsync(string bill)
    {
        var reported = new TaskCompletionSource<long>(TaskCreationOptions.RunContinuationsAsynchronously);
        ashore.Writer.TryWrite((bill, reported));
        return reported.Task;
    }

    private static async Task RepeatAsync(Func<Task<bool>> work, TimeSpan pause, CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            if (!await work())
            {
                await Task.Delay(pause, TimeProvider.System, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task<bool> DebitAsync(Partner desk, CancellationToken cancellationToken)
    {
        var waiting = await desk.Instructions.ListPaymentInstructionsAsync(
            new ListPaymentInstructionsRequest { State = PaymentInstruction.Types.State.Pending, PageSize = Page }, cancellationToken: cancellationToken);
        if (waiting.PaymentInstructions.Count > 0)
        {
            await BankDesk.ReportAsync(desk, waiting.PaymentInstructions.Select(BankDesk.Debited), cancellationToken);
            foreach (var transaction in waiting.PaymentInstructions.SelectMany(instruction => instruction.Transactions))
            {
                news.Debited(transaction.TaxBill);
            }
        }

        return waiting.NextPageToken.Length > 0;
    }

    private async Task<bool> ReviewAsync(CancellationToken cancellationToken)
    {
        var ready = await town.Officer.Reviews.ListReviewsAsync(new ListReviewsRequest { State = Review.Types.State.Ready, PageSize = Page }, cancellationToken: cancellationToken);
        await Task.WhenAll(ready.Reviews.Select(async review => await town.Officer.Reviews.RecordReviewAsync(
            new RecordReviewRequest { Name = review.Name, Result = Review.Types.Result.Passed, RequestId = Play.RequestId().ToString() }, cancellationToken: cancellationToken)));
        return ready.NextPageToken.Length > 0;
    }

    private async Task<bool> InspectAsync(CancellationToken cancellationToken)
    {
        var ready = await town.Officer.Inspections.ListInspectionsAsync(
            new ListInspectionsRequest { State = Inspection.Types.State.Ready, PageSize = Page }, cancellationToken: cancellationToken);
        await Task.WhenAll(ready.Inspections.Select(async inspection => await town.Officer.Inspections.RecordInspectionAsync(
            new RecordInspectionRequest
            {
                Name = inspection.Name,
                Result = Inspection.Types.Result.NoDifference,
                Method = Inspection.Types.Method.Machine,
                SecondOfficer = "bench-second-officer",
                RequestId = Play.RequestId().ToString(),
            },
            cancellationToken: cancellationToken)));
        return ready.NextPageToken.Length > 0;
    }

    private async Task<bool> LandAsync(CancellationToken cancellationToken)
    {
        var ship = new List<(string Bill, TaskCompletionSource<long> Reported)>();
        while (ship.Count < BillsOfAShip && ashore.Reader.TryRead(out var goods))
        {
            ship.Add(goods);
        }

        if (ship.Count == 0)
        {
            return false;
        }

        var now = TimeProvider.System.GetUtcNow();
        var sent = TimeProvider.System.GetTimestamp();
        await town.Quay.Arrivals.CreateArrivalAsync(
            new CreateArrivalRequest
            {
                Arrival = new Arrival { CustomsOffice = "0908", ArriveTime = Timestamp.FromDateTimeOffset(now), TransportName = "EXAMPLE HORIZON", BillsOfLading = { ship.Select(goods => goods.Bill) } },
                RequestId = Play.RequestId().ToString(),
            },
            cancellationToken: cancellationToken);
        ship.ForEach(goods => goods.Reported.TrySetResult(sent));
        return ship.Count == BillsOfAShip;
    }
}
