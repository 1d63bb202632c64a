using System.Collections.Frozen;

namespace Clearance.Payments.Domain.Tariffs;

/// <summary>
/// An agreement or arrangement that grants lower rates to goods of its members, under the two digits that an origin certificate carries on
/// the form, e.g. <c>19</c> China-Korea.
/// </summary>
/// <param name="Code">Two digits.</param>
/// <param name="Name">Name in English.</param>
/// <param name="NameZh">Name in Chinese.</param>
/// <param name="InForce">First day on which its rates can be claimed.</param>
/// <param name="Members">Origins that it covers, ISO 3166 alpha-3.</param>
public sealed record TradeAgreement(string Code, string Name, string NameZh, DateOnly InForce, FrozenSet<string> Members)
{
    /// <summary>The special preferential treatment of least developed countries: its rate is the special column, not a conventional one.</summary>
    public const string LeastDeveloped = "13";

    private static readonly FrozenDictionary<string, TradeAgreement> s_all = ((TradeAgreement[])
    [
        Of("01", "Asia-Pacific Trade Agreement", "亚太贸易协定", 2002, 1, 1, "BGD IND LAO KOR LKA MNG"),
        Of("02", "China-ASEAN", "中国—东盟自贸协定", 2005, 7, 20, "BRN KHM IDN LAO MYS MMR PHL SGP THA VNM"),
        Of("03", "CEPA with Hong Kong", "内地与香港更紧密经贸关系安排", 2004, 1, 1, "HKG"),
        Of("04", "CEPA with Macao", "内地与澳门更紧密经贸关系安排", 2004, 1, 1, "MAC"),
        Of("07", "China-Pakistan", "中国—巴基斯坦自贸协定", 2007, 7, 1, "PAK"),
        Of("08", "China-Chile", "中国—智利自贸协定", 2006, 10, 1, "CHL"),
        Of("10", "China-New Zealand", "中国—新西兰自贸协定", 2008, 10, 1, "NZL"),
        Of("11", "China-Singapore", "中国—新加坡自贸协定", 2009, 1, 1, "SGP"),
        Of("12", "China-Peru", "中国—秘鲁自贸协定", 2010, 3, 1, "PER"),
        Of(LeastDeveloped, "Special treatment of least developed countries", "最不发达国家特别优惠关税待遇", 2010, 7, 1,
            "AFG AGO BDI BEN BGD CAF COD COM DJI ERI ETH GIN GNB KHM LAO LBR LSO MDG MLI MMR MOZ MRT MWI NER NPL RWA SDN SEN SLE SOM SSD STP TCD TGO TLS TZA UGA VUT YEM ZMB"),
        Of("14", "Cross-strait economic cooperation framework", "海峡两岸经济合作框架协议", 2011, 1, 1, "TWN"),
        Of("15", "China-Costa Rica", "中国—哥斯达黎加自贸协定", 2011, 8, 1, "CRI"),
        Of("16", "China-Iceland", "中国—冰岛自贸协定", 2014, 7, 1, "ISL"),
        Of("17", "China-Switzerland", "中国—瑞士自贸协定", 2014, 7, 1, "CHE LIE"),
        Of("18", "China-Australia", "中国—澳大利亚自贸协定", 2015, 12, 20, "AUS"),
        Of("19", "China-Korea", "中国—韩国自贸协定", 2015, 12, 20, "KOR"),
        Of("20", "China-Georgia", "中国—格鲁吉亚自贸协定", 2018, 1, 1, "GEO"),
        Of("21", "China-Mauritius", "中国—毛里求斯自贸协定", 2021, 1, 1, "MUS"),
        Of("22", "Regional Comprehensive Economic Partnership", "区域全面经济伙伴关系协定", 2022, 1, 1, "AUS BRN IDN JPN KHM KOR LAO MYS NZL PHL SGP THA VNM"),
        Of("23", "China-Cambodia", "中国—柬埔寨自贸协定", 2022, 1, 1, "KHM"),
    ]).ToFrozenDictionary(agreement => agreement.Code);

    /// <summary>The agreement of a code; null when there is none.</summary>
    public static TradeAgreement? Find(string? code) => code is null ? null : s_all.GetValueOrDefault(code);

    /// <summary>True when goods of an origin may claim the agreement's rates on a day.</summary>
    public bool Covers(string? origin, DateOnly date) => date >= InForce && origin is not null && Members.Contains(origin);

    private static TradeAgreement Of(string code, string name, string nameZh, int year, int month, int day, string members) =>
        new(code, name, nameZh, new DateOnly(year, month, day), members.Split(' ').ToFrozenSet());
}
