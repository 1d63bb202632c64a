using Clearance.Kernel;

namespace Clearance.Payments.Domain.Tariffs;

/// <summary>What a tariff file holds: the tariff, or every mistake in it.</summary>
/// <param name="Tariff">The tariff; null when there is a mistake.</param>
/// <param name="Errors">The mistakes, by line; the first <see cref="TariffFile.MostErrors"/>.</param>
/// <param name="ErrorCount">All mistakes.</param>
public sealed record TariffReading(Tariff? Tariff, IReadOnlyList<TariffError> Errors, int ErrorCount);

/// <summary>One mistake in a tariff file.</summary>
/// <param name="Line">Number of the line, from 1.</param>
/// <param name="Column">Name of the column; empty when the line as a whole is wrong.</param>
/// <param name="Text">What is wrong, and what would be right.</param>
public sealed record TariffError(int Line, string Column, string Text);

/// <summary>Reads a whole tariff from CSV, in the layout of sample-tariff.csv. Nothing is taken when anything is wrong.</summary>
public static class TariffFile
{
    /// <summary>Mistakes that are told of; more than that is another file.</summary>
    public const int MostErrors = 10_000;

    /// <summary>Rows that a tariff may have: the official one has some 13,000 codes, a dated one several rows for each.</summary>
    public const int MostRows = 250_000;

    /// <summary>The columns, in order.</summary>
    public static IReadOnlyList<string> Columns { get; } =
    [
        "code", "valid_from", "valid_to", "first_unit", "second_unit", "mfn", "conventional", "special", "general", "provisional", "quota",
        "consumption", "vat", "export", "export_provisional", "measures", "litres_per_tonne", "supervision", "origin_rule", "name_en", "name_zh",
    ];

    /// <summary>Reads a file.</summary>
    public static TariffReading Read(string version, TextReader reader)
    {
        var errors = new TariffErrors();
        var rows = new TariffRow(errors);
        var entries = new List<TariffEntry>();
        var lines = new Dictionary<(string, DateOnly), int>();
        var headed = false;
        foreach (var (line, values) in CsvRows.Read(reader))
        {
            if (!headed)
            {
                // A tariff whose columns are not ours would give a hundred thousand mistakes that say nothing.
                if (values is null || !values.SequenceEqual(Columns))
                {
                    errors.Add(line, string.Empty, $"The first line names the columns: {string.Join(',', Columns)}.");
                    break;
                }

                headed = true;
            }
            else if (entries.Count == MostRows)
            {
                errors.Add(line, string.Empty, $"A tariff has at most {MostRows} lines.");
                break;
            }
            else if (rows.Read(line, values) is { } entry)
            {
                entries.Add(entry);
                if (!lines.TryAdd((entry.Code, entry.ValidFrom), line))
                {
                    errors.Add(line, "valid_from", $"Line {lines[(entry.Code, entry.ValidFrom)]} has {entry.Code} from the same day. A code has one line for each first day.");
                }
            }
        }

        if (errors.Count == 0 && entries.Count == 0)
        {
            errors.Add(1, string.Empty, "The file has no lines of goods.");
        }

        return new TariffReading(errors.Count == 0 ? new Tariff(version, entries) : null, errors.Listed, errors.Count);
    }
}

/// <summary>Gathers mistakes, up to the number that is told of.</summary>
internal sealed class TariffErrors
{
    private readonly List<TariffError> _listed = [];

    public int Count { get; private set; }

    public IReadOnlyList<TariffError> Listed => _listed;

    public void Add(int line, string column, string text)
    {
        Count++;
        if (_listed.Count < TariffFile.MostErrors)
        {
            _listed.Add(new TariffError(line, column, text));
        }
    }
}
