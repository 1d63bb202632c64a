using System.Collections.Concurrent;
using Clearance.Contracts.Release.V1;

namespace Clearance.Standalone.Demo;

/// <summary>Customs officers: they take the oldest case from the work list, need their time in office hours, and record what they found.</summary>
internal sealed class Officers(Play play)
{
    private static readonly TimeSpan Glance = TimeSpan.FromMinutes(20);
    private readonly ConcurrentDictionary<string, byte> taken = new(StringComparer.Ordinal);

    /// <summary>Works until it is told to stop.</summary>
    public Task RunAsync(CancellationToken cancellationToken) => Task.WhenAll(
        play.Cast.Reviewers.Select(officer => ReviewAsync(officer, cancellationToken))
            .Concat(play.Cast.Inspectors.Select(officer => InspectAsync(officer, cancellationToken))));

    private async Task ReviewAsync(Partner officer, CancellationToken cancellationToken)
    {
        var dice = play.Dice(officer.Subject);
        while (true)
        {
            await play.Clock.UntilAsync(OfficeHours.Done(play.Clock.GetUtcNow(), Glance), cancellationToken);
            var list = await officer.Reviews.ListReviewsAsync(new ListReviewsRequest { State = Review.Types.State.Ready, PageSize = 200 }, cancellationToken: cancellationToken);
            if (list.Reviews.FirstOrDefault(review => taken.TryAdd(review.Name, 0)) is not { } mine)
            {
                continue;
            }

            await play.Clock.UntilAsync(OfficeHours.Done(play.Clock.GetUtcNow(), dice.Hours(0.5, 2.5)), cancellationToken);
            await play.TellAsync(
                async () => await officer.Reviews.RecordReviewAsync(
                    new RecordReviewRequest { Name = mine.Name, Result = Review.Types.Result.Passed, Note = "Papers agree with the form.", RequestId = Play.RequestId().ToString() },
                    cancellationToken: cancellationToken),
                cancellationToken);
            play.Say($"{officer.Subject} has read the papers of {mine.DeclarationNumber}");
        }
    }

    private async Task InspectAsync(Partner officer, CancellationToken cancellationToken)
    {
        var dice = play.Dice(officer.Subject);
        while (true)
        {
            await play.Clock.UntilAsync(OfficeHours.Done(play.Clock.GetUtcNow(), Glance), cancellationToken);
            var list = await officer.Inspections.ListInspectionsAsync(new ListInspectionsRequest { State = Inspection.Types.State.Ready, PageSize = 200 }, cancellationToken: cancellationToken);
            if (list.Inspections.FirstOrDefault(inspection => taken.TryAdd(inspection.Name, 0)) is not { } mine)
            {
                continue;
            }

            if (await IsLaidAsideAsync(officer, mine, cancellationToken))
            {
                _ = play.LaidAside.Ended.ContinueWith(_ => taken.TryRemove(mine.Name, out byte _), cancellationToken, TaskContinuationOptions.None, TaskScheduler.Default);
                continue;
            }

            await play.Clock.UntilAsync(OfficeHours.Done(play.Clock.GetUtcNow(), dice.Hours(1.5, 4)), cancellationToken);
            await play.TellAsync(
                async () => await officer.Inspections.RecordInspectionAsync(
                    new RecordInspectionRequest
                    {
                        Name = mine.Name,
                        Result = Inspection.Types.Result.NoDifference,
                        Method = Inspection.Types.Method.Unpacking,
                        SecondOfficer = play.Cast.SecondInspector,
                        PartyPresent = "示例",
                        RequestId = Play.RequestId().ToString(),
                    },
                    cancellationToken: cancellationToken),
                cancellationToken);
            play.Say($"{officer.Subject} has inspected the goods of {mine.DeclarationNumber}");
        }
    }

    /// <summary>The first inspection on the traditional road is the one that is laid aside.</summary>
    private async Task<bool> IsLaidAsideAsync(Partner officer, Inspection inspection, CancellationToken cancellationToken)
    {
        if (play.LaidAside.Begun.IsCompleted || officer != play.Cast.Inspectors[0])
        {
            return false;
        }

        var id = inspection.Name[(inspection.Name.LastIndexOf('/') + 1)..];
        var releaseCase = await officer.Cases.GetReleaseCaseAsync(new GetReleaseCaseRequest { Name = $"releaseCases/{id}" }, cancellationToken: cancellationToken);
        return releaseCase.Road == Road.Traditional && play.LaidAside.Begin(inspection.Declaration);
    }
}
