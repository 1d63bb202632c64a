using Clearance.Contracts.Release.V1;
using Clearance.Engine;
using Clearance.Hosting;
using Clearance.Releases.Domain;
using Clearance.Releases.Mapping;
using Grpc.Core;
using Review = Clearance.Contracts.Release.V1.Review;

namespace Clearance.Releases.Endpoints;

/// <summary>Reviews: parse, send or read, map.</summary>
internal sealed class ReviewEndpoint(ReleasesDefinition tables, IEngine<ReleasesDefinition> engine, IReader<ReleasesDefinition> reader)
    : ReviewService.ReviewServiceBase
{
    private const int MostNote = 1000;

    /// <inheritdoc/>
    public override async Task<Review> GetReview(GetReviewRequest request, ServerCallContext context) =>
        await reader.FindAsync(tables.Reviews, RequestCheck.KeyOf(request.Name, "reviews"),
            context.CancellationToken) is { State.Order: not null } row
            ? ControlMapping.ToContract(row.State)
            : throw RequestCheck.NoSuch(request.Name);

    /// <inheritdoc/>
    public override async Task<ListReviewsResponse> ListReviews(ListReviewsRequest request, ServerCallContext context)
    {
        var check = new RequestCheck();
        check.That(Enum.IsDefined(request.State), "state", "VALUE_UNKNOWN", "Not a state that is known.",
            "Leave it out, or send one of Review.State.");
        check.Done();
        var query = new ListQuery(request.PageSize, request.PageToken)
        {
            OldestFirst = true,
            Filters = Filters.Given(("status",
                request.State == Review.Types.State.Unspecified ? string.Empty : ((ControlState)request.State).Upper()),
                ("customs_office", request.CustomsOffice)),
        };
        var page = await reader.ListAsync(tables.Reviews, query, context.CancellationToken);
        return new ListReviewsResponse { Reviews = { page.Rows.Where(row => row.State.Order is not null)
            .Select(row => ControlMapping.ToContract(row.State)) }, NextPageToken = page.NextPageToken };
    }

    /// <inheritdoc/>
    public override Task<Review> RecordReview(RecordReviewRequest request, ServerCallContext context)
    {
        var check = new RequestCheck();
        check.That(request.Result is Review.Types.Result.Passed or Review.Types.Result.Failed, "result", "VALUE_UNKNOWN",
            "Not given, or not a result that is known.", "Send RESULT_PASSED or RESULT_FAILED.");
        var failed = request.Result == Review.Types.Result.Failed;
        var note = check.Text("note", request.Note, failed ? 1 : 0, MostNote);
        check.Done();
        var key = RequestCheck.KeyOf(request.Name, "reviews");
        return engine.SendAsync(
            tables.Reviews, key, new RecordReview(key, !failed, note, context.Offices()), context.Command(request),
            ControlMapping.ToContract, context.CancellationToken);
    }
}
