using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Clearance.Contracts.Declaration.V1;
using Clearance.Contracts.Payment.V1;
using Clearance.Contracts.Release.V1;
using Clearance.Standalone.Demo;
using Google.Api;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using DeclarationState = Clearance.Contracts.Declaration.V1.Declaration.Types.State;

namespace Clearance.EndToEnd.Tests.Crash;

/// <summary>Declarants, bank and terminal who take declarations from filing to their end, however often the suite goes away meanwhile.</summary>
internal sealed class Flow : IDisposable
{
    private const int Declarants = 32;
    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(8);
    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(30);
    private static readonly JsonParser Reader = new(JsonParser.Settings.Default.WithIgnoreUnknownFields(true));

    private readonly SampleSet samples = SampleSet.Open(null);
    private readonly Doors doors;
    private readonly int count;
    private readonly SemaphoreSlim allowed = new(0);
    private int granted;
    private int started;
    private int ended;

    public Flow(SuiteProcess suite, string data, int count)
    {
        this.count = count;
        doors = new Doors(suite.Rest, suite.Grpc);
        Cast = new Cast(doors, data, samples.Single("partners.json"));
    }

    public Cast Cast { get; }

    public int Count => count;

    /// <summary>Agreements by firm.</summary>
    public ConcurrentDictionary<string, string> Agreements { get; } = new(StringComparer.Ordinal);

    /// <summary>Guarantees by firm.</summary>
    public ConcurrentDictionary<string, string> Policies { get; } = new(StringComparer.Ordinal);

    /// <summary>Every declaration that was accepted, with its client reference.</summary>
    public ConcurrentDictionary<string, string> Accepted { get; } = new(StringComparer.Ordinal);

    public string Progress => string.Create(CultureInfo.InvariantCulture, $"{Volatile.Read(ref started)} filed, {Accepted.Count} accepted, {Volatile.Read(ref ended)} at their end");

    public void Dispose()
    {
        Cast.Dispose();
        doors.Dispose();
        allowed.Dispose();
    }

    /// <summary>Lets the declarants file up to a number of forms.</summary>
    public void Allow(int total)
    {
        allowed.Release(total - granted);
        granted = total;
    }

    /// <summary>Waits until a number of forms is on its way.</summary>
    public Task UntilFiledAsync(int number) => UntilAsync(() => Volatile.Read(ref started) >= number);

    /// <summary>Waits until a number of forms is accepted.</summary>
    public Task UntilAcceptedAsync(int number) => UntilAsync(() => Accepted.Count >= number);

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

            var agreement = await Stubborn.CallAsync(() => Cast.Firm(uscc).Agreements.CreateAgreementAsync(new CreateAgreementRequest
            {
                Agreement = new Agreement { Bank = Cast.BankCode, AccountNumber = $"6222{uscc[2..17]}", AccountHolder = "示例" },
                RequestId = Stubborn.RequestId($"agreement {uscc}").ToString(),
            }).ResponseAsync);
            await Stubborn.CallAsync(() => Cast.Bank.Agreements.ConfirmAgreementAsync(new ConfirmAgreementRequest { Name = agreement.Name }).ResponseAsync);
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
    public async Task RunAsync()
    {
        using var closing = new CancellationTokenSource(Deadline);
        var bank = BankAsync(closing.Token);
        var forms = samples.Forms.Where(form => !form.IsDecMessage && form.Road != Roads.SelfPayment.Folder).ToList();
        var next = -1;
        await Task.WhenAll(Enumerable.Range(0, Declarants).Select(async _ =>
        {
            while (Interlocked.Increment(ref next) is var number && number < count)
            {
                await allowed.WaitAsync(closing.Token);
                Interlocked.Increment(ref started);
                await CaseAsync(number, forms[number % forms.Count], closing.Token);
                Interlocked.Increment(ref ended);
            }
        }));
        await closing.CancelAsync();
        await bank.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private static async Task UntilAsync(Func<bool> reached)
    {
        using var end = new CancellationTokenSource(Deadline);
        while (!reached())
        {
            await Task.Delay(TimeSpan.FromMilliseconds(2), end.Token);
        }
    }

    private async Task CaseAsync(int number, SampleForm form, CancellationToken cancellationToken)
    {
        var reference = string.Create(CultureInfo.InvariantCulture, $"CRASH{number:000000}");
        var body = JsonNode.Parse(form.Content)!.AsObject();
        body["declaration"]!["transport"]!["billOfLading"] = reference;
        body["declaration"]!["clientReference"] = reference;
        if (body["declaration"]!["security"] is { } security)
        {
            security["guarantee"] = Policies[form.Trader];
        }

        var lodged = Reader.Parse<Declaration>(await PostAsync(Cast.Firm(form.Declarant), "/v1/declarations:lodge", body, reference));
        Accepted[lodged.Name] = reference;
        var known = await WhenAsync(lodged.Name, now => now.Tax is { State: not TaxSummary.Types.State.Unspecified }, cancellationToken);
        foreach (var bill in known.Tax.TaxBills)
        {
            await Stubborn.CallAsync(() => Cast.Firm(form.Trader).TaxBills.PayTaxBillAsync(
                new PayTaxBillRequest { Name = bill, Agreement = Agreements[form.Trader], RequestId = Stubborn.RequestId($"pay {bill}").ToString() }).ResponseAsync);
        }

        var arrived = Timestamp.FromDateTimeOffset(TimeProvider.System.GetUtcNow());
        await Stubborn.CallAsync(() => Cast.Terminal(known.Transport.Mode).Arrivals.CreateArrivalAsync(new CreateArrivalRequest
        {
            Arrival = new Arrival { CustomsOffice = known.EntryOffice, ArriveTime = arrived, BillsOfLading = { reference } },
            RequestId = Stubborn.RequestId($"arrival {reference}").ToString(),
        }).ResponseAsync);
        foreach (var kind in known.MissingDocuments)
        {
            await UploadAsync(known, kind);
        }

        await ControlAsync(known, cancellationToken);
        await WhenAsync(lodged.Name, now => now.State == DeclarationState.Closed, cancellationToken);
    }

    private Task UploadAsync(Declaration declaration, string kind) => Stubborn.CallAsync(() =>
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
            await Stubborn.CallAsync(() => Cast.Reviewers[0].Reviews.RecordReviewAsync(new RecordReviewRequest
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
                var waiting = await Stubborn.CallAsync(() => Cast.Bank.Instructions.ListPaymentInstructionsAsync(
                    new ListPaymentInstructionsRequest { State = state, PageSize = 200 }).ResponseAsync);
                foreach (var instruction in waiting.PaymentInstructions)
                {
                    await Stubborn.CallAsync(() => Cast.Bank.Instructions.ReportPaymentInstructionAsync(new ReportPaymentInstructionRequest
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
        while (true)
        {
            var now = await Stubborn.CallAsync(() => Cast.Operator.Declarations.GetDeclarationAsync(new GetDeclarationRequest { Name = name }).ResponseAsync);
            if (wish(now))
            {
                return now;
            }

            await Task.Delay(Glance, cancellationToken);
        }
    }

    private static Task<string> PostAsync(Partner partner, string path, JsonNode body, string? deed = null) => Stubborn.CallAsync(() =>
        partner.PostAsync(path, body.ToJsonString(), "application/json", Stubborn.RequestId(deed ?? path + body.ToJsonString()), CancellationToken.None));
}
