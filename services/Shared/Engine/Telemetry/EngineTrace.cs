using System.Diagnostics;

namespace Clearance.Engine;

/// <summary>Spans of the loop. The trace travels with commands, through the outbox and with deliveries.</summary>
public static class EngineTrace
{
    /// <summary>Name of the activity source and of the meter.</summary>
    public const string Name = "Clearance.Engine";

    private static readonly ActivitySource s_source = new(Name);

    internal static Activity? Start(string kind, string traceParent) => s_source.StartActivity($"decide {kind}", ActivityKind.Consumer, traceParent);
}
