using System.ComponentModel.DataAnnotations;

namespace Clearance.Engine;

/// <summary>Section <c>Storage</c> of the configuration.</summary>
public sealed class StorageOptions
{
    /// <summary>Name of the section.</summary>
    public const string Section = "Storage";

    /// <summary>The database: <c>sqlite</c>, one file per service.</summary>
    [RegularExpression("(?i)sqlite", ErrorMessage = "Storage:Provider knows sqlite.")]
    public string Provider { get; set; } = "sqlite";

    /// <summary>Folder of the SQLite files, made when it is not there.</summary>
    [Required]
    public string Directory { get; set; } = "data";

    /// <summary>The file of a service.</summary>
    internal string FileOf(string service) => Path.Combine(Path.GetFullPath(Directory), $"{service}.db");
}
