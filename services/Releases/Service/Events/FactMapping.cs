using Clearance.Hosting;
using Clearance.Releases.Domain;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Contract = Clearance.Contracts.Release.Events.V1;

namespace Clearance.Releases.Events;

/// <summary>Facts of the service as events.</summary>
internal static class FactMapping
{
    public static IMessage ToEvent(ControlDecided fact) => new Contract.ControlDecided
    {
        Declaration = fact.Declaration,
        OccurTime = fact.Time.ToWire(),
        Lane = fact.Lane switch
        {
            Lane.Green => Contract.ControlDecided.Types.Lane.Green,
            Lane.DocumentReview => Contract.ControlDecided.Types.Lane.DocumentReview,
            Lane.Inspection => Contract.ControlDecided.Types.Lane.Inspection,
        },
        Rules = { fact.Rules },
    };

    public static IMessage ToEvent(ControlCompleted fact) => new Contract.ControlCompleted
    {
        Declaration = fact.Declaration,
        OccurTime = fact.Time.ToWire(),
        Passed = fact.Passed,
        Result = fact.Result,
        Control = fact.Control,
    };

    public static IMessage ToEvent(GoodsArrived fact) => new Contract.GoodsArrived
    {
        Declaration = fact.Declaration,
        OccurTime = fact.Time.ToWire(),
        BillOfLading = fact.BillOfLading,
    };

    public static IMessage ToEvent(ReleaseBarred fact) => new Contract.ReleaseBarred { Declaration = fact.Declaration, OccurTime = fact.Time.ToWire() };

    public static IMessage ToEvent(GoodsReleased fact) => new Contract.GoodsReleased
    {
        Declaration = fact.Declaration,
        OccurTime = fact.Time.ToWire(),
        ReleaseCase = fact.ReleaseCase,
        Provisional = fact.Provisional,
        ClearanceTime = Duration.FromTimeSpan(fact.ClearanceTime),
        Road = fact.Road.Upper(),
        Trail = { fact.Trail },
    };
}
