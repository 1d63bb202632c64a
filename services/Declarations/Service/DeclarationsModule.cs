using Clearance.Declarations.CodeTables;
using Clearance.Declarations.DecMessages;
using Clearance.Declarations.Documents;
using Clearance.Declarations.Grpc;
using Clearance.Declarations.Notifications;
using Clearance.Declarations.Peers;
using Clearance.Declarations.Receipts;
using Clearance.Declarations.Telemetry;
using Clearance.Engine;

namespace Clearance.Declarations;

/// <summary>The door of the service.</summary>
public static class DeclarationsModule
{
    /// <summary>Adds the service.</summary>
    public static IServiceCollection AddDeclarations(this IServiceCollection services)
    {
        services.AddEngine<DeclarationsDefinition, DeclarationsSqliteContext, DeclarationsPostgreSqlContext>();
        services.AddSingleton<IFactObserver<DeclarationsDefinition>, DeclarationMeters>();
        services.AddHostedService<CodeRefresh>();
        services.AddSingleton<DeclarationDesk>();
        services.AddSingleton<BatchLodging>();
        services.AddSingleton<DocumentStore>();
        services.AddSingleton<DocumentReading>();
        services.AddOptions<DocumentOptions>().BindConfiguration(DocumentOptions.Section).ValidateDataAnnotations()
            .Validate(options => options.Scanner.Length == 0 || options.ScannerAddress is not null, "Documents:Scanner is host:port of clamd, e.g. 127.0.0.1:3310.")
            .ValidateOnStart();
        services.AddSingleton<DocumentScanner>();
        services.AddSingleton<TariffPeer>();
        services.AddOptions<WebhookOptions>().BindConfiguration(WebhookOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<WebhookAddresses>();
        services.AddSingleton<WebhookSecrets>();
        services.AddSingleton<WebhookSender>();
        services.AddHostedService<WebhookDeliverer>();
        services.AddSingleton<FormScreen>();
        services.AddSingleton<DecMessageExport>();
        services.AddOptions<ReceiptOptions>().BindConfiguration(ReceiptOptions.Section)
            .Validate(options => options.ReceiptFolder.Length == 0 || Directory.Exists(options.ReceiptFolder), "Declarations:ReceiptFolder names no folder; make it, with a folder for each firm in it.")
            .ValidateOnStart();
        services.AddHostedService<ReceiptDropper>();
        return services;
    }

    /// <summary>Maps its endpoints.</summary>
    public static IEndpointRouteBuilder MapDeclarations(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGrpcService<DeclarationEndpoint>();
        endpoints.MapGrpcService<EnterpriseEndpoint>();
        endpoints.MapGrpcService<NotificationEndpoint>();
        endpoints.MapGrpcService<WebhookEndpointService>();
        endpoints.MapGrpcService<FormElementEndpoint>();
        endpoints.MapGrpcService<CodeListEndpoint>();
        endpoints.MapGrpcService<DecMessageEndpoint>();
        return endpoints;
    }
}
