namespace Clearance.Standalone.Bench;

/// <summary>What a bench was asked to do.</summary>
/// <param name="Seconds">How long each of the two phases is measured.</param>
/// <param name="WarmUp">Clearances before anything is measured: what is just compiled is not yet fast.</param>
/// <param name="InFlight">Declarations on their way at once while saturated.</param>
/// <param name="Seed">Another seed, another mix of forms.</param>
internal sealed record BenchOptions(int Seconds, int WarmUp, int InFlight, int Seed);
