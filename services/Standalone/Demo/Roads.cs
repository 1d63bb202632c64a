using Clearance.Contracts.Release.V1;

namespace Clearance.Standalone.Demo;

/// <summary>One road of the demo.</summary>
/// <param name="Folder">Folder of its sample files.</param>
/// <param name="Title">What people call it.</param>
/// <param name="Wire">What the contract calls it.</param>
internal sealed record DemoRoad(string Folder, string Title, Road Wire);

/// <summary>The four roads of the demo, in the order in which they are shown.</summary>
internal static class Roads
{
    /// <summary>Declared in transit, released on arrival.</summary>
    public static DemoRoad EarlySea { get; } = new("early-sea", "Early declaration 提前申报", Road.EarlyDeclaration);

    /// <summary>Released on a policy, papers follow.</summary>
    public static DemoRoad ReplenishAir { get; } = new("replenish-air", "Release first, papers later 先放后补", Road.ReleaseBeforeReplenishing);

    /// <summary>The firm computes and pays.</summary>
    public static DemoRoad SelfPayment { get; } = new("self-payment", "Self-declare, self-pay 自报自缴", Road.SelfPayment);

    /// <summary>The baseline.</summary>
    public static DemoRoad Traditional { get; } = new("traditional", "Traditional 传统模式", Road.Traditional);

    /// <summary>All of them.</summary>
    public static IReadOnlyList<DemoRoad> All { get; } = [EarlySea, ReplenishAir, SelfPayment, Traditional];
}
