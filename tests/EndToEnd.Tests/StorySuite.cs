using System.Text;
using System.Text.Json.Nodes;
using Clearance.Contracts.Declaration.V1;
using Clearance.Contracts.Payment.V1;
using Clearance.Contracts.Release.V1;
using Clearance.Hosting;
using Clearance.Standalone.Demo;
using Clearance.Testing;
using Google.Api;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;

// One story at a time: they share the machine's two cores with the processes that they talk to.
[assembly: Xunit.v3.Parallelization(Mode = Xunit.Sdk.ParallelMode.None)]

namespace Clearance.EndToEnd.Tests;

/// <summary>
/// A suite of one shape or the other on empty storage, and everybody who calls it. Stories speak to it through REST and gRPC only and do
/// not know its shape. The clock stands at 23 October 2018 and runs at the machine's pace, except where a story lets days pass.
/// </summary>
public abstract class StorySuite : IAsyncDisposable
{
    private static readonly DateTimeOffset Start = new(2018, 10, 23, 9, 0, 0, TimeSpan.FromHours(8));
    // Facts pass through six processes and two servers here; a machine that is busy with other tests takes its time for them.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly JsonParser Reader = new(JsonParser.Settings.Default.WithIgnoreUnknownFields(true));

    private readonly string data = Directory.CreateTempSubdirectory("clearance-stories-").FullName;
    private readonly SharedClock clock;
    private readonly SemaphoreSlim calendar = new(1);
    private Task? started;
    private int serial;

    protected StorySuite() => clock = SharedClock.Create(Path.Combine(data, "clock"), Start);

    internal Doors Doors { get; private set; } = null!;

    internal Cast Cast { get; private set; } = null!;

    internal Play Play { get; private set; } = null!;

    /// <summary>Folder of the suite's files, the key of the local issuer among them.</summary>
    internal string Folder => data;

    internal SampleSet Samples { get; } = SampleSet.Open(null);

    internal DateTimeOffset Now => clock.GetUtcNow();

    /// <summary>Starts the suite for the first story, and says at once to every other that there are no servers for it.</summary>
    internal Task StartAsync() => started ??= BeginAsync();

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        Cast?.Dispose();
        Doors?.Dispose();
        await CloseAsync();
        calendar.Dispose();
        clock.Dispose();
        Directory.Delete(data, recursive: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Starts the suite of this shape.</summary>
    /// <param name="folder">For its files; the key of the local issuer is made there.</param>
    /// <param name="time">The clock that it runs on; its file is <c>clock</c> in the folder.</param>
    private protected abstract Task<Doors> OpenAsync(string folder, SharedClock time);

    /// <summary>Stops it, if it was started.</summary>
    private protected abstract ValueTask CloseAsync();

    private async Task BeginAsync()
    {
        Doors = await OpenAsync(data, clock);
        Cast = new Cast(Doors, data, Samples.Single("partners.json"));
        Play = new Play(new DemoClock(Start, 1, clock), Cast, Samples, 1, _ => { });
        await Preparation.RunAsync(Play, CancellationToken.None);

        // Chance has its own tests; here a story is inspected only where it says so.
        foreach (var rule in (ReadOnlySpan<string>)["random-inspection", "random-review"])
        {
            Cast.Supervisor.RiskRules.UpdateRiskRule(new UpdateRiskRuleRequest
            {
                RiskRule = new RiskRule { Name = $"riskRules/{rule}", Disabled = true },
                UpdateMask = FieldMask.FromString("disabled"),
            });
        }
    }

    /// <summary>Lets days pass; one story at a time may.</summary>
    internal async Task PassDaysAsync(double days)
    {
        await calendar.WaitAsync();
        try
        {
            await clock.PassAsync(TimeSpan.FromDays(days));
        }
        finally
        {
            calendar.Release();
        }
    }

    /// <summary>A token for a call that no partner of the cast makes.</summary>
    internal string Token(string role, string? enterprise)
    {
        using var issuer = LocalIssuer.Open(data);
        return issuer.Issue("visitor", [role], enterprise, TimeSpan.FromHours(1));
    }

    /// <summary>The body of a lodge call from a sample file, with a bill of lading that no other story has.</summary>
    internal JsonObject Form(string file)
    {
        var body = JsonNode.Parse(File.ReadAllText(Path.Combine(Samples.Folder, file)))!.AsObject();
        var number = Interlocked.Increment(ref serial);
        body["declaration"]!["transport"]!["billOfLading"] = FormattableString.Invariant($"STORY{number:000000}");
        body["declaration"]!["clientReference"] = FormattableString.Invariant($"STORY{number:000000}");
        return body;
    }

    internal async Task<Declaration> LodgeAsync(JsonObject body, Guid? requestId = null)
    {
        var declarant = Cast.Firm(body["declaration"]!["declarant"]!["uscc"]!.GetValue<string>());
        return Reader.Parse<Declaration>(await declarant.PostAsync("/v1/declarations:lodge", body.ToJsonString(), "application/json", requestId ?? Play.RequestId(), default));
    }

    internal async Task<ImportDecMessageResponse> ImportAsync(Partner declarant, string xml) =>
        Reader.Parse<ImportDecMessageResponse>(await declarant.PostAsync("/v1/declarations:importDecMessage", xml, "application/xml", Play.RequestId(), default));

    internal Task<Declaration> GetAsync(string name) =>
        Cast.Operator.Declarations.GetDeclarationAsync(new GetDeclarationRequest { Name = name }).ResponseAsync;

    /// <summary>The declaration, as soon as it is as wished.</summary>
    internal Task<Declaration> WhenAsync(string name, Func<Declaration, bool> wish) => Eventually.GetAsync(() => GetAsync(name), wish, Patience);

    /// <summary>The declaration, as soon as its taxes are known and its control is decided.</summary>
    internal Task<Declaration> WhenAssessedAsync(string name) => WhenAsync(
        name, now => now.Tax is { State: not TaxSummary.Types.State.Unspecified } && now.Control is { Lane: not ControlSummary.Types.Lane.Unspecified });

    internal Task<ReleaseCase> CaseAsync(string declaration) =>
        Cast.Operator.Cases.GetReleaseCaseAsync(new GetReleaseCaseRequest { Name = declaration.Replace("declarations/", "releaseCases/", StringComparison.Ordinal) }).ResponseAsync;

    /// <summary>Pays every bill; the bank debits.</summary>
    internal async Task PayAsync(Declaration declaration)
    {
        foreach (var bill in declaration.Tax.TaxBills)
        {
            await Cast.Firm(declaration.Trader.Uscc).TaxBills.PayTaxBillAsync(
                new PayTaxBillRequest { Name = bill, Agreement = Play.Agreements[declaration.Trader.Uscc], RequestId = Play.RequestId().ToString() });
        }

        await DebitAsync();
        await WhenAsync(declaration.Name, now => now.Tax.State == TaxSummary.Types.State.Settled);
    }

    /// <summary>The bank debits whatever waits.</summary>
    internal async Task DebitAsync()
    {
        var waiting = await Cast.Bank.Instructions.ListPaymentInstructionsAsync(
            new ListPaymentInstructionsRequest { State = PaymentInstruction.Types.State.Pending, PageSize = 200 });
        foreach (var instruction in waiting.PaymentInstructions)
        {
            await Cast.Bank.Instructions.ReportPaymentInstructionAsync(new ReportPaymentInstructionRequest
            {
                Name = instruction.Name,
                Outcome = ReportPaymentInstructionRequest.Types.Outcome.Succeeded,
                BankReference = $"EXB{instruction.EndToEndId}",
            });
        }
    }

    /// <summary>The terminal reports that the goods of a declaration are there.</summary>
    internal async Task ArriveAsync(Declaration declaration) =>
        await Cast.Terminal(declaration.Transport.Mode).Arrivals.CreateArrivalAsync(new CreateArrivalRequest
        {
            Arrival = new Arrival
            {
                CustomsOffice = declaration.EntryOffice,
                ArriveTime = Timestamp.FromDateTimeOffset(Now),
                BillsOfLading = { declaration.Transport.BillOfLading },
                TransportName = declaration.Transport.Name,
            },
            RequestId = Play.RequestId().ToString(),
        });

    /// <summary>The declarant uploads one document into its slot.</summary>
    internal async Task UploadAsync(Declaration declaration, string kind) =>
        await Cast.Firm(declaration.Declarant.Uscc).Declarations.UploadDocumentAsync(new UploadDocumentRequest
        {
            Name = $"{declaration.Name}/documents/{kind.ToLowerInvariant().Replace('_', '-')}",
            File = new HttpBody { ContentType = "application/pdf", Data = ByteString.CopyFrom(Encoding.ASCII.GetBytes($"%PDF-1.4\n% {kind}\n%%EOF\n")) },
            FileName = "document.pdf",
            RequestId = Play.RequestId().ToString(),
        });
}
