using Clearance.Kernel;

namespace Clearance.Engine.Loop;

/// <summary>Finds the messages that an event becomes.</summary>
internal static class EventRouter
{
    /// <summary>The messages.</summary>
    public static IReadOnlyList<Told> Route(ServiceDefinition definition, OutboxEvent heard) =>
        definition.Hears.TryGetValue(heard.Type, out var hear)
            ? [.. hear.Route(heard.Body)]
            : throw new InvalidOperationException($"{definition.Name} does not hear {heard.Type}.");

    /// <summary>What an operator reads of an exception.</summary>
    public static string Describe(Exception exception) => $"{exception.GetType().Name}: {exception.Message}";
}
