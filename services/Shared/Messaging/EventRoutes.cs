namespace Clearance.Messaging;

/// <summary>Who hears what, by full event name. The default is <see cref="EventCatalogue"/>; tests of the transports bring their own.</summary>
public sealed class EventRoutes(IReadOnlyList<CatalogueEntry> entries)
{
    private readonly Dictionary<string, IReadOnlyList<string>> _consumers =
        entries.ToDictionary(entry => entry.Event.FullName, entry => entry.Consumers, StringComparer.Ordinal);

    /// <summary>The entries.</summary>
    public IReadOnlyList<CatalogueEntry> Entries => entries;

    /// <summary>Services that hear an event; none for one that is not in the catalogue.</summary>
    public IReadOnlyList<string> ConsumersOf(string eventType) => _consumers.GetValueOrDefault(eventType, []);
}
