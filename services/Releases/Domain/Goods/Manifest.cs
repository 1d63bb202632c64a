using System.Text.Json.Serialization;
using Clearance.Kernel;

namespace Clearance.Releases.Domain;

/// <summary>What one means of transport carries on one voyage.</summary>
public sealed record Manifest(string Key, ManifestContent Content, string Reporter, DateTimeOffset ReportTime);

/// <summary>The content of a manifest as reported.</summary>
/// <param name="Direction">Which way the goods go.</param>
/// <param name="TransportMode">Mode of transport.</param>
/// <param name="TransportName">Name of the means of transport.</param>
/// <param name="Voyage">Voyage, flight or train number.</param>
/// <param name="CustomsOffice">Office of entry or exit.</param>
/// <param name="ExpectedTime">When it is expected there.</param>
/// <param name="Bills">Its bills.</param>
public sealed record ManifestContent(
    Direction Direction, string TransportMode, string TransportName, string Voyage, string CustomsOffice,
    DateTimeOffset ExpectedTime, IReadOnlyList<ManifestBill> Bills);

/// <summary>One bill of a manifest.</summary>
public sealed record ManifestBill(string Number, int Packages, decimal GrossWeight, IReadOnlyList<string> Containers, string GoodsName);

/// <summary>A message to a manifest.</summary>
[JsonDerivedType(typeof(ReportManifest), "report_manifest")]
public abstract record ManifestMessage;

/// <summary>Reports a manifest; its shape is checked by the edge.</summary>
public sealed record ReportManifest(string Key, ManifestContent Content) : ManifestMessage;

/// <summary>Takes manifests in and tells every consignment of theirs.</summary>
public static class ManifestDecider
{
    /// <summary>Decides a message.</summary>
    public static Decision<Manifest> Decide(Manifest? state, ManifestMessage message, Occasion occasion)
    {
        if (message is not ReportManifest report)
        {
            throw new ArgumentOutOfRangeException(nameof(message), message, "Not a message to a manifest.");
        }

        if (state is not null)
        {
            return state;
        }

        var content = report.Content;
        var decision = Decision.Accept(new Manifest(report.Key, content, occasion.Actor.Subject, occasion.Time));
        foreach (var bill in content.Bills)
        {
            var key = GoodsNumbers.BillKey(bill.Number);
            var entry = new ManifestEntry(occasion.Time, $"manifests/{report.Key}", content.CustomsOffice, content.ExpectedTime,
                bill.Packages, bill.GrossWeight);
            decision.Tell(Addresses.Consignment(key), new GoodsManifested(key, entry));
        }

        return decision;
    }
}
