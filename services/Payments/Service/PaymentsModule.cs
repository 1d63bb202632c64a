using Clearance.Engine;
using Clearance.Payments.Closing;
using Clearance.Payments.Endpoints;
using Clearance.Payments.Proofs;
using Clearance.Payments.Tariffs;

namespace Clearance.Payments;

/// <summary>The door of the service.</summary>
public static class PaymentsModule
{
    /// <summary>Adds the service.</summary>
    public static IServiceCollection AddPayments(this IServiceCollection services)
    {
        services.AddOptions<ProofOptions>().BindConfiguration(ProofOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        return services.AddEngine<PaymentsDefinition, PaymentsSqliteContext, PaymentsPostgreSqlContext>()
            .AddSingleton<RecordedProofs>().AddHostedService<TariffRefresh>().AddHostedService<NightlyClosing>();
    }

    /// <summary>Maps its endpoints.</summary>
    public static IEndpointRouteBuilder MapPayments(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGrpcService<TaxEndpoint>();
        endpoints.MapGrpcService<TariffEndpoint>();
        endpoints.MapGrpcService<TaxBillEndpoint>();
        endpoints.MapGrpcService<AgreementEndpoint>();
        endpoints.MapGrpcService<PaymentInstructionEndpoint>();
        endpoints.MapGrpcService<BankStatementEndpoint>();
        endpoints.MapGrpcService<LedgerEndpoint>();
        endpoints.MapGrpcService<RefundEndpoint>();
        return endpoints;
    }
}
