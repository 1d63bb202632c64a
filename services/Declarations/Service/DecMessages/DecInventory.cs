using Clearance.Contracts.Declaration.V1;

namespace Clearance.Declarations.DecMessages;

/// <summary>
/// What a message holds and the form does not carry yet, so that nothing is lost in silence: elements that the message is known to have
/// (not carried), and elements that it has not (unknown).
/// </summary>
internal static class DecInventory
{
    /// <summary>Of DecHead beside what the form carries: a matter of the client's own bookkeeping.</summary>
    private static readonly HashSet<string> s_head = Carried("DecHead", "IEFlag EdiId CopName CopCode CopCodeScc PDate TypistNo InputerName PartenerID DataSource DeclTrnRel CheckFlow TgdNo Risk");

    private static readonly HashSet<string> s_headLeft = Names("SeqNo ApprNo EntryId PreEntryId TaxAaminMark EdiRemark2 EdiRemark");
    private static readonly HashSet<string> s_line = Carried("DecList", "DecGoodsLimits");
    private static readonly HashSet<string> s_lineLeft = Names("ClassMark Factor UseTo WorkUsd CiqName RcepOrigPlaceCode ControlExplainCode");
    private static readonly HashSet<string> s_permit = Carried("DecGoodsLimit", "GoodsNo DecGoodsLimitVin");
    private static readonly HashSet<string> s_vehicle = Carried("DecGoodsLimitVin", "LicenceNo LicTypeCode");
    private static readonly HashSet<string> s_sign = Names("OperType ICCode CopCode OperName ClientSeqNo Sign SignDate Certificate HostId BillSeqNo DomainId Note");
    private static readonly HashSet<string> s_free = Names("DecBpNo DecNo");
    private static readonly HashSet<string> s_marksLeft = Names("Attachment");
    private static readonly HashSet<string> s_tablesLeft = Names("DecCopPromises DecTpAccess EcoRelation DecSupplement DecRoyaltyFee SddTax DecRisk DecControlModel");

    /// <summary>Tables of rows: the table, its row, and what the form carries of it.</summary>
    private static readonly Dictionary<string, (string Row, HashSet<string> Carried)> s_rows = new(StringComparer.Ordinal)
    {
        ["DecContainers"] = ("Container", Carried("Container")),
        ["DecLicenseDocus"] = ("LicenseDocu", Carried("LicenseDocu")),
        ["DecOtherPacks"] = ("DecOtherPack", Carried("DecOtherPack")),
        ["DecRequestCerts"] = ("DecRequestCert", Carried("DecRequestCert")),
        ["DecCopLimits"] = ("DecCopLimit", Carried("DecCopLimit")),
        ["DecUsers"] = ("DecUser", Carried("DecUser")),
    };

    private static readonly HashSet<string> s_freeText = Carried("DecFreeTxt");
    private static readonly HashSet<string> s_marks = Carried("DecMarkLob");
    private static readonly HashSet<string> s_file = Carried("EdocRealation");
    private static readonly HashSet<string> s_none = [];

    public static void Check(DecElement message, List<ImportWarning> warnings)
    {
        foreach (var table in message.Children)
        {
            var path = $"DecMessage/{table.Name}";
            switch (table.Name)
            {
                case "DecHead":
                    Row(table, path, s_head, s_headLeft, warnings);
                    break;
                case "DecLists":
                    Rows(table, path, "DecList", s_line, s_lineLeft, warnings);
                    Permits(table, path, warnings);
                    break;
                case "DecMarkLobs":
                    Rows(table, path, "DecMarkLob", s_marks, s_marksLeft, warnings);
                    break;
                case "DecMarkLob":
                    Row(table, path, s_marks, s_marksLeft, warnings);
                    break;
                case "DecFreeTxt":
                    Row(table, path, s_freeText, s_free, warnings);
                    break;
                case "DecSign":
                    Row(table, path, s_sign, s_none, warnings);
                    break;
                case "EdocRealation":
                    Row(table, path, s_file, s_none, warnings);
                    break;
                case var name when s_rows.TryGetValue(name, out var rows):
                    Rows(table, path, rows.Row, rows.Carried, s_none, warnings);
                    break;
                default:
                    Left(table, path, s_tablesLeft, warnings);
                    break;
            }
        }
    }

    private static void Rows(DecElement table, string path, string row, HashSet<string> carried, HashSet<string> left, List<ImportWarning> warnings)
    {
        var index = 0;
        foreach (var child in table.Children)
        {
            if (child.Name == row)
            {
                Row(child, $"{path}/{row}[{++index}]", carried, left, warnings);
            }
            else
            {
                Left(child, $"{path}/{child.Name}", s_none, warnings);
            }
        }
    }

    private static void Permits(DecElement lines, string path, List<ImportWarning> warnings)
    {
        foreach (var (permits, at) in lines.All("DecList").Select((line, index) => (line.Child("DecGoodsLimits"), $"{path}/DecList[{index + 1}]/DecGoodsLimits")))
        {
            foreach (var permit in permits?.All("DecGoodsLimit") ?? [])
            {
                Row(permit, $"{at}/DecGoodsLimit", s_permit, s_none, warnings);
                foreach (var vehicle in permit.All("DecGoodsLimitVin"))
                {
                    Row(vehicle, $"{at}/DecGoodsLimit/DecGoodsLimitVin", s_vehicle, s_none, warnings);
                }
            }
        }
    }

    private static void Row(DecElement row, string path, HashSet<string> carried, HashSet<string> left, List<ImportWarning> warnings)
    {
        foreach (var child in row.Children.Where(child => !carried.Contains(child.Name)))
        {
            Left(child, $"{path}/{child.Name}", left, warnings);
        }
    }

    /// <summary>An element that the message is known to have loses nothing when it is empty, or a flag that is not set.</summary>
    private static void Left(DecElement element, string path, HashSet<string> known, List<ImportWarning> warnings)
    {
        if (!known.Contains(element.Name))
        {
            warnings.Add(new ImportWarning { Path = path, Code = "ELEMENT_UNKNOWN", Text = $"The message has no element {element.Name} here; it was left out." });
        }
        else if (element.Text is not ("" or "0") || element.Children.Count > 0)
        {
            warnings.Add(new ImportWarning { Path = path, Code = "ELEMENT_NOT_CARRIED", Text = $"{element.Name} is not carried into the form yet; it was left out." });
        }
    }

    private static HashSet<string> Carried(string table, string others = "") => [.. DecTables.CarriedOf(table), .. Names(others)];

    private static HashSet<string> Names(string names) => new(names.Split(' ', StringSplitOptions.RemoveEmptyEntries), StringComparer.Ordinal);
}
