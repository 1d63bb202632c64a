using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using System.Threading.Channels;
using Clearance.Contracts.Declaration.V1;
using Clearance.Contracts.Payment.V1;
using Clearance.Contracts.Release.V1;
using Clearance.Standalone.Demo;
using Google.Api;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using DeclarationState = Clearance.Contracts.Declaration.V1.Declaration.Types.State;

namespace Clearance.EndToEnd.Tests.Traffic;

/// <summary>
/// Declarants, bank and terminal who take declarations from filing to their end through the public doors, however often what is behind
/// the doors goes away meanwhile.
/// </summary>
internal sealed class Flow : IDisposable
{
    private const int MostNamed = 5;
    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(30);

    // Who waits for long asks less often; else hundreds who wait for a part that is down would keep the others busy.
    private static readonly TimeSpan LongGlance = TimeSpan.FromSeconds(1);
    private static readonly JsonParser Reader = new(JsonParser.Settings.Default.WithIgnoreUnknownFields(true));

    private readonly SampleSet samples = SampleSet.Open(null);
    private readonly Doors doors;
    private readonly TimeSpan patience;
    private readonly Stubborn stubborn;
    private readonly ConcurrentDictionary<int, string> underway = [];
    private Channel<int> forms = Channel.CreateUnbounded<int>();
    private int granted;
    private int started;
    private int ended;
    private Exception? fault;

    /// <summary>Casts everybody.</summary>
    /// <param name="doors">The doors of the suite, which this closes in the end.</param>
    /// <param name="data">Folder with the key of the local issuer.</param>
    /// <param name="patience">How long one run may take, and one call be repeated.</param>
    public Flow(Doors doors, string data, TimeSpan patience)
    {
        (this.doors, this.patience, stubborn) = (doors, patience, new Stubborn(patience));
        Cast = new Cast(doors, data, samples.Single("partners.json"));
    }

    public Cast Cast { get; }

    /// <summary>How many forms were filed.</summary>
    public int Count => Volatile.Read(ref started);

    /// <summary>Agreements by firm.</summary>
    public ConcurrentDictionary<string, string> Agreements { get; } = new(StringComparer.Ordinal);

    /// <summary>Guarantees by firm.</summary>
    public ConcurrentDictionary<string, string> Policies { get; } = new(StringComparer.Ordinal);

    /// <summary>Every declaration that was accepted, with its client reference.</summary>
    public ConcurrentDictionary<string, string> Accepted { get; } = new(StringComparer.Ordinal);

    /// <summary>Why calls were repeated, and how often.</summary>
    public IReadOnlyDictionary<string, int> Repeats => stubborn.Repeats;

    public string Progress => string.Create(CultureInfo.InvariantCulture, $"{Count} filed, {Accepted.Count} accepted, {Volatile.Read(ref ended)} at their end");

    public void Dispose()
    {
        Cast.Dispose();
        doors.Dispose();
    }

    /// <summary>Calls as everybody here does: again and again until there is an answer.</summary>
    public Task<T> CallAsync<T>(Func<Task<T>> call) => stubborn.CallAsync(call);

    /// <summary>Lets the declarants file up to a number of forms in all.</summary>
    public void Allow(int total)
    {
        for (; granted < total; granted++)
        {
            forms.Writer.TryWrite(granted);
        }
    }

    /// <summary>No more than what was allowed: the run ends when all of it is at its end.</summary>
    public void Finish()
    {
        forms.Writer.Complete();
        forms = Channel.CreateUnbounded<int>();
    }

    /// <summary>Waits until a number of forms is on its way.</summary>
    public Task UntilFiledAsync(int number) => UntilAsync(() => Count >= number);

    /// <summary>Waits until a number of forms is accepted.</summary>
    public Task UntilAcceptedAsync(int number) => UntilAsync(() => Accepted.Count >= number);

    /// <summary>Waits until every case that is on its way now is at its end.</summary>
    public Task UntilEndedAsync()
    {
        var last = Count;
        return UntilAsync(() => !underway.Keys.Any(order => order <= last));
    }

    /// <summary>Firms, mandates, agreements, policies.</summary>
    public async Task PrepareAsync()
    {
        foreach (var firm in samples.List("enterprises.json"))
        {
            await PostAsync(Cast.Operator, "/v1/enterprises", firm["enterprise"]!);
        }

        var year = TimeProvider.System.GetUtcNow().Year;
        foreach (var firm in samples.List("enterprises.json"))
        {
            var uscc = firm["enterprise"]!["uscc"]!.GetValue<string>();
            foreach (var mandate in firm["mandates"]?.AsArray() ?? [])
            {
                mandate!["expireDate"]!["year"] = year + 1;
                await PostAsync(Cast.Firm(uscc), $"/v1/enterprises/{uscc}:grantMandate", mandate);
            }

            var agreement = await stubborn.CallAsync(() => Cast.Firm(uscc).Agreements.CreateAgreementAsync(new CreateAgreementRequest
            {
                Agreement = new Agreement { Bank = Cast.BankCode, AccountNumber = $"6222{uscc[2..17]}", AccountHolder = "示例" },
                RequestId = Stubborn.RequestId($"agreement {uscc}").ToString(),
            }).ResponseAsync);
            await stubborn.CallAsync(() => Cast.Bank.Agreements.ConfirmAgreementAsync(new ConfirmAgreementRequest { Name = agreement.Name }).ResponseAsync);
            Agreements[uscc] = agreement.Name;
        }

        foreach (var policy in samples.List("guarantees.json"))
        {
            (policy["validFromDate"]!["year"], policy["validToDate"]!["year"], policy["claimUntilDate"]!["year"]) = (year - 1, year, year + 1);
            (policy["validToDate"]!["month"], policy["validToDate"]!["day"], policy["kind"]) = (12, 31, "KIND_BANK_LETTER");
            policy["amount"]!["units"] = "900000000";
            var answer = await PostAsync(Cast.Insurer, "/v1/guarantees", policy);
            Policies[policy["insured"]!.GetValue<string>()] = JsonNode.Parse(answer)!["name"]!.GetValue<string>();
        }

        foreach (var rule in (ReadOnlySpan<string>)["random-inspection", "random-review"])
        {
            Cast.Supervisor.RiskRules.UpdateRiskRule(new UpdateRiskRuleRequest { RiskRule = new RiskRule { Name = $"riskRules/{rule}", Disabled = true }, UpdateMask = FieldMask.FromString("disabled") });
        }
    }

    /// <summary>Takes every declaration to its end.</summary>
    /// <exception cref="TimeoutException">Some did not reach it; the message says where they stand.</exception>
    public async Task RunAsync()
    {
        using var closing = new CancellationTokenSource(patience);
        var bank = BankAsync(closing.Token);
        var roads = samples.Forms.Where(form => !form.IsDecMessage && form.Road != Roads.SelfPayment.Folder).ToList();
        var (mine, cases) = (forms.Reader, new List<Task>());
        try
        {
            await foreach (var number in mine.ReadAllAsync(closing.Token))
            {
                cases.Add(CaseAsync(Interlocked.Increment(ref started), number, roads[number % roads.Count], closing.Token));
            }

            await Task.WhenAll(cases);
        }
        catch (OperationCanceledException late)
        {
            throw (Exception?)bank.Exception ?? Late(late);
        }

        await closing.CancelAsync();
        await bank.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private async Task UntilAsync(Func<bool> reached)
    {
        using var end = new CancellationTokenSource(patience);
        try
        {
            while (!reached())
            {
                if (Volatile.Read(ref fault) is { } failed)
                {
                    throw new InvalidOperationException("A case has failed.", failed);
                }

                await Task.Delay(TimeSpan.FromMilliseconds(2), end.Token);
            }
        }
        catch (OperationCanceledException late)
        {
            throw Late(late);
        }
    }

    private TimeoutException Late(Exception late) =>
        new($"{Progress} after {patience}. Not at their end: {string.Join("; ", underway.Values.Take(MostNamed))}.", late);

    private async Task CaseAsync(int order, int number, SampleForm form, CancellationToken cancellationToken)
    {
        try
        {
            await CaseAsync(number, form, stage => underway[order] = stage, cancellationToken);
        }
        catch (Exception exception)
        {
            Volatile.Write(ref fault, exception);
            throw;
        }

        underway.TryRemove(order, out _);
        Interlocked.Increment(ref ended);
    }

    private async Task CaseAsync(int number, SampleForm form, Action<string> stage, CancellationToken cancellationToken)
    {
        var reference = string.Create(CultureInfo.InvariantCulture, $"FLOW{number:000000}");
        var body = JsonNode.Parse(form.Content)!.AsObject();
        body["declaration"]!["transport"]!["billOfLading"] = reference;
        body["declaration"]!["clientReference"] = reference;
        if (body["declaration"]!["security"] is { } security)
        {
            security["guarantee"] = Policies[form.Trader];
        }

        stage($"{reference} is being lodged");
        var lodged = Reader.Parse<Declaration>(await PostAsync(Cast.Firm(form.Declarant), "/v1/declarations:lodge", body, reference));
        Accepted[lodged.Name] = reference;
        stage($"{lodged.Name} waits for its taxes");
        var known = await WhenAsync(lodged.Name, now => now.Tax is { State: not TaxSummary.Types.State.Unspecified }, cancellationToken);
        foreach (var bill in known.Tax.TaxBills)
        {
            await stubborn.CallAsync(() => Cast.Firm(form.Trader).TaxBills.PayTaxBillAsync(
                new PayTaxBillRequest { Name = bill, Agreement = Agreements[form.Trader], RequestId = Stubborn.RequestId($"pay {bill}").ToString() }).ResponseAsync);
        }

        stage($"{lodged.Name} is paid and arrives");
        var arrived = Timestamp.FromDateTimeOffset(TimeProvider.System.GetUtcNow());
        await stubborn.CallAsync(() => Cast.Terminal(known.Transport.Mode).Arrivals.CreateArrivalAsync(new CreateArrivalRequest
        {
            Arrival = new Arrival { CustomsOffice = known.EntryOffice, ArriveTime = arrived, BillsOfLading = { reference } },
            RequestId = Stubborn.RequestId($"arrival {reference}").ToString(),
        }).ResponseAsync);
        foreach (var kind in known.MissingDocuments)
        {
            await UploadAsync(known, kind);
        }

        stage($"{lodged.Name} waits for control");
        await ControlAsync(known, cancellationToken);
        stage($"{lodged.Name} waits for its end");
        await WhenAsync(lodged.Name, now => now.State == DeclarationState.Closed, cancellationToken);
    }

    private Task UploadAsync(Declaration declaration, string kind) => stubborn.CallAsync(() =>
        Cast.Firm(declaration.Declarant.Uscc).Declarations.UploadDocumentAsync(new UploadDocumentRequest
        {
            Name = $"{declaration.Name}/documents/{kind.ToLowerInvariant().Replace('_', '-')}",
            File = new HttpBody { ContentType = "application/pdf", Data = ByteString.CopyFrom(Encoding.ASCII.GetBytes("%PDF-1.4\n%%EOF\n")) },
            FileName = "document.pdf",
            RequestId = Stubborn.RequestId($"upload {declaration.Name} {kind}").ToString(),
        }).ResponseAsync);

    /// <summary>A rule may still ask for a review, e.g. of a form of high value.</summary>
    private async Task ControlAsync(Declaration declaration, CancellationToken cancellationToken)
    {
        var decided = await WhenAsync(declaration.Name, now => now.Control is { Lane: not ControlSummary.Types.Lane.Unspecified }, cancellationToken);
        if (decided.Control.Lane == ControlSummary.Types.Lane.DocumentReview)
        {
            await stubborn.CallAsync(() => Cast.Reviewers[0].Reviews.RecordReviewAsync(new RecordReviewRequest
            {
                Name = declaration.Name.Replace("declarations/", "reviews/", StringComparison.Ordinal),
                Result = Review.Types.Result.Passed,
                RequestId = Stubborn.RequestId($"review {declaration.Name}").ToString(),
            }).ResponseAsync);
        }
    }

    private async Task BankAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            foreach (var state in (PaymentInstruction.Types.State[])[PaymentInstruction.Types.State.Pending, PaymentInstruction.Types.State.Unknown])
            {
                var waiting = await stubborn.CallAsync(() => Cast.Bank.Instructions.ListPaymentInstructionsAsync(
                    new ListPaymentInstructionsRequest { State = state, PageSize = 200 }).ResponseAsync);
                foreach (var instruction in waiting.PaymentInstructions)
                {
                    await stubborn.CallAsync(() => Cast.Bank.Instructions.ReportPaymentInstructionAsync(new ReportPaymentInstructionRequest
                    {
                        Name = instruction.Name,
                        Outcome = ReportPaymentInstructionRequest.Types.Outcome.Succeeded,
                        BankReference = $"EXB{instruction.EndToEndId}",
                        RequestId = Stubborn.RequestId($"report {instruction.Name}").ToString(),
                    }).ResponseAsync);
                }
            }

            await Task.Delay(Glance, cancellationToken);
        }
    }

    private async Task<Declaration> WhenAsync(string name, Func<Declaration, bool> wish, CancellationToken cancellationToken)
    {
        for (var pause = Glance; ; pause = pause < LongGlance ? pause * 1.2 : LongGlance)
        {
            var now = await stubborn.CallAsync(() => Cast.Operator.Declarations.GetDeclarationAsync(new GetDeclarationRequest { Name = name }).ResponseAsync);
            if (wish(now))
            {
                return now;
            }

            await Task.Delay(pause, cancellationToken);
        }
    }

    private Task<string> PostAsync(Partner partner, string path, JsonNode body, string? deed = null) => stubborn.CallAsync(() =>
        partner.PostAsync(path, body.ToJsonString(), "application/json", Stubborn.RequestId(deed ?? path + body.ToJsonString()), CancellationToken.None));
}
