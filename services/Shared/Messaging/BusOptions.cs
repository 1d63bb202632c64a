using System.ComponentModel.DataAnnotations;

namespace Clearance.Messaging;

/// <summary>Section <c>Bus</c> of the configuration.</summary>
public sealed class BusOptions
{
    /// <summary>Name of the section.</summary>
    public const string Section = "Bus";

    /// <summary>The transport: <c>local</c>, within one process.</summary>
    [RegularExpression("(?i)local", ErrorMessage = "Bus:Transport knows local.")]
    public string Transport { get; set; } = "local";
}
