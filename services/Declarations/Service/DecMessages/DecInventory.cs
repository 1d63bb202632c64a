using Clearance.Contracts.Declaration.V1;

namespace Clearance.Declarations.DecMessages;

/// <summary>
/// What a message holds and the form does not carry, so that it is not thought to be declared: elements that the message is known to have
/// (not carried), and elements that it has not (unknown). Both are kept beside the form and written again with it.
/// </summary>
internal static class DecInventory
{
    /// <summary>Matters of the client's own bookkeeping, and of nobody else: not worth a word.</summary>
    private static readonly HashSet<string> s_silent = new(StringComparer.Ordinal)
    {
        "DecHead/EdiId", "DecHead/CopName", "DecHead/CopCode", "DecHead/CopCodeScc", "DecHead/PDate", "DecHead/TypistNo", "DecHead/InputerName", "DecHead/PartenerID",
        "DecHead/DataSource", "DecHead/DeclTrnRel", "DecHead/CheckFlow", "DecHead/TgdNo", "DecHead/Risk", "DecHead/IEFlag", "DecGoodsLimit/GoodsNo",
        "DecGoodsLimitVin/LicenceNo", "DecGoodsLimitVin/LicTypeCode",
    };

    private static readonly HashSet<string> s_carried =
        [.. Domain.Form.FormCatalogue.Fields.Where(field => field.Import != Domain.Form.Need.System).SelectMany(field => field.MessageElements)];

    public static void Check(DecElement message, List<ImportWarning> warnings) => Check(message, message.Name, warnings);

    private static void Check(DecElement table, string path, List<ImportWarning> warnings)
    {
        if (DecLayout.Of(table.Name) is not { } known)
        {
            Left(table, path, warnings);
            return;
        }

        var rows = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var child in table.Children)
        {
            var row = rows[child.Name] = rows.GetValueOrDefault(child.Name) + 1;
            var at = DecLimits.MayRepeat(child.Name) ? $"{path}/{child.Name}[{row}]" : $"{path}/{child.Name}";
            if (!known.Contains(child.Name))
            {
                warnings.Add(new ImportWarning { Path = at, Code = "ELEMENT_UNKNOWN", Text = $"The message has no element {child.Name} here; it is kept beside the form." });
            }
            else if (DecLayout.Of(child.Name) is not null || child.Children.Count > 0 || table.Name == "DecMessage")
            {
                Check(child, at, warnings);
            }
            else if (table.Name != "DecSign" && $"{table.Name}/{child.Name}" is var name && !s_carried.Contains(name) && !s_silent.Contains(name))
            {
                Left(child, at, warnings);
            }
        }
    }

    /// <summary>An element that the message is known to have says nothing when it is empty, or a flag that is not set.</summary>
    private static void Left(DecElement element, string path, List<ImportWarning> warnings)
    {
        if (element.Text is not ("" or "0") || element.Children.Count > 0)
        {
            warnings.Add(new ImportWarning { Path = path, Code = "ELEMENT_NOT_CARRIED", Text = $"{element.Name} is no part of the form; it is kept beside it." });
        }
    }
}
