using Clearance.Contracts.Declaration.Events.V1;
using Clearance.Contracts.Guarantee.V1;
using Clearance.Contracts.Payment.Events.V1;
using Clearance.Guarantees;
using Clearance.Hosting;
using Clearance.Kernel;
using Clearance.Testing;
using Google.Rpc;
using Grpc.Core;
using Microsoft.Extensions.Time.Testing;
using WireGuarantee = Clearance.Contracts.Guarantee.V1.Guarantee;

namespace Clearance.Guarantees.Tests;

/// <summary>Firms, guarantees and events of the tests.</summary>
internal static class Sample
{
    internal static readonly string Insurer = UsccOf("91210200MA0000001");
    internal static readonly string OtherInsurer = UsccOf("91210200MA0000002");
    internal static readonly string Firm = UsccOf("91210200MA0000003");
    internal static readonly string OtherFirm = UsccOf("91210200MA0000004");

    /// <summary>Morning of Tuesday 23 October 2018 in Dalian.</summary>
    internal static readonly DateTimeOffset Start = new(2018, 10, 23, 1, 0, 0, TimeSpan.Zero);

    internal static Task<ServiceApp> StartAsync(FakeTimeProvider? time = null, string? directory = null) => ServiceApp.StartAsync(
        services => services.AddGuarantees(),
        routes => routes.MapGuarantees(),
        new ServiceAppSettings { Time = time ?? new FakeTimeProvider(Start), Directory = directory });

    internal static GuaranteeService.GuaranteeServiceClient Guarantees(this ServiceApp app, string role = Roles.Guarantor, string? enterprise = null) =>
        new(app.Grpc(role, enterprise ?? (role == Roles.Guarantor ? Insurer : null)));

    internal static ClaimService.ClaimServiceClient Claims(this ServiceApp app, string role = Roles.Guarantor, string? enterprise = null) =>
        new(app.Grpc(role, enterprise ?? (role == Roles.Guarantor ? Insurer : null)));

    internal static WireGuarantee Policy(decimal amount = 1000m, string number = "POL-2018-1") => new()
    {
        InstrumentNumber = number,
        Kind = WireGuarantee.Types.Kind.InsurancePolicy,
        Scope = WireGuarantee.Types.Scope.General,
        Uses = { WireGuarantee.Types.Use.Tax, WireGuarantee.Types.Use.Documents },
        Insured = Firm,
        BeneficiaryOffice = "0900",
        Amount = Money.Cny(amount).ToWire(),
        ValidFromDate = new DateOnly(2018, 10, 1).ToWire(),
        ValidToDate = new DateOnly(2018, 12, 31).ToWire(),
        ClaimUntilDate = new DateOnly(2019, 3, 31).ToWire(),
    };

    internal static Task<WireGuarantee> RegisterAsync(this ServiceApp app, WireGuarantee? policy = null) =>
        app.Guarantees().CreateGuaranteeAsync(new CreateGuaranteeRequest { Guarantee = policy ?? Policy() }).ResponseAsync;

    internal static TaxAssessed Assessed(string declaration, string guarantee, decimal total, bool tax = true, bool documents = false) => new()
    {
        Declaration = $"declarations/{declaration}",
        OccurTime = Start.ToWire(),
        Enterprise = Firm,
        Total = Money.Cny(total).ToWire(),
        Guarantee = guarantee,
        SecuresTax = tax,
        SecuresDocuments = documents,
    };

    internal static TaxSettled Settled(string declaration) => new() { Declaration = $"declarations/{declaration}", OccurTime = Start.ToWire() };

    internal static DocumentsCompleted Completed(string declaration) => new() { Declaration = $"declarations/{declaration}", OccurTime = Start.ToWire() };

    internal static TaxOverdue Overdue(string declaration, string bill, decimal open) => new()
    {
        Declaration = $"declarations/{declaration}",
        OccurTime = Start.ToWire(),
        TaxBill = bill,
        OpenAmount = Money.Cny(open).ToWire(),
    };

    internal static decimal Amount(this Google.Type.Money money) => money.ToKernel()!.Value.Amount;

    /// <summary>Code, reason and violations of a refused call.</summary>
    internal static async Task<(StatusCode Code, string Reason, string[] Fields)> RefusalAsync<T>(AsyncUnaryCall<T> call)
    {
        var exception = await Assert.ThrowsAsync<RpcException>(async () => await call);
        var status = exception.GetRpcStatus()!;
        return (
            exception.StatusCode,
            status.GetDetail<ErrorInfo>()!.Reason,
            [.. (status.GetDetail<BadRequest>()?.FieldViolations ?? []).Select(violation => $"{violation.Field} {violation.Reason}")]);
    }

    private static string UsccOf(string signs) => signs + Uscc.CheckDigit(signs);
}
