using Clearance.Contracts.Complaint.Events.V1;
using Clearance.Contracts.Declaration.Events.V1;
using Clearance.Contracts.Guarantee.Events.V1;
using Clearance.Contracts.Payment.Events.V1;
using Clearance.Contracts.Release.Events.V1;
using Google.Protobuf.Reflection;

namespace Clearance.Messaging;

/// <summary>Names of the services, as the catalogue, the queues and the configuration spell them.</summary>
public static class ServiceNames
{
    /// <summary>The merged form, documents, enterprises.</summary>
    public const string Declarations = "declarations";

    /// <summary>Tariff, assessment, bills, payment.</summary>
    public const string Payments = "payments";

    /// <summary>Guarantees and their limits.</summary>
    public const string Guarantees = "guarantees";

    /// <summary>Arrivals, control, release.</summary>
    public const string Releases = "releases";

    /// <summary>Complaints and accountability.</summary>
    public const string Complaints = "complaints";

    /// <summary>Every service, in the order of the flow.</summary>
    public static IReadOnlyList<string> All { get; } = [Declarations, Payments, Guarantees, Releases, Complaints];
}

/// <summary>One event: who publishes it and who hears it.</summary>
public sealed record CatalogueEntry(MessageDescriptor Event, string Publisher, IReadOnlyList<string> Consumers);

/// <summary>
/// Every event of the suite. The transports route by it, FLOW.md is drawn from it, and a test fails where it and the service
/// definitions differ.
/// </summary>
public static class EventCatalogue
{
    /// <summary>All entries, in the order of the flow.</summary>
    public static IReadOnlyList<CatalogueEntry> Entries { get; } =
    [
        new(DeclarationAccepted.Descriptor, ServiceNames.Declarations, [ServiceNames.Payments, ServiceNames.Releases, ServiceNames.Complaints]),
        new(DeclarationAmended.Descriptor, ServiceNames.Declarations, [ServiceNames.Payments, ServiceNames.Releases]),
        new(DeclarationReturned.Descriptor, ServiceNames.Declarations, [ServiceNames.Releases]),
        new(WithdrawalRequested.Descriptor, ServiceNames.Declarations, [ServiceNames.Releases]),
        new(DocumentsCompleted.Descriptor, ServiceNames.Declarations, [ServiceNames.Guarantees, ServiceNames.Releases]),
        new(ReplenishmentOverdue.Descriptor, ServiceNames.Declarations, [ServiceNames.Guarantees]),
        new(DeclarationWithdrawn.Descriptor, ServiceNames.Declarations, [ServiceNames.Payments, ServiceNames.Guarantees, ServiceNames.Complaints]),
        new(TaxAssessed.Descriptor, ServiceNames.Payments, [ServiceNames.Declarations, ServiceNames.Guarantees, ServiceNames.Releases]),
        new(TaxSettled.Descriptor, ServiceNames.Payments, [ServiceNames.Declarations, ServiceNames.Guarantees, ServiceNames.Releases]),
        new(TaxPaymentFailed.Descriptor, ServiceNames.Payments, [ServiceNames.Declarations]),
        new(TaxPaymentReversed.Descriptor, ServiceNames.Payments, [ServiceNames.Declarations, ServiceNames.Releases]),
        new(RefundDecided.Descriptor, ServiceNames.Payments, [ServiceNames.Declarations]),
        new(RefundConcluded.Descriptor, ServiceNames.Payments, [ServiceNames.Declarations]),
        new(TaxOverdue.Descriptor, ServiceNames.Payments, [ServiceNames.Declarations, ServiceNames.Guarantees]),
        new(DeclarationSecured.Descriptor, ServiceNames.Guarantees, [ServiceNames.Declarations, ServiceNames.Releases]),
        new(SecurityRefused.Descriptor, ServiceNames.Guarantees, [ServiceNames.Declarations, ServiceNames.Releases]),
        new(SecurityReleased.Descriptor, ServiceNames.Guarantees, [ServiceNames.Declarations]),
        new(GuaranteeClaimed.Descriptor, ServiceNames.Guarantees, [ServiceNames.Declarations]),
        new(ControlDecided.Descriptor, ServiceNames.Releases, [ServiceNames.Declarations]),
        new(ControlCompleted.Descriptor, ServiceNames.Releases, [ServiceNames.Declarations]),
        new(GoodsArrived.Descriptor, ServiceNames.Releases, [ServiceNames.Declarations]),
        new(GoodsReleased.Descriptor, ServiceNames.Releases, [ServiceNames.Declarations, ServiceNames.Complaints]),
        new(ReleaseBarred.Descriptor, ServiceNames.Releases, [ServiceNames.Declarations]),
        new(ComplaintFiled.Descriptor, ServiceNames.Complaints, [ServiceNames.Declarations]),
        new(ComplaintConcluded.Descriptor, ServiceNames.Complaints, [ServiceNames.Declarations]),
    ];

    /// <summary>Queue of a consuming service: explicit, one per service, since default names make two services share one.</summary>
    public static string QueueOf(string service) => $"clearance.{service}";
}
