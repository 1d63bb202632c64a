using System.Diagnostics;
using Clearance.Engine.Loop;

namespace Clearance.Engine;

/// <summary>Spans of the loop. The trace travels with commands, through the outbox and with deliveries.</summary>
public static class EngineTrace
{
    /// <summary>Name of the activity source and of the meter.</summary>
    public const string Name = "Clearance.Engine";

    private static readonly ActivitySource s_source = new(Name);

    internal static Activity? Start(Input input) => s_source.StartActivity($"decide {input.Kind}", ActivityKind.Consumer, input.TraceParent);
}
