using Clearance.Declarations.Domain.Form;

namespace Clearance.Declarations.DecMessages;

/// <summary>
/// Which text element of a message is which field of the form, table by table, as the form's catalogue says it. The spellings
/// (DistinatePort, EntyPortCode, PromiseItmes, GrossWet, EdocRealation) are those of the message.
/// </summary>
internal static class DecTables
{
    public static IReadOnlyDictionary<string, TextField<DeclarationForm>> Head { get; } = Map("DecHead", string.Empty, HeaderFields.Texts);
    public static IReadOnlyDictionary<string, TextField<DeclarationForm>> FreeText { get; } = Map("DecFreeTxt", string.Empty, HeaderFields.Texts);
    public static IReadOnlyDictionary<string, TextField<DeclarationForm>> MarksFile { get; } = Map("DecMarkLob", string.Empty, HeaderFields.Texts);
    public static IReadOnlyDictionary<string, TextField<GoodsItem>> Line { get; } = Map("DecList", "items.", ItemFields.Texts);
    public static IReadOnlyDictionary<string, TextField<Container>> Container { get; } = Map("Container", "containers.", ContainerFields.Texts);
    public static IReadOnlyDictionary<string, TextField<LicenceDocument>> Licence { get; } = Map("LicenseDocu", "licences.", RowFields.Licences);
    public static IReadOnlyDictionary<string, TextField<Attachment>> Attachment { get; } = Map("EdocRealation", "attachments.", RowFields.Attachments);
    public static IReadOnlyDictionary<string, TextField<OtherPackage>> OtherPackage { get; } = Map("DecOtherPack", "other_packages.", RowFields.OtherPackages);
    public static IReadOnlyDictionary<string, TextField<Qualification>> Qualification { get; } = Map("DecCopLimit", "quarantine.qualifications.", RowFields.Qualifications);
    public static IReadOnlyDictionary<string, TextField<UsingUnit>> User { get; } = Map("DecUser", "quarantine.users.", RowFields.Users);
    public static IReadOnlyDictionary<string, TextField<RequestedCertificate>> Certificate { get; } = Map("DecRequestCert", "quarantine.certificates.", RowFields.Certificates);
    public static IReadOnlyDictionary<string, TextField<Permit>> Permit { get; } = Map("DecGoodsLimit", "items.quarantine.permits.", RowFields.Permits);
    public static IReadOnlyDictionary<string, TextField<Vehicle>> Vehicle { get; } = Map("DecGoodsLimitVin", "items.quarantine.permits.vehicles.", RowFields.Vehicles);

    /// <summary>A record with every text of a row that it has a field for.</summary>
    public static T Filled<T>(this T record, DecElement? row, IReadOnlyDictionary<string, TextField<T>> map) =>
        row is null ? record : row.Children.Where(child => child.Text.Length > 0).Aggregate(
            record, (filled, child) => map.TryGetValue(child.Name, out var field) ? field.Write(filled, child.Text) : filled);

    /// <summary>The texts of a record by the names of their elements.</summary>
    public static IEnumerable<(string Name, string Text)> Of<T>(this IReadOnlyDictionary<string, TextField<T>> map, T record) =>
        map.Select(field => (field.Key, field.Value.Read(record)));

    private static Dictionary<string, TextField<T>> Map<T>(string table, string scope, IReadOnlyList<TextField<T>> fields)
    {
        var byPath = fields.ToDictionary(field => scope + field.Path, StringComparer.Ordinal);
        var map = new Dictionary<string, TextField<T>>(StringComparer.Ordinal);
        foreach (var (element, path) in FormCatalogue.TextsOf(table))
        {
            // What is more than a text on its way (charges, the kind in Type, the party abroad by direction) is read by name.
            if (byPath.TryGetValue(path, out var field) && element != "Type" && !element.StartsWith("Overseas", StringComparison.Ordinal))
            {
                map.Add(element, field);
            }
        }

        return map;
    }
}
