using System.Xml;

namespace Clearance.Declarations.DecMessages;

/// <summary>How large and how deep a message may be: its own shape with room to grow, and no more.</summary>
internal static class DecLimits
{
    public const string Namespace = "http://www.chinaport.gov.cn/dec";

    /// <summary>Version of the interface that is written.</summary>
    public const string Version = "3.1";

    /// <summary>Largest message.</summary>
    public const int MostBytes = 4 * 1024 * 1024;

    /// <summary>Fifty lines with every field, permits and vehicles stay below.</summary>
    public const int MostElements = 50_000;

    /// <summary>DecMessage/DecLists/DecList/DecGoodsLimits/DecGoodsLimit/DecGoodsLimitVin/field, and one more.</summary>
    public const int MostDepth = 8;

    /// <summary>The message has one; the rest is room for those who add theirs.</summary>
    public const int MostAttributes = 16;

    /// <summary>What is kept beside the form, packed: a picture of marks of 1 MB in base64, and room.</summary>
    public const int MostKept = 1_500_000;

    /// <summary>Elements that repeat; every other one stands once below its parent.</summary>
    private static readonly HashSet<string> s_repeated = new(StringComparer.Ordinal)
    {
        "DecList", "Container", "LicenseDocu", "DecRequestCert", "DecOtherPack", "DecCopLimit", "DecUser", "DecMarkLob", "DecCopPromise",
        "EdocRealation", "EcoRelation", "DecGoodsLimit", "DecGoodsLimitVin", "TrnList", "TrnContainer", "TrnContaGoodsList",
        "DecSupplement", "DecRoyaltyFee", "SddTax", "DecRisk", "DecControlModel",
    };

    public static XmlReaderSettings Settings { get; } = new()
    {
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
        MaxCharactersInDocument = MostBytes,
        MaxCharactersFromEntities = 1024,
        IgnoreComments = true,
        IgnoreProcessingInstructions = true,
    };

    public static bool MayRepeat(string name) => s_repeated.Contains(name);
}
