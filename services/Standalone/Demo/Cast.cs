using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Clearance.Hosting;
using Clearance.Kernel;

namespace Clearance.Standalone.Demo;

/// <summary>Everybody who plays a part, each with a token of their own.</summary>
internal sealed class Cast : IDisposable
{
    private static readonly TimeSpan TokenLife = TimeSpan.FromDays(1);
    private static readonly string[] Offices = ["0902", "0906", "0908"];

    private readonly Doors doors;
    private readonly LocalIssuer issuer;
    private readonly ConcurrentDictionary<string, Partner> firms = new(StringComparer.Ordinal);

    /// <summary>Casts the parts.</summary>
    /// <param name="doors">The doors of the suite.</param>
    /// <param name="data">Folder with the key of the local issuer.</param>
    /// <param name="partners">Bank, insurer and terminals, from <c>partners.json</c>.</param>
    public Cast(Doors doors, string data, JsonObject partners)
    {
        this.doors = doors;
        issuer = LocalIssuer.Open(data);
        string Code(string part) => partners[part]!["uscc"]!.GetValue<string>();
        BankCode = Code("bank");
        Operator = Make("operator", Roles.Operator);
        Supervisor = Make("supervisor-lin", Roles.Supervisor, offices: Offices);
        Intake = Make("officer-zhao", Roles.Officer, offices: Offices);
        Handler = Make("officer-sun", Roles.Officer, offices: Offices);
        Reviewers = [Make("officer-qian", Roles.Officer, offices: Offices), Make("officer-zhou", Roles.Officer, offices: Offices)];
        Inspectors = [Make("officer-wang", Roles.Officer, offices: Offices), Make("officer-feng", Roles.Officer, offices: Offices)];
        SecondInspector = "officer-chen";
        Bank = Make("bank-desk", Roles.Bank, BankCode);
        Insurer = Make("policy-desk", Roles.Guarantor, Code("insurer"));
        SeaTerminal = Make("quay-system", Roles.Terminal, Code("seaTerminal"));
        AirTerminal = Make("cargo-system", Roles.Terminal, Code("airTerminal"));
    }

    public string BankCode { get; }

    public Partner Operator { get; }

    public Partner Supervisor { get; }

    public Partner Intake { get; }

    public Partner Handler { get; }

    public IReadOnlyList<Partner> Reviewers { get; }

    public IReadOnlyList<Partner> Inspectors { get; }

    public string SecondInspector { get; }

    public Partner Bank { get; }

    public Partner Insurer { get; }

    public Partner SeaTerminal { get; }

    public Partner AirTerminal { get; }

    /// <summary>The declarant of a firm.</summary>
    public Partner Firm(string uscc) => firms.GetOrAdd(uscc, code => Make($"declarant-{code[12..]}", Roles.Declarant, code));

    /// <summary>The terminal for a mode of transport.</summary>
    public Partner Terminal(string transportMode) => transportMode == "5" ? AirTerminal : SeaTerminal;

    /// <inheritdoc/>
    public void Dispose() => issuer.Dispose();

    private Partner Make(string subject, string role, string? enterprise = null, string[]? offices = null) =>
        new(doors, subject, issuer.Issue(subject, [role], enterprise, TokenLife, offices));
}
