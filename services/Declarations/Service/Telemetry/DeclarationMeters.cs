using System.Diagnostics.Metrics;
using Clearance.Declarations.Domain;
using Clearance.Declarations.Domain.Form;
using Clearance.Engine;
using Clearance.Kernel;

namespace Clearance.Declarations.Telemetry;

/// <summary>What comes in at the window, from committed facts. Meter <see cref="Name"/>.</summary>
internal sealed class DeclarationMeters : IFactObserver<DeclarationsDefinition>
{
    /// <summary>Name of the meter.</summary>
    public const string Name = "Clearance.Declarations";

    private static readonly KeyValuePair<string, object?> s_import = new("clearance.direction", "IMPORT");
    private static readonly KeyValuePair<string, object?> s_export = new("clearance.direction", "EXPORT");

    private readonly Counter<long> _submitted;
    private readonly Counter<long> _withdrawn;

    public DeclarationMeters(IMeterFactory meters)
    {
        var meter = meters.Create(Name);
        _submitted = meter.CreateCounter<long>("clearance.declarations.submitted", "{declaration}", "Declarations submitted and accepted; what is refused at the window is none.");
        _withdrawn = meter.CreateCounter<long>("clearance.declarations.withdrawn", "{declaration}", "Declarations withdrawn.");
    }

    /// <inheritdoc/>
    public void Committed(IFact fact)
    {
        switch (fact)
        {
            case DeclarationAccepted accepted:
                _submitted.Add(
                    1,
                    accepted.Declaration.Form.Direction == Direction.Export ? s_export : s_import,
                    new KeyValuePair<string, object?>("clearance.transport_mode", accepted.Declaration.Form.Transport.Mode));
                break;
            case DeclarationWithdrawn:
                _withdrawn.Add(1);
                break;
            default:
                break;
        }
    }
}
