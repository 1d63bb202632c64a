using Clearance.Complaints;
using Clearance.Declarations;
using Clearance.Engine;
using Clearance.Guarantees;
using Clearance.Messaging;
using Clearance.Payments;
using Clearance.Releases;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Clearance.Contracts.Tests;

/// <summary>The catalogue, the service definitions and the drawn map say the same.</summary>
public sealed class CatalogueTests
{
    private static readonly IReadOnlyList<ServiceDefinition> s_definitions = Definitions();

    [Fact]
    public void Every_service_hears_exactly_what_the_catalogue_says() => Assert.All(s_definitions, definition => Assert.Equal(
        EventCatalogue.Entries.Where(entry => entry.Consumers.Contains(definition.Name)).Select(entry => entry.Event.FullName).Order(StringComparer.Ordinal),
        definition.Hears.Keys.Order(StringComparer.Ordinal)));

    [Fact]
    public void Every_service_publishes_as_many_facts_as_the_catalogue_has_events() => Assert.All(s_definitions, definition => Assert.Equal(
        EventCatalogue.Entries.Count(entry => entry.Publisher == definition.Name),
        definition.Publishes.Count));

    [Fact]
    public void Every_event_of_the_contract_is_in_the_catalogue_once() => Assert.Equal(
        Contract.Files.Where(file => file.Package.EndsWith(".events.v1", StringComparison.Ordinal))
            .SelectMany(file => file.MessageTypes).Select(message => message.FullName).Order(StringComparer.Ordinal),
        EventCatalogue.Entries.Select(entry => entry.Event.FullName).Order(StringComparer.Ordinal));

    [Fact]
    public void The_five_services_have_definitions_and_queues_of_their_own()
    {
        Assert.Equal(ServiceNames.All.Order(StringComparer.Ordinal), s_definitions.Select(definition => definition.Name).Order(StringComparer.Ordinal));
        Assert.Equal(5, ServiceNames.All.Select(EventCatalogue.QueueOf).Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public void The_flow_map_is_what_the_catalogue_draws()
    {
        var path = Path.Combine(Contract.Root, "protos", "FLOW.md");
        var drawn = FlowMap.Draw(EventCatalogue.Entries);
        if (Environment.GetEnvironmentVariable("CLEARANCE_UPDATE") == "1")
        {
            File.WriteAllText(path, drawn);
        }

        Assert.Equal(drawn, File.ReadAllText(path));
    }

    [Fact]
    public void A_catalogue_that_lost_an_event_draws_another_map() =>
        Assert.NotEqual(FlowMap.Draw(EventCatalogue.Entries), FlowMap.Draw([.. EventCatalogue.Entries.Skip(1)]));

    private static List<ServiceDefinition> Definitions()
    {
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddSingleton<IConfiguration>(new ConfigurationBuilder().Build());
        services.AddDeclarations().AddPayments().AddGuarantees().AddReleases().AddComplaints();
        var types = services.Select(service => service.ServiceType).Where(type => type.IsSubclassOf(typeof(ServiceDefinition))).Distinct().ToList();
        var provider = services.BuildServiceProvider();
        return [.. types.Select(type => (ServiceDefinition)provider.GetRequiredService(type))];
    }
}
