using System.Text;
using Clearance.Contracts.Declaration.V1;
using Clearance.Contracts.Payment.V1;
using Clearance.Standalone.Demo;
using Clearance.Standalone.Bench.Measure;
using Google.Api;
using Google.Protobuf;
using Direction = Clearance.Contracts.Payment.V1.PreviewTaxesRequest.Types.Direction;

namespace Clearance.Standalone.Bench.Load;

/// <summary>Takes declarations from the form to the end of their road through the public API.</summary>
internal sealed class Traveller(Town town, Desks desks, News news, Timings timings)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly JsonFormatter Json = new(JsonFormatter.Settings.Default);
    private static readonly JsonParser Reader = new(JsonParser.Settings.Default.WithIgnoreUnknownFields(true));

    private int lodged;

    /// <summary>Declarations lodged so far.</summary>
    public int Lodged => Volatile.Read(ref lodged);

    /// <summary>The whole of one trip.</summary>
    /// <param name="number">Which.</param>
    /// <param name="seed">Seed of the run.</param>
    /// <param name="begun">Timestamp at which it should have begun; now when null.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task TravelAsync(int number, int seed, long? begun, CancellationToken cancellationToken)
    {
        var trip = Trip.Plan(town, seed, number);
        var form = FormMaker.Write(trip);
        var landed = trip.Road is not TripRoad.Early ? await desks.ArriveAsync(trip.Bill).WaitAsync(Patience, cancellationToken) : 0;
        if (trip.Road is TripRoad.SelfPayment)
        {
            form.SelfPayment = true;
            form.StatedTax = await PreviewAsync(trip, form, cancellationToken);
        }

        var start = trip.Road is TripRoad.Early ? begun ?? Now() : Now();
        var declaration = await LodgeAsync(trip, form, cancellationToken);
        timings.Receipt.Add(Now() - start);
        var heard = news.Of(declaration.Name);
        if (trip.Road is TripRoad.Consolidated or TripRoad.Replenish)
        {
            await heard.Released.WaitAsync(Patience, cancellationToken);
            await ReplenishAsync(trip, declaration, cancellationToken);
        }

        await PayAsync(trip, heard, cancellationToken);
        if (trip.Road is TripRoad.Early)
        {
            landed = await desks.ArriveAsync(trip.Bill).WaitAsync(Patience, cancellationToken);
        }

        var released = await heard.Released.WaitAsync(Patience, cancellationToken);
        timings.Release.Add(released - start);
        if (trip.Road is TripRoad.Early)
        {
            timings.Arrival.Add(released - landed);
        }
    }

    private static long Now() => TimeProvider.System.GetTimestamp();

    private async Task<Declaration> LodgeAsync(Trip trip, Declaration form, CancellationToken cancellationToken)
    {
        var caller = trip.Declarant.Caller;
        var id = Play.RequestId();
        var answer = trip.ByRest
            ? Reader.Parse<Declaration>(await caller.PostAsync("/v1/declarations:lodge", $$"""{"declaration":{{Json.Format(form)}}}""", "application/json", id, cancellationToken))
            : await caller.Declarations.LodgeDeclarationAsync(new LodgeDeclarationRequest { Declaration = form, RequestId = id.ToString() }, cancellationToken: cancellationToken);
        Interlocked.Increment(ref lodged);
        return answer;
    }

    private static async Task<Google.Type.Money> PreviewAsync(Trip trip, Declaration form, CancellationToken cancellationToken)
    {
        var request = new PreviewTaxesRequest { Direction = Direction.Import, Terms = form.Terms, GrossWeight = form.GrossWeight };
        request.Items.AddRange(form.Items.Select(item => new PreviewTaxesRequest.Types.Item
        {
            Number = item.Number,
            CommodityCode = item.CommodityCode,
            TotalPrice = item.TotalPrice,
            FirstQuantity = item.FirstQuantity,
            FirstUnit = item.FirstUnit,
            SecondQuantity = item.SecondQuantity,
            SecondUnit = item.SecondUnit,
            OriginCountry = item.OriginCountry,
            LevyMode = item.LevyMode,
        }));
        return (await trip.Trader.Caller.Taxes.PreviewTaxesAsync(request, cancellationToken: cancellationToken)).Computation.Total;
    }

    private static async Task ReplenishAsync(Trip trip, Declaration declaration, CancellationToken cancellationToken)
    {
        foreach (var kind in declaration.MissingDocuments)
        {
            await trip.Declarant.Caller.Declarations.UploadDocumentAsync(
                new UploadDocumentRequest
                {
                    Name = $"{declaration.Name}/documents/{kind.ToLowerInvariant().Replace('_', '-')}",
                    File = new HttpBody { ContentType = "application/pdf", Data = ByteString.CopyFrom(Encoding.ASCII.GetBytes($"%PDF-1.4\n% {kind} {trip.Number}, made up\n%%EOF\n")) },
                    FileName = $"{kind.ToLowerInvariant()}.pdf",
                    RequestId = Play.RequestId().ToString(),
                },
                cancellationToken: cancellationToken);
        }
    }

    private async Task PayAsync(Trip trip, Heard heard, CancellationToken cancellationToken)
    {
        var bills = await heard.Bills.WaitAsync(Patience, cancellationToken);
        await trip.Trader.Caller.TaxBills.PayTaxBillsAsync(
            new PayTaxBillsRequest { TaxBills = { bills }, Agreement = trip.Trader.Agreement, RequestId = Play.RequestId().ToString() }, cancellationToken: cancellationToken);
        await Task.WhenAll(bills.Select(bill => news.DebitOf(bill).WaitAsync(Patience, cancellationToken)));
    }
}
