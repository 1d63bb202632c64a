namespace Clearance.Declarations.Domain.Codes;

/// <summary>The short code lists of the form: one code a line, then its name in English and in Chinese, two spaces apart.</summary>
internal static class ShortLists
{
    /// <summary>Modes of transport (element 15).</summary>
    internal const string TransportModes =
        """
        0  Non-bonded area <-> bonded area  非保税区
        1  Supervised warehouse  监管仓库
        2  Water  水路运输
        3  Rail  铁路运输
        4  Road  公路运输
        5  Air  航空运输
        6  Post  邮件运输
        7  Bonded area  保税区
        8  Bonded warehouse  保税仓库
        9  Other  其它运输
        G  Fixed installation (pipe, grid)  固定设施
        H  Special border customs operation zone  边境特殊海关作业区
        L  Carried by traveller  旅客携带
        T  Comprehensive experimental zone  综合实验区
        W  Bonded logistics centre  物流中心
        X  Bonded logistics park  物流园区
        Y  Bonded port area / comprehensive bonded zone  保税港区
        Z  Export processing zone  出口加工区
        """;

    /// <summary>Terms of transaction (element 24).</summary>
    internal const string Terms =
        """
        1  CIF  到岸价
        2  C&F  成本加运费
        3  FOB  离岸价
        4  C&I  成本加保险
        5  Market price  市场价
        6  Stowage  垫仓
        7  EXW  工厂交货
        """;

    /// <summary>How a charge is stated (elements 25 to 27).</summary>
    internal const string ChargeMarks =
        """
        1  Rate in percent  率
        2  Amount per tonne  单价
        3  Total  总价
        """;

    /// <summary>Levy modes (element 91).</summary>
    internal const string LevyModes =
        """
        1  Levy as prescribed  照章征税
        2  Half levy  折半征税
        3  Full exemption  全免
        4  Special case  特案
        5  Follow nature of levy  随征免性
        6  Cash deposit  保证金
        7  Letter of guarantee  保函
        8  Half supplementary tax  折半补税
        9  Full refund  全额退税
        """;

    /// <summary>Kinds of package (element 29).</summary>
    internal const string PackageKinds =
        """
        00  Bulk  散装
        01  Unpacked  裸装
        04  Spherical tank  球状罐类
        06  Bag/sack  包/袋
        22  Paper or fibreboard box/case  纸制或纤维板制盒/箱
        23  Wooden/bamboo or other plant-material box/case  木制或竹藤等植物性材料制盒/箱
        29  Box/case of other material  其他材料制盒/箱
        32  Paper or fibreboard drum/barrel  纸制或纤维板制桶
        33  Wooden/bamboo or other plant-material drum/barrel  木制或竹藤等植物性材料制桶
        39  Drum/barrel of other material  其他材料制桶
        41  Intermediate bulk container  中型散装容器
        42  Portable tank  便携式罐体
        43  Movable tank cabinet  可移动罐柜
        92  Recycled-wood pallet  再生木托
        93  Natural-wood pallet  天然木托
        98  Plant-origin dunnage  植物性铺垫材料
        99  Other packing  其他包装
        """;

    /// <summary>Container specifications (element 99).</summary>
    internal const string ContainerSpecifications =
        """
        11  Ordinary 2x standard (L)  普通2*标准箱
        12  Reefer 2x standard (L)  冷藏2*标准箱
        13  Tank 2x standard (L)  罐式2*标准箱
        21  Ordinary standard (S)  普通标准箱
        22  Reefer standard (S)  冷藏标准箱
        23  Tank standard (S)  罐式标准箱
        31  Other standard (S)  其他标准箱
        32  Other 2x standard (L)  其他2*标准箱
        """;

    /// <summary>Kinds of form (element 39).</summary>
    internal const string FormKinds =
        """
        0  Ordinary form  普通报关单
        L  Form with a list  带清单的报关单
        W  Paperless form  无纸报关
        D  List and paperless  清单且无纸报关
        M  Paperless clearance  无纸化通关
        """;

    /// <summary>Currencies of the unified list.</summary>
    internal const string Currencies =
        """
        AUD  Australian Dollar  澳大利亚元
        CAD  Canadian Dollar  加拿大元
        CHF  Swiss Franc  瑞士法郎
        CNY  Yuan Renminbi  人民币
        DKK  Danish Krone  丹麦克朗
        EUR  Euro  欧元
        GBP  Pound Sterling  英镑
        HKD  Hong Kong Dollar  港币
        IDR  Rupiah  印度尼西亚卢比
        JPY  Yen  日本元
        KRW  Won  韩国圆
        MOP  Pataca  澳门元
        MYR  Malaysian Ringgit  马来西亚林吉特
        NOK  Norwegian Krone  挪威克朗
        NZD  New Zealand Dollar  新西兰元
        PHP  Philippine Piso  菲律宾比索
        RUB  Russian Ruble  俄罗斯卢布
        SEK  Swedish Krona  瑞典克朗
        SGD  Singapore Dollar  新加坡元
        THB  Baht  泰国铢
        TWD  New Taiwan Dollar  新台币
        USD  US Dollar  美元
        """;
}
