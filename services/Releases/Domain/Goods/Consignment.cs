using System.Text.Json.Serialization;
using Clearance.Kernel;

namespace Clearance.Releases.Domain;

/// <summary>Goods under one bill of lading: what the manifest says, whether they are there, and which cases wait for them.</summary>
/// <param name="Key">The bill as a key, see <see cref="GoodsNumbers.BillKey"/>.</param>
public sealed record Consignment(string Key)
{
    /// <summary>What the last manifest says of the bill.</summary>
    public ManifestEntry? Manifest { get; init; }

    /// <summary>The earliest reported arrival.</summary>
    public GoodsArrival? Arrival { get; init; }

    /// <summary>Keys of the cases that declare these goods, sorted.</summary>
    public IReadOnlyList<string> Cases { get; init; } = [];
}

/// <summary>What a manifest says of one bill.</summary>
public sealed record ManifestEntry(DateTimeOffset Time, string Manifest, string CustomsOffice, DateTimeOffset ExpectedTime,
    int Packages, decimal GrossWeight) : IDated;

/// <summary>A message to a consignment; all of them join in any order.</summary>
/// <param name="Key">Key of the consignment.</param>
[JsonDerivedType(typeof(ExpectGoods), "expect_goods")]
[JsonDerivedType(typeof(GoodsManifested), "goods_manifested")]
[JsonDerivedType(typeof(GoodsReported), "goods_reported")]
public abstract record ConsignmentMessage(string Key);

/// <summary>A case waits for these goods.</summary>
public sealed record ExpectGoods(string Key, string Case) : ConsignmentMessage(Key);

/// <summary>A manifest names these goods.</summary>
public sealed record GoodsManifested(string Key, ManifestEntry Entry) : ConsignmentMessage(Key);

/// <summary>A terminal reports that these goods are there.</summary>
public sealed record GoodsReported(string Key, GoodsArrival Arrival) : ConsignmentMessage(Key);

/// <summary>Brings goods and cases together, whichever comes first.</summary>
public static class ConsignmentDecider
{
    /// <summary>Decides a message.</summary>
    public static Decision<Consignment> Decide(Consignment? state, ConsignmentMessage message, Occasion occasion)
    {
        var before = state ?? new Consignment(message.Key);
        switch (message)
        {
            case ExpectGoods expect:
                var cases = Joining.With(before.Cases, expect.Case);
                if (ReferenceEquals(cases, before.Cases))
                {
                    return before;
                }

                var expected = Decision.Accept(before with { Cases = cases });
                return before.Arrival is { } there
                    ? expected.Tell(Addresses.Case(expect.Case), new ArrivalReported(expect.Case, there))
                    : expected;

            case GoodsManifested manifested:
                var entry = Joining.Later(before.Manifest, manifested.Entry);
                return ReferenceEquals(entry, before.Manifest) ? before : before with { Manifest = entry };

            case GoodsReported reported:
                var arrival = Joining.Earlier(before.Arrival, reported.Arrival);
                if (ReferenceEquals(arrival, before.Arrival))
                {
                    return before;
                }

                var arrived = Decision.Accept(before with { Arrival = arrival });
                foreach (var waiting in before.Cases)
                {
                    arrived.Tell(Addresses.Case(waiting), new ArrivalReported(waiting, arrival));
                }

                return arrived;

            default:
                throw new ArgumentOutOfRangeException(nameof(message), message, "Not a message to a consignment.");
        }
    }
}
