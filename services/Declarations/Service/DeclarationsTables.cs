using Clearance.Declarations.Domain;
using Clearance.Declarations.Domain.Codes;
using Clearance.Declarations.Domain.Documents;
using Clearance.Declarations.Domain.Enterprises;
using Clearance.Declarations.Domain.Notifications;
using Clearance.Engine;
using Clearance.Kernel;

namespace Clearance.Declarations;

/// <summary>The aggregates of the service with the columns that lists need.</summary>
internal static class DeclarationsTables
{
    public static AggregateType<Declaration, DeclarationMessage> Declarations { get; } =
        new AggregateType<Declaration, DeclarationMessage>(
                Aggregates.Declarations, DeclarationsJson.Default.Declaration, DeclarationsJson.Default.DeclarationMessage, DeclarationDecisions.Decide)
            .Text("status", declaration => declaration.State.ToString())
            .Text("enterprise", declaration => declaration.Form.Trader.Uscc)
            .Text("declarant", declaration => declaration.Form.Declarant.Uscc)
            .Text("customs_office", declaration => declaration.Form.CustomsOffice, indexed: false)
            .Text("direction", declaration => declaration.Form.Direction?.ToString(), indexed: false)
            .Text("declaration_number", declaration => Given(declaration.DeclarationNumber), unique: true)
            .Text("unified_number", declaration => Given(declaration.UnifiedNumber), unique: true)
            .Text("bill_of_lading", declaration => Given(declaration.Form.Transport.BillOfLading))
            .Text("client_reference", declaration => Given(declaration.Form.ClientReference))
            .WakeAt(declaration => declaration.Due?.Time, declaration => declaration.Due!.Value.Message)
            .Touching(Touched);

    public static AggregateType<Enterprise, EnterpriseMessage> Enterprises { get; } =
        new AggregateType<Enterprise, EnterpriseMessage>(
                Aggregates.Enterprises, DeclarationsJson.Default.Enterprise, DeclarationsJson.Default.EnterpriseMessage, EnterpriseDecisions.Decide)
            .Text("uscc", enterprise => enterprise.Uscc)
            .Text("customs_code", enterprise => enterprise.CustomsCode, unique: true);

    public static AggregateType<Serial, SerialMessage> Serials { get; } =
        new AggregateType<Serial, SerialMessage>(
            Aggregates.Serials, DeclarationsJson.Default.Serial, DeclarationsJson.Default.SerialMessage, Serial.Decide).WithoutJournal();

    public static AggregateType<CodeTable, CodeTableMessage> CodeTables { get; } =
        new AggregateType<CodeTable, CodeTableMessage>(
                Aggregates.CodeTables, DeclarationsJson.Default.CodeTable, DeclarationsJson.Default.CodeTableMessage, CodeTableRules.Decide)
            .Text("list", table => table.List);

    /// <summary>Without a journal: it would hold the secrets for ever. What happened to an endpoint is in the log of its attempts.</summary>
    public static AggregateType<WebhookEndpoint, WebhookMessage> Webhooks { get; } =
        new AggregateType<WebhookEndpoint, WebhookMessage>(
                Aggregates.Webhooks, DeclarationsJson.Default.WebhookEndpoint, DeclarationsJson.Default.WebhookMessage, WebhookDecisions.Decide)
            .Text("status", endpoint => endpoint.State.ToString())
            .Text("enterprise", endpoint => endpoint.State == WebhookState.Deleted ? null : endpoint.Enterprise)
            .WithoutJournal();

    /// <summary>Resource name of a declaration.</summary>
    public static string NameOf(string key) => $"declarations/{key}";

    /// <summary>Resource name of a document slot.</summary>
    public static string NameOf(string key, DocumentKind kind) => $"declarations/{key}/documents/{DocumentKinds.SlugOf(kind)}";

    private static string? Given(string text) => text.Length == 0 ? null : text;

    /// <summary>Lodging asks the two firms and draws the numbers: load them with the form.</summary>
    private static IEnumerable<(string Aggregate, string Key)> Touched(DeclarationMessage message, DateTimeOffset now) => message is LodgeDeclaration { Form: var form }
        ? ((string[])[form.Trader.Uscc, form.Declarant.Uscc]).Where(uscc => uscc.Length > 0).Distinct().Select(uscc => (Aggregates.Enterprises, uscc))
            .Concat(Aggregates.SerialsOf(form, CustomsTime.DateOf(now).Year).Select(serial => (serial.Aggregate, serial.Key)))
        : [];
}
