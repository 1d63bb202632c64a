using System.Text.Json.Serialization;
using Clearance.Kernel;

namespace Clearance.Releases.Domain;

/// <summary>A terminal's report that goods are in the supervised place.</summary>
/// <param name="Key">Key of the report.</param>
/// <param name="CustomsOffice">Office of the place.</param>
/// <param name="ArriveTime">When the goods arrived.</param>
/// <param name="Bills">Bills as reported.</param>
/// <param name="Manifest">Manifest by resource name; empty when none was named.</param>
/// <param name="TransportName">Name of the means of transport; may be empty.</param>
/// <param name="Reporter">Who reported it.</param>
/// <param name="ReportTime">When it was reported.</param>
public sealed record Arrival(
    string Key, string CustomsOffice, DateTimeOffset ArriveTime, IReadOnlyList<string> Bills, string Manifest,
    string TransportName, string Reporter, DateTimeOffset ReportTime);

/// <summary>A message to an arrival.</summary>
[JsonDerivedType(typeof(ReportArrival), "report_arrival")]
public abstract record ArrivalMessage;

/// <summary>Reports an arrival; its shape is checked by the edge.</summary>
public sealed record ReportArrival(
    string Key, string CustomsOffice, DateTimeOffset ArriveTime, IReadOnlyList<string> Bills, string Manifest,
    string TransportName) : ArrivalMessage;

/// <summary>Takes arrivals in and tells every consignment of theirs.</summary>
public static class ArrivalDecider
{
    /// <summary>Clocks of terminals and of the suite differ a little.</summary>
    public static TimeSpan Tolerance { get; } = TimeSpan.FromMinutes(15);

    /// <summary>Decides a message.</summary>
    public static Decision<Arrival> Decide(Arrival? state, ArrivalMessage message, Occasion occasion)
    {
        if (message is not ReportArrival report)
        {
            throw new ArgumentOutOfRangeException(nameof(message), message, "Not a message to an arrival.");
        }

        if (state is not null)
        {
            return state;
        }

        if (report.ArriveTime > occasion.Time + Tolerance)
        {
            return Refusal.Invalid(
                "ARRIVAL_IN_FUTURE",
                $"The arrival at {report.ArriveTime.Local()} lies in the future; report it when the goods are there.",
                new Violation("arrival.arrive_time", "ARRIVAL_IN_FUTURE", "Lies more than 15 minutes in the future.",
                    "Report the arrival when the goods are there; announce them with a manifest."));
        }

        var decision = Decision.Accept(new Arrival(
            report.Key, report.CustomsOffice, report.ArriveTime, report.Bills, report.Manifest, report.TransportName,
            occasion.Actor.Subject, occasion.Time));
        var arrival = new GoodsArrival(report.ArriveTime, $"arrivals/{report.Key}", report.CustomsOffice, occasion.Actor.Subject);
        foreach (var bill in report.Bills.Select(GoodsNumbers.BillKey).Distinct(StringComparer.Ordinal))
        {
            decision.Tell(Addresses.Consignment(bill), new GoodsReported(bill, arrival));
        }

        return decision;
    }
}
