using System.Text.Json;
using Clearance.Engine;
using Clearance.Hosting;
using Clearance.Payments.Domain;
using Clearance.Payments.Domain.Settlement;
using Clearance.Payments.Domain.Tariffs;
using Clearance.Payments.Endpoints;

namespace Clearance.Payments.Tariffs;

/// <summary>
/// The versions of the tariff in this process. It keeps all of them packed, and the few that are in use read; each replica keeps its own and
/// follows the same table.
/// </summary>
internal sealed class TariffShelf
{
    private const int MostOpen = 3;
    private const int PageSize = 200;

    private readonly Lock _lock = new();
    private readonly Dictionary<string, byte[]> _packed = new(StringComparer.Ordinal);
    private readonly LinkedList<Tariff> _open = [];
    private volatile IReadOnlyList<TariffVersion> _versions = [];

    /// <summary>What counts on a day of acceptance.</summary>
    public ReferenceData On(DateOnly date) => TariffVersion.On(_versions, date) is { } version
        ? new ReferenceData(Open(version), ExchangeRates.Sample)
        : ReferenceData.Sample;

    /// <summary>A version by its id, the sample among them; null when there is none.</summary>
    public Tariff? Find(string id) =>
        id == Tariff.Sample.Version ? Tariff.Sample
        : _versions.FirstOrDefault(version => version.Id == id) is { } found ? Open(found)
        : null;

    /// <summary>Takes in the versions that are not here yet.</summary>
    public async Task LoadAsync(IReader reader, CancellationToken cancellationToken)
    {
        var token = string.Empty;
        do
        {
            var page = await reader.ListAsync(Tables.Tariffs, new ListQuery(PageSize, token), cancellationToken);
            foreach (var row in page.Rows.Where(row => !Has(row.Key)))
            {
                var journal = await reader.JournalAsync(Tables.Tariffs, row.Key, cancellationToken);
                Add(row.State, ((ImportTariff)JsonSerializer.Deserialize(journal[0].Message, PaymentsJson.Default.TariffMessage)!).Content);
            }

            token = page.NextPageToken;
        }
        while (token.Length > 0);
    }

    private bool Has(string id)
    {
        lock (_lock)
        {
            return _packed.ContainsKey(id);
        }
    }

    private void Add(TariffVersion version, byte[] packed)
    {
        lock (_lock)
        {
            if (_packed.TryAdd(version.Id, packed))
            {
                _versions = TariffVersion.NewestFirst(_versions.Append(version));
            }
        }
    }

    private Tariff Open(TariffVersion version)
    {
        lock (_lock)
        {
            if (_open.First?.Value is { } latest && latest.Version == version.Id)
            {
                return latest;
            }

            var tariff = _open.FirstOrDefault(open => open.Version == version.Id) ?? Read(version);
            _open.Remove(tariff);
            _open.AddFirst(tariff);
            if (_open.Count > MostOpen)
            {
                _open.RemoveLast();
            }

            return tariff;
        }
    }

    private Tariff Read(TariffVersion version)
    {
        var csv = CsvContent.Unpack(_packed[version.Id], TariffImport.MostBytes, Reasons.TariffUnreadable);
        if (CsvContent.HashOf(csv) != version.ContentHash)
        {
            throw new InvalidOperationException($"The stored lines of tariff {version.Id} are not those that were imported.");
        }

        using var reader = CsvContent.Open(csv);
        return TariffFile.Read(version.Id, reader).Tariff
            ?? throw new InvalidOperationException($"The stored lines of tariff {version.Id} cannot be read any more.");
    }
}
