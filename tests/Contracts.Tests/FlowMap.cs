using System.Text;
using Clearance.Messaging;

namespace Clearance.Contracts.Tests;

/// <summary>Draws protos/FLOW.md from the event catalogue.</summary>
internal static class FlowMap
{
    internal static string Draw(IReadOnlyList<CatalogueEntry> entries)
    {
        var text = new StringBuilder();
        text.Append("""
            # Who publishes what, and who hears it

            Generated from `EventCatalogue`; a test fails when this page is stale. To write it anew:
            `CLEARANCE_UPDATE=1 tests/run Contracts`

            ```mermaid
            flowchart LR

            """);
        foreach (var service in ServiceNames.All)
        {
            text.Append("  ").Append(service).Append('[').Append(char.ToUpperInvariant(service[0])).Append(service.AsSpan(1)).Append("]\n");
        }

        var arrows = entries
            .SelectMany(entry => entry.Consumers.Select(consumer => (entry.Publisher, Consumer: consumer, entry.Event.Name)))
            .GroupBy(arrow => (arrow.Publisher, arrow.Consumer));
        foreach (var arrow in arrows)
        {
            text.Append("  ").Append(arrow.Key.Publisher).Append(" -- \"")
                .AppendJoin("<br/>", arrow.Select(a => a.Name)).Append("\" --> ").Append(arrow.Key.Consumer).Append('\n');
        }

        text.Append("```\n\n| event | published by | heard by | queue |\n|---|---|---|---|\n");
        foreach (var entry in entries)
        {
            text.Append("| `").Append(entry.Event.FullName).Append("` | ").Append(entry.Publisher)
                .Append(" | ").AppendJoin(", ", entry.Consumers)
                .Append(" | ").AppendJoin(", ", entry.Consumers.Select(c => $"`{EventCatalogue.QueueOf(c)}`")).Append(" |\n");
        }

        return text.ToString().ReplaceLineEndings("\n");
    }
}
