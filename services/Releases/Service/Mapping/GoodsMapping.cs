using Clearance.Hosting;
using Clearance.Releases.Domain;
using Contract = Clearance.Contracts.Release.V1;

namespace Clearance.Releases.Mapping;

/// <summary>Manifests, arrivals and gate passes as the contract has them. None of them ever changes, so the etag is constant.</summary>
internal static class GoodsMapping
{
    private const string OnlyVersion = "1";

    public static Contract.Manifest ToContract(Manifest manifest) => new()
    {
        Name = $"manifests/{manifest.Key}",
        Direction = manifest.Content.Direction.ToContract(),
        TransportMode = manifest.Content.TransportMode,
        TransportName = manifest.Content.TransportName,
        Voyage = manifest.Content.Voyage,
        CustomsOffice = manifest.Content.CustomsOffice,
        ExpectedArrivalTime = manifest.Content.ExpectedTime.ToWire(),
        BillsOfLading =
        {
            manifest.Content.Bills.Select(bill => new Contract.Manifest.Types.BillOfLading
            {
                Number = bill.Number,
                PackageCount = bill.Packages,
                GrossWeight = bill.GrossWeight.ToWire(),
                Containers = { bill.Containers },
                GoodsName = bill.GoodsName,
            }),
        },
        Reporter = manifest.Reporter,
        CreateTime = manifest.ReportTime.ToWire(),
        Etag = OnlyVersion,
    };

    public static Contract.Arrival ToContract(Arrival arrival) => new()
    {
        Name = $"arrivals/{arrival.Key}",
        CustomsOffice = arrival.CustomsOffice,
        ArriveTime = arrival.ArriveTime.ToWire(),
        BillsOfLading = { arrival.Bills },
        Manifest = arrival.Manifest,
        TransportName = arrival.TransportName,
        Reporter = arrival.Reporter,
        CreateTime = arrival.ReportTime.ToWire(),
        Etag = OnlyVersion,
    };

    public static Contract.GatePass ToContract(GatePass pass) => new()
    {
        Name = $"gatePasses/{pass.Key}",
        Declarations = { pass.Cases.Select(@case => $"declarations/{@case}") },
        Plate = pass.Plate,
        Container = pass.Container,
        Gate = pass.Gate,
        CreateTime = pass.LiftTime.ToWire(),
        Reporter = pass.Reporter,
    };
}
