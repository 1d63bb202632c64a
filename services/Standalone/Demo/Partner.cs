using System.Net.Http.Headers;
using System.Text;
using Clearance.Contracts.Complaint.V1;
using Clearance.Contracts.Declaration.V1;
using Clearance.Contracts.Guarantee.V1;
using Clearance.Contracts.Operations.V1;
using Clearance.Contracts.Payment.V1;
using Clearance.Contracts.Release.V1;
using Grpc.Core.Interceptors;
using Grpc.Net.Client;

namespace Clearance.Standalone.Demo;

/// <summary>The public doors of a running suite: one gRPC channel and one HTTP client, shared by all who call.</summary>
internal sealed class Doors : IDisposable
{
    /// <summary>Opens the doors.</summary>
    public Doors(Uri rest, Uri grpc)
    {
        Http = new HttpClient { BaseAddress = rest };
        Channel = GrpcChannel.ForAddress(grpc, new GrpcChannelOptions
        {
            // Every watched declaration is a stream of its own; one connection carries a hundred.
            HttpHandler = new SocketsHttpHandler { EnableMultipleHttp2Connections = true },
            DisposeHttpClient = true,
            ThrowOperationCanceledOnCancellation = true,
        });
    }

    /// <summary>REST.</summary>
    public HttpClient Http { get; }

    /// <summary>gRPC.</summary>
    public GrpcChannel Channel { get; }

    /// <inheritdoc/>
    public void Dispose()
    {
        Http.Dispose();
        Channel.Dispose();
    }
}

/// <summary>Somebody who calls the suite from outside, with a token of their own, through gRPC and REST only.</summary>
internal sealed class Partner
{
    private readonly Doors doors;
    private readonly string token;

    /// <summary>Opens the clients of one caller.</summary>
    /// <param name="doors">The doors of the suite.</param>
    /// <param name="subject">Who it is, as the token says.</param>
    /// <param name="token">The bearer token.</param>
    public Partner(Doors doors, string subject, string token)
    {
        (this.doors, Subject, this.token) = (doors, subject, token);
        var calls = doors.Channel.Intercept(headers =>
        {
            headers.Add("authorization", $"Bearer {token}");
            return headers;
        });
        Declarations = new(calls);
        Enterprises = new(calls);
        Taxes = new(calls);
        TaxBills = new(calls);
        Agreements = new(calls);
        Instructions = new(calls);
        Ledger = new(calls);
        Guarantees = new(calls);
        Claims = new(calls);
        Manifests = new(calls);
        Arrivals = new(calls);
        Cases = new(calls);
        Reviews = new(calls);
        Inspections = new(calls);
        RiskRules = new(calls);
        Gate = new(calls);
        Times = new(calls);
        Complaints = new(calls);
        DeadLetters = new(calls);
    }

    /// <summary>Who it is, as the token says.</summary>
    public string Subject { get; }

    public DeclarationService.DeclarationServiceClient Declarations { get; }

    public EnterpriseService.EnterpriseServiceClient Enterprises { get; }

    public TaxService.TaxServiceClient Taxes { get; }

    public TaxBillService.TaxBillServiceClient TaxBills { get; }

    public AgreementService.AgreementServiceClient Agreements { get; }

    public PaymentInstructionService.PaymentInstructionServiceClient Instructions { get; }

    public LedgerService.LedgerServiceClient Ledger { get; }

    public GuaranteeService.GuaranteeServiceClient Guarantees { get; }

    public ClaimService.ClaimServiceClient Claims { get; }

    public ManifestService.ManifestServiceClient Manifests { get; }

    public ArrivalService.ArrivalServiceClient Arrivals { get; }

    public ReleaseCaseService.ReleaseCaseServiceClient Cases { get; }

    public ReviewService.ReviewServiceClient Reviews { get; }

    public InspectionService.InspectionServiceClient Inspections { get; }

    public RiskRuleService.RiskRuleServiceClient RiskRules { get; }

    public GatePassService.GatePassServiceClient Gate { get; }

    public ClearanceTimeService.ClearanceTimeServiceClient Times { get; }

    public ComplaintService.ComplaintServiceClient Complaints { get; }

    public DeadLetterService.DeadLetterServiceClient DeadLetters { get; }

    /// <summary>Sends a body by REST and gives the answer's body.</summary>
    /// <param name="path">Path with its query, e.g. <c>/v1/declarations:lodge</c>.</param>
    /// <param name="body">The body.</param>
    /// <param name="mediaType">Its media type.</param>
    /// <param name="requestId">Makes a repeat safe; sent as <c>Idempotency-Key</c>.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="RefusedByRestException">The suite answered with a problem.</exception>
    public async Task<string> PostAsync(string path, string body, string mediaType, Guid requestId, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new StringContent(body, Encoding.UTF8, mediaType) };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        request.Headers.Add("Idempotency-Key", $"\"{requestId}\"");
        using var answer = await doors.Http.SendAsync(request, cancellationToken);
        var text = await answer.Content.ReadAsStringAsync(cancellationToken);
        return answer.IsSuccessStatusCode ? text : throw new RefusedByRestException(path, (int)answer.StatusCode, text);
    }
}

/// <summary>The suite answered a REST call with a problem.</summary>
internal sealed class RefusedByRestException(string path, int status, string problem) : Exception($"{path} answered {status}: {problem}")
{
    /// <summary>HTTP status.</summary>
    public int Status { get; } = status;

    /// <summary>Body of the answer, application/problem+json.</summary>
    public string Problem { get; } = problem;
}
