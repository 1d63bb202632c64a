using System.ComponentModel.DataAnnotations;
using Npgsql;

namespace Clearance.Engine;

/// <summary>Section <c>Storage</c> of the configuration.</summary>
public sealed class StorageOptions : IValidatableObject
{
    /// <summary>Name of the section.</summary>
    public const string Section = "Storage";

    internal const int LeastNoteDays = 14;
    private const int MostNoteDays = 3650;
    private const string ServicePlaceholder = "{service}";

    /// <summary>The database: <c>sqlite</c>, one file per service, or <c>postgresql</c>, one database per service.</summary>
    [RegularExpression("(?i)sqlite|postgresql", ErrorMessage = "Storage:Provider knows sqlite and postgresql.")]
    public string Provider { get; set; } = "sqlite";

    /// <summary>
    /// Npgsql connection string of the service's own database, for <c>postgresql</c>. The database must exist, and its user must own it;
    /// <c>{service}</c> in it stands for the name of the service, for processes that run several.
    /// </summary>
    public string ConnectionString { get; set; } = string.Empty;

    /// <summary>Folder of the SQLite files, made when it is not there.</summary>
    [Required]
    public string Directory { get; set; } = "data";

    /// <summary>Days for which notes are kept, what firms are told among them: at least a fortnight, so that nobody loses one to a holiday.</summary>
    [Range(LeastNoteDays, MostNoteDays, ErrorMessage = "Storage:NoteDays is 14 to 3650 days.")]
    public int NoteDays { get; set; } = 30;

    /// <summary>True for PostgreSQL.</summary>
    internal bool IsPostgreSql => Provider.Equals("postgresql", StringComparison.OrdinalIgnoreCase);

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (IsPostgreSql && WhyUnusable(ConnectionString) is { } reason)
        {
            yield return new ValidationResult(
                $"Storage:ConnectionString {reason}; with postgresql give it like Host=db;Database=payments;Username=payments;Password=...",
                [nameof(ConnectionString)]);
        }
    }

    /// <summary>The file of a service.</summary>
    internal string FileOf(string service) => Path.Combine(Path.GetFullPath(Directory), $"{service}.db");

    /// <summary>The database of a service.</summary>
    internal NpgsqlConnectionStringBuilder DatabaseOf(string service) =>
        new(ConnectionString.Replace(ServicePlaceholder, service, StringComparison.Ordinal));

    private static string? WhyUnusable(string text)
    {
        try
        {
            var parsed = new NpgsqlConnectionStringBuilder(text);
            return (parsed.Host, parsed.Database) is ({ Length: > 0 }, { Length: > 0 }) ? null : "names no host or no database";
        }
        catch (ArgumentException exception)
        {
            // Its message names the keyword at fault, never a value.
            return $"does not read ({exception.Message})";
        }
    }
}
