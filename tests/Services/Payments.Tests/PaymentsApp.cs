using Clearance.Contracts.Declaration.Events.V1;
using Clearance.Contracts.Payment.V1;
using Clearance.Hosting;
using Clearance.Kernel;
using Clearance.Testing;
using Google.Rpc;
using Grpc.Core;
using Microsoft.Extensions.Time.Testing;

namespace Clearance.Payments.Tests;

/// <summary>The service in a real host on 23 October 2018, with the partners that a test speaks for.</summary>
internal sealed class PaymentsApp : IAsyncDisposable
{
    public const string Payer = "91210242MA0UAAAA1Y";
    public const string Agent = "91210242MA0UBBBB2P";
    public const string Stranger = "91210242MA0UCCCC3G";
    public const string Bank = "91210200MA0BANK01A";
    public const string OtherBank = "91210200MA0BANK02D";
    public const string Account = "6222020000001234";
    private int _declarations;

    private PaymentsApp(ServiceApp app) => App = app;

    public ServiceApp App { get; }

    public TaxBillService.TaxBillServiceClient Bills => BillsOf(Payer);

    public AgreementService.AgreementServiceClient Agreements => new(App.Grpc(Roles.Declarant, Payer));

    public PaymentInstructionService.PaymentInstructionServiceClient Instructions => InstructionsOf(Bank);

    public TaxService.TaxServiceClient Taxes => new(App.Grpc(Roles.Declarant, Payer));

    public static async Task<PaymentsApp> StartAsync(params IEnumerable<KeyValuePair<string, string?>> configuration) => new(await ServiceApp.StartAsync(
        services => services.AddPayments(),
        routes => routes.MapPayments(),
        new ServiceAppSettings
        {
            Time = new FakeTimeProvider(new DateTimeOffset(2018, 10, 23, 9, 0, 0, TimeSpan.FromHours(8))),
            Configuration = new Dictionary<string, string?>(configuration, StringComparer.Ordinal),
        }));

    public TaxBillService.TaxBillServiceClient BillsOf(string enterprise) => new(App.Grpc(Roles.Declarant, enterprise));

    public PaymentInstructionService.PaymentInstructionServiceClient InstructionsOf(string bank) => new(App.Grpc(Roles.Bank, bank));

    /// <summary>A declaration of bearings for 100,000 CNY is accepted: 8,000 duty, 17,280 VAT. Gives its name.</summary>
    public async Task<string> AcceptAsync(Action<DeclarationAccepted>? with = null)
    {
        var number = ++_declarations;
        var accepted = new DeclarationAccepted
        {
            Declaration = $"declarations/d{number}",
            OccurTime = App.Clock.GetUtcNow().ToWire(),
            DeclarationNumber = $"09062018100000{number:0000}",
            Direction = DeclarationAccepted.Types.Direction.Import,
            Enterprise = Payer,
            Declarant = Agent,
            Terms = "1",
            GrossWeight = 5_200m.ToWire(),
            Items =
            {
                new DeclarationAccepted.Types.Item
                {
                    Number = 1,
                    CommodityCode = "8482102000",
                    TotalPrice = Money.Cny(100_000m).ToWire(),
                    FirstQuantity = 20_000m.ToWire(),
                    FirstUnit = "006",
                    OriginCountry = "JPN",
                    LevyMode = "1",
                },
            },
        };
        with?.Invoke(accepted);
        await App.PublishAsync(accepted);
        return accepted.Declaration;
    }

    public async Task<string> AgreeAsync(string enterprise = Payer)
    {
        var proposed = await new AgreementService.AgreementServiceClient(App.Grpc(Roles.Declarant, enterprise)).CreateAgreementAsync(
            new CreateAgreementRequest { Agreement = new Agreement { Bank = Bank, AccountNumber = Account, AccountHolder = "示例进口有限公司" } });
        await new AgreementService.AgreementServiceClient(App.Grpc(Roles.Bank, Bank)).ConfirmAgreementAsync(new ConfirmAgreementRequest { Name = proposed.Name });
        return proposed.Name;
    }

    public async Task<TaxBill> BillAsync(string name) => await Bills.GetTaxBillAsync(new GetTaxBillRequest { Name = name });

    public static string Duty(string declaration) => $"taxBills/{declaration["declarations/".Length..]}a01";

    public static string Vat(string declaration) => $"taxBills/{declaration["declarations/".Length..]}l01";

    public Task<TaxBill> PayAsync(string bill, string agreement, string requestId = "") =>
        Bills.PayTaxBillAsync(new PayTaxBillRequest { Name = bill, Agreement = agreement, RequestId = requestId }).ResponseAsync;

    public async Task<PaymentInstruction> OrderAsync(string agreement, params string[] bills) =>
        (await Bills.PayTaxBillsAsync(new PayTaxBillsRequest { TaxBills = { bills }, Agreement = agreement })).PaymentInstruction;

    public async Task<PaymentInstruction> ReportAsync(string instruction, ReportPaymentInstructionRequest.Types.Outcome outcome, string reference = "B1") =>
        await Instructions.ReportPaymentInstructionAsync(new ReportPaymentInstructionRequest
        {
            Name = instruction,
            Outcome = outcome,
            BankReference = outcome == ReportPaymentInstructionRequest.Types.Outcome.Unknown ? string.Empty : reference,
            FailureReason = outcome == ReportPaymentInstructionRequest.Types.Outcome.Failed ? "INSUFFICIENT_FUNDS" : string.Empty,
        });

    /// <summary>The refusal of a call: its code and reason.</summary>
    public static async Task<(StatusCode Code, string Reason, string[] Fields)> RefusalOf(Task call)
    {
        var fault = await Assert.ThrowsAsync<RpcException>(() => call);
        var status = fault.GetRpcStatus()!;
        return (fault.StatusCode, status.GetDetail<ErrorInfo>().Reason, [.. status.GetDetail<BadRequest>()?.FieldViolations.Select(violation => violation.Field) ?? []]);
    }

    public ValueTask DisposeAsync() => App.DisposeAsync();
}
