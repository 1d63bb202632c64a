using System.Net.Http.Headers;
using Clearance.Contracts.Declaration.V1;
using Clearance.Contracts.Payment.V1;
using Clearance.Kernel;
using Clearance.Standalone.Demo;
using Google.Protobuf;
using Grpc.Core;
using Grpc.Net.Client;
using Grpc.Net.Client.Web;
using DeclarationState = Clearance.Contracts.Declaration.V1.Declaration.Types.State;

namespace Clearance.EndToEnd.Tests.Stories;

/// <summary>One declaration through every face of the suite at once: lodged by REST, paid by gRPC-Web, watched by gRPC and REST streams.</summary>
public abstract class FacesStory(StorySuite suite) : Story(suite.StartAsync)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly JsonParser Reader = new(JsonParser.Settings.Default.WithIgnoreUnknownFields(true));

    [Fact]
    public async Task Declaration_is_watched_to_its_end_on_streams_while_others_act_through_other_faces()
    {
        using var patience = new CancellationTokenSource(Patience);
        var lodged = await suite.LodgeAsync(suite.Form("early-sea/02-auto-parts-germany.json"));
        var firm = suite.Cast.Firm(lodged.Trader.Uscc);
        using var stream = firm.Declarations.WatchDeclaration(new WatchDeclarationRequest { Name = lodged.Name }, cancellationToken: patience.Token);
        var (settledByGrpc, settledByRest) = (new TaskCompletionSource(), new TaskCompletionSource());
        var byGrpc = SeenAsync(stream.ResponseStream.ReadAllAsync(patience.Token), settledByGrpc);
        var byRest = SeenAsync(WatchByRestAsync(lodged, patience.Token), settledByRest);

        var assessed = await suite.WhenAssessedAsync(lodged.Name);
        await PayByGrpcWebAsync(assessed);
        await suite.DebitAsync();
        await Task.WhenAll(settledByGrpc.Task, settledByRest.Task).WaitAsync(patience.Token);
        await suite.ArriveAsync(lodged);

        foreach (var seen in new[] { await byGrpc, await byRest })
        {
            Assert.Equal(DeclarationState.Closed, seen[^1].State);
            Assert.Equal("EARLY_DECLARATION", seen[^1].Release.Road);
            Assert.Contains(seen, now => now.State != DeclarationState.Closed && now.Tax?.State == TaxSummary.Types.State.Settled);
        }
    }

    /// <summary>What a stream shows, up to the declaration's end; tells when it has shown the taxes settled: streams show what happens on the way.</summary>
    private static async Task<List<Declaration>> SeenAsync(IAsyncEnumerable<Declaration> stream, TaskCompletionSource settled)
    {
        var seen = new List<Declaration>();
        await foreach (var declaration in stream)
        {
            seen.Add(declaration);
            if (declaration.Tax?.State == TaxSummary.Types.State.Settled)
            {
                settled.TrySetResult();
            }

            if (declaration.State == DeclarationState.Closed)
            {
                break;
            }
        }

        return seen;
    }

    /// <summary>A stream by REST is one JSON object a line.</summary>
    private async IAsyncEnumerable<Declaration> WatchByRestAsync(Declaration lodged, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/v1/{lodged.Name}:watch");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", suite.Token(Roles.Declarant, lodged.Trader.Uscc));
        using var answer = (await suite.Doors.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken)).EnsureSuccessStatusCode();
        using var lines = new StreamReader(await answer.Content.ReadAsStreamAsync(cancellationToken));
        while (await lines.ReadLineAsync(cancellationToken) is { } line)
        {
            if (line.Length > 0)
            {
                yield return Reader.Parse<Declaration>(line);
            }
        }
    }

    /// <summary>As a page in a browser does, on the port of REST.</summary>
    private async Task PayByGrpcWebAsync(Declaration assessed)
    {
        using var browser = GrpcChannel.ForAddress(
            suite.Doors.Http.BaseAddress!, new GrpcChannelOptions { HttpHandler = new GrpcWebHandler(new HttpClientHandler()), HttpVersion = System.Net.HttpVersion.Version11 });
        var bills = new TaxBillService.TaxBillServiceClient(browser);
        var token = new Metadata { { "authorization", $"Bearer {suite.Token(Roles.Declarant, assessed.Trader.Uscc)}" } };
        foreach (var bill in assessed.Tax.TaxBills)
        {
            await bills.PayTaxBillAsync(new PayTaxBillRequest { Name = bill, Agreement = suite.Play.Agreements[assessed.Trader.Uscc], RequestId = Play.RequestId().ToString() }, token);
        }
    }
}
