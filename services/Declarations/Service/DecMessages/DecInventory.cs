using Clearance.Contracts.Declaration.V1;

namespace Clearance.Declarations.DecMessages;

/// <summary>
/// What a message holds and the form does not carry yet, so that nothing is lost in silence: elements that the message is known to have
/// (not carried), and elements that it has not (unknown).
/// </summary>
internal static class DecInventory
{
    /// <summary>Of DecHead beside the mapped ones: carried as something else, or a matter of the client's own bookkeeping.</summary>
    private static readonly HashSet<string> s_head = Names(
        "IEFlag PackNo GrossWet NetWt IEDate DespDate PromiseItmes FeeMark FeeRate FeeCurr InsurMark InsurRate InsurCurr OtherMark OtherRate OtherCurr "
        + "OverseasConsignorCode OverseasConsignorEname OverseasConsignorCname OverseasConsignorAddr OverseasConsigneeCode OverseasConsigneeEname "
        + "EdiId CopName CopCode CopCodeScc PDate TypistNo InputerName PartenerID DataSource DeclTrnRel CheckFlow NoOtherPack TgdNo Risk");

    private static readonly HashSet<string> s_headLeft = Names(
        "SeqNo Type ApprNo EntryId PreEntryId ChkSurety BillType TaxAaminMark BLNo InspOrgCode SpecDeclFlag PurpOrgCode CmplDschrgDt "
        + "CorrelationReasonFlag VsaOrgCode OrigBoxFlag OrgCode DomesticConsigneeEname CorrelationNo EdiRemark2 EdiRemark TradeCiqCode OwnerCiqCode DeclCiqCode");

    private static readonly HashSet<string> s_line = Names("GNo GQty DeclPrice DeclTotal FirstQty SecondQty ContrItem");

    private static readonly HashSet<string> s_lineLeft = Names(
        "ClassMark Factor UseTo WorkUsd ExgVersion DeclGoodsEname OrigPlaceCode Purpose ProdValidDt ProdQgp GoodsAttr Stuff Uncode DangName DangPackType "
        + "DangPackSpec NoDangFlag EngManEntCnm GoodsSpec GoodsModel GoodsBrand ProduceDate ProdBatchNo CiqName DecGoodsLimits MnufctrRegNo MnufctrRegName RcepOrigPlaceCode");

    private static readonly HashSet<string> s_container = Names("ContainerId ContainerMd GoodsNo LclFlag GoodsContaWt ContainerWt");
    private static readonly HashSet<string> s_licence = Names("DocuCode CertCode");
    private static readonly HashSet<string> s_package = Names("PackQty PackType");
    private static readonly HashSet<string> s_sign = Names("OperType ICCode CopCode OperName ClientSeqNo Sign SignDate Certificate HostId BillSeqNo DomainId Note");
    private static readonly HashSet<string> s_file = Names("EdocID EdocCode EdocFomatType OpNote EdocCopId EdocOwnerCode SignUnit SignTime EdocOwnerName EdocSize GNoStr");
    private static readonly HashSet<string> s_free = Names("DecBpNo DecNo");
    private static readonly HashSet<string> s_tablesLeft = Names("DecRequestCerts DecCopLimits DecUsers DecMarkLobs DecMarkLob DecCopPromises DecTpAccess EcoRelation DecSupplement DecRoyaltyFee SddTax DecRisk DecControlModel");
    private static readonly HashSet<string> s_none = [];

    public static void Check(DecElement message, List<ImportWarning> warnings)
    {
        foreach (var table in message.Children)
        {
            var path = $"DecMessage/{table.Name}";
            switch (table.Name)
            {
                case "DecHead":
                    Row(table, path, [.. s_head, .. DecMapping.Head.Keys], s_headLeft, warnings);
                    break;
                case "DecLists":
                    Rows(table, path, "DecList", [.. s_line, .. DecMapping.Line.Keys], s_lineLeft, warnings);
                    break;
                case "DecContainers":
                    Rows(table, path, "Container", s_container, s_none, warnings);
                    break;
                case "DecLicenseDocus":
                    Rows(table, path, "LicenseDocu", s_licence, s_none, warnings);
                    break;
                case "DecOtherPacks":
                    Rows(table, path, "DecOtherPack", s_package, s_none, warnings);
                    break;
                case "DecFreeTxt":
                    Row(table, path, [.. DecMapping.FreeText.Keys], s_free, warnings);
                    break;
                case "DecSign":
                    Row(table, path, s_sign, s_none, warnings);
                    break;
                case "EdocRealation":
                    Row(table, path, s_file, s_none, warnings);
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

    private static HashSet<string> Names(string names) => new(names.Split(' ', StringSplitOptions.RemoveEmptyEntries), StringComparer.Ordinal);
}
