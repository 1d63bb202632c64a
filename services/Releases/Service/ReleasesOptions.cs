using Clearance.Releases.Domain;

namespace Clearance.Releases;

/// <summary>Settings of the service, section <c>Releases</c>.</summary>
public sealed class ReleasesOptions
{
    /// <summary>Name of the section.</summary>
    public const string Section = "Releases";

    /// <summary>Seed of the random draws of risk rules. Set one of your own and keep it from firms: who knows it can foretell a draw.</summary>
    public string RandomSeed { get; set; } = "clearance";

    /// <summary>Mean clearance time of imports that the reform is measured against: national, 2017, until a local one is known.</summary>
    public TimeSpan ImportBaseline { get; set; } = ClearanceTimes.ImportBaseline;

    /// <summary>The same of exports.</summary>
    public TimeSpan ExportBaseline { get; set; } = ClearanceTimes.ExportBaseline;

    /// <summary>How long each open condition may wait before it is on the watch list.</summary>
    public WatchLimits WatchLimits { get; set; } = new();

    /// <summary>The baseline of a direction.</summary>
    internal TimeSpan Baseline(Direction direction) => direction == Direction.Import ? ImportBaseline : ExportBaseline;
}
