using Clearance.Kernel;
using Google.Protobuf;

namespace Clearance.Engine.Loop;

/// <summary>Turns the facts of a decision into events, the same ones at every replay.</summary>
internal static class EventWriter
{
    /// <summary>The events of one message, in the order of its facts.</summary>
    public static List<OutboxEvent> Write(ServiceDefinition definition, IReadOnlyList<IFact> facts, Occasion occasion, string traceParent)
    {
        var events = new List<OutboxEvent>(facts.Count);
        for (var i = 0; i < facts.Count; i++)
        {
            var published = definition.Publishes.GetValueOrDefault(facts[i].GetType())
                ?? throw new InvalidOperationException(
                    $"{definition.Name} publishes no {facts[i].GetType().Name}; its definition needs a line for it.");
            var message = published.Map(facts[i]);
            events.Add(new OutboxEvent(
                DerivedId.From(occasion.MessageId, $"{definition.Name}/event", i),
                message.Descriptor.FullName,
                published.Subject(facts[i]),
                message.ToByteArray(),
                occasion.Time,
                traceParent));
        }

        return events;
    }
}
