using System.Text.RegularExpressions;

namespace Clearance.Architecture.Tests;

/// <summary>One rule of the house (HOUSE: what each folder holds and must never import).</summary>
/// <param name="Name">The rule, as a sentence.</param>
/// <param name="Applies">Assemblies that it binds.</param>
/// <param name="Breaks">What an assembly refers to against the rule.</param>
internal sealed record Rule(string Name, Func<string, bool> Applies, Func<References, IEnumerable<string>> Breaks);

internal static class Rules
{
    private static readonly string[] s_services = ["Declarations", "Payments", "Guarantees", "Releases", "Complaints"];

    internal static IReadOnlyList<Rule> All { get; } =
    [
        new("Domain refers to Kernel and the framework only", IsDomain, OtherAssembliesThan("^Clearance.Kernel$|^System|^netstandard$")),
        // Readers are allowed: constant tables (sample tariff, default risk rules) are embedded in the assembly that owns their meaning.
        new("Domain knows no task, clock, file, network, chance or logger", IsDomain, Types(@"^System.Threading.Tasks|^System.TimeProvider$|^System.IO\.(?!Stream$|StreamReader$|TextReader$)|^System.Net|^System.Random$|^Microsoft")),
        new("Kernel refers to the framework only", Is("Kernel"), OtherAssembliesThan("^System")),
        new("Engine knows neither the bus nor the edge nor a service", Is("Engine"), Assemblies("^MassTransit|^RabbitMQ|^Clearance.(?!Kernel$|Contracts$)")),
        new("Engine knows of the contract the envelope of events alone", Is("Engine"), Types(@"^Clearance\.Contracts\.(?!Common\.V1\.CloudEvent)")),
        new("Messaging knows no service and no storage", Is("Messaging"), Assemblies($"^Microsoft.EntityFrameworkCore|^Microsoft.Data|^Clearance.Hosting$|{Services}")),
        new("Hosting knows no storage, no engine and no service", Is("Hosting"), Assemblies($"^Microsoft.EntityFrameworkCore|^Microsoft.Data|^Clearance.(Engine|Messaging)$|{Services}")),
        new("The gateway knows no service and no engine", Is("Gateway"), Assemblies($"^Clearance.(Engine|Messaging)$|{Services}")),
        new("The contract knows nobody", Is("Contracts"), Assemblies("^Clearance")),
        new("A service knows no other service", name => s_services.Any(service => name.StartsWith($"Clearance.{service}", StringComparison.Ordinal)), OtherServices),
        // Standalone makes the databases of the separate shape, and measures what the server itself can do. Generated migrations name
        // the way in which a server numbers rows.
        new("SQL is spoken in the engine only", name => name is not ("Clearance.Engine" or "Clearance.Standalone"), Types("^Microsoft.Data.Sqlite|^Npgsql(?!.EntityFrameworkCore.PostgreSQL.Metadata)")),
        new("The bus's types stay inside Messaging", name => name != "Clearance.Messaging", Assemblies("^MassTransit")),
        // The bench hears of releases as a partner does, with a plain AMQP client.
        new("Only the bench speaks AMQP beside Messaging", name => name is not ("Clearance.Messaging" or "Clearance.Standalone"), Assemblies("^RabbitMQ")),
    ];

    private static string Services => $"^Clearance.({string.Join('|', s_services)})";

    private static bool IsDomain(string assembly) => assembly.EndsWith(".Domain", StringComparison.Ordinal);

    private static Func<string, bool> Is(string name) => assembly => assembly == $"Clearance.{name}";

    private static Func<References, IEnumerable<string>> Assemblies(string forbidden) =>
        references => references.Assemblies.Where(name => Regex.IsMatch(name, forbidden));

    private static Func<References, IEnumerable<string>> OtherAssembliesThan(string allowed) =>
        references => references.Assemblies.Where(name => !Regex.IsMatch(name, allowed));

    private static Func<References, IEnumerable<string>> Types(string forbidden) =>
        references => references.Types.Where(name => Regex.IsMatch(name, forbidden));

    private static IEnumerable<string> OtherServices(References references)
    {
        var own = s_services.FirstOrDefault(service => references.Assembly.StartsWith($"Clearance.{service}", StringComparison.Ordinal));
        return references.Assemblies.Where(name => s_services.Any(service => service != own && Regex.IsMatch(name, $"^Clearance.{service}")));
    }
}
