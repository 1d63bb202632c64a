using System.Globalization;

namespace Clearance.Declarations.Domain.Documents;

/// <summary>The ten kinds of attached document (DOMAIN 2.1).</summary>
public enum DocumentKind
{
    /// <summary>Contract.</summary>
    Contract,

    /// <summary>Invoice.</summary>
    Invoice,

    /// <summary>Packing list.</summary>
    PackingList,

    /// <summary>Bill of lading or waybill.</summary>
    BillOfLading,

    /// <summary>Cargo list, manifest.</summary>
    CargoList,

    /// <summary>Agency agreement.</summary>
    AgencyAgreement,

    /// <summary>Origin evidence.</summary>
    OriginEvidence,

    /// <summary>Inspection and quarantine certificate or report.</summary>
    InspectionCertificate,

    /// <summary>Statement or material of the enterprise.</summary>
    EnterpriseStatement,

    /// <summary>Other approval, relief guarantee certificate.</summary>
    OtherApproval,
}

/// <summary>Names of the kinds, and the categories of the single window that belong to each.</summary>
public static class DocumentKinds
{
    private static readonly (DocumentKind Kind, string Code, string Chinese)[] s_kinds =
    [
        (DocumentKind.Contract, "CONTRACT", "合同"),
        (DocumentKind.Invoice, "INVOICE", "发票"),
        (DocumentKind.PackingList, "PACKING_LIST", "装箱单"),
        (DocumentKind.BillOfLading, "BILL_OF_LADING", "提运单"),
        (DocumentKind.CargoList, "CARGO_LIST", "载货清单"),
        (DocumentKind.AgencyAgreement, "AGENCY_AGREEMENT", "代理报关委托协议"),
        (DocumentKind.OriginEvidence, "ORIGIN_EVIDENCE", "原产地证据文件"),
        (DocumentKind.InspectionCertificate, "INSPECTION_CERTIFICATE", "检验检疫证书"),
        (DocumentKind.EnterpriseStatement, "ENTERPRISE_STATEMENT", "企业声明及证明材料"),
        (DocumentKind.OtherApproval, "OTHER_APPROVAL", "其他批准文件"),
    ];

    /// <summary>First and last category of the single window, and their kind.</summary>
    private static readonly (int First, int Last, DocumentKind Kind)[] s_categories =
    [
        (1, 1, DocumentKind.Invoice),
        (2, 2, DocumentKind.PackingList),
        (3, 3, DocumentKind.BillOfLading),
        (4, 4, DocumentKind.Contract),
        (5, 7, DocumentKind.EnterpriseStatement),
        (8, 8, DocumentKind.AgencyAgreement),
        (9, 9, DocumentKind.OriginEvidence),
        (10, 10, DocumentKind.CargoList),
        (10000001, 10000001, DocumentKind.AgencyAgreement),
        (10000002, 10000003, DocumentKind.OtherApproval),
        (20000011, 20000027, DocumentKind.InspectionCertificate),
        (50000001, 50000015, DocumentKind.EnterpriseStatement),
        (60000001, 60000011, DocumentKind.OtherApproval),
    ];

    /// <summary>Every category of 8 digits.</summary>
    public static IEnumerable<string> Categories =>
        s_categories.SelectMany(range => Enumerable.Range(range.First, range.Last - range.First + 1)).Select(number => $"{number:D8}");

    /// <summary>UPPER_SNAKE code, e.g. <c>BILL_OF_LADING</c>.</summary>
    public static string CodeOf(DocumentKind kind) => s_kinds[(int)kind].Code;

    /// <summary>Chinese name.</summary>
    public static string ChineseOf(DocumentKind kind) => s_kinds[(int)kind].Chinese;

    /// <summary>Name for people, e.g. <c>bill of lading</c>.</summary>
    public static string EnglishOf(DocumentKind kind) => CodeOf(kind).Replace('_', ' ').ToLowerInvariant();

    /// <summary>Last part of the slot's resource name, e.g. <c>bill-of-lading</c>.</summary>
    public static string SlugOf(DocumentKind kind) => CodeOf(kind).Replace('_', '-').ToLowerInvariant();

    /// <summary>The kind with a slug; null when there is none.</summary>
    public static DocumentKind? OfSlug(string slug)
    {
        var index = Array.FindIndex(s_kinds, entry => SlugOf(entry.Kind) == slug);
        return index < 0 ? null : s_kinds[index].Kind;
    }

    /// <summary>The kind to which a category belongs; null when there is none.</summary>
    public static DocumentKind? OfCategory(string category)
    {
        var found = category.Length == 8 && int.TryParse(category, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? Array.FindIndex(s_categories, range => range.First <= number && number <= range.Last)
            : -1;
        return found < 0 ? null : s_categories[found].Kind;
    }
}
