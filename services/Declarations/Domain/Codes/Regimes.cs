namespace Clearance.Declarations.Domain.Codes;

/// <summary>Supervision modes and natures of levy in use: code, English name ("-" where we have none), Chinese name.</summary>
internal static class Regimes
{
    /// <summary>Supervision modes (element 19).</summary>
    internal const string SupervisionModes =
        """
        0110  General trade  一般贸易
        0130  Barter trade  易货贸易
        0200  -  料件销毁
        0214  Processing with supplied materials  来料加工
        0245  Supplied materials sold domestically  来料料件内销
        0255  Supplied-material deep processing  来料深加工
        0258  -  来料余料结转
        0265  -  来料料件复出
        0300  -  来料料件退换
        0314  -  加工专用油
        0320  Equipment supplied without payment  不作价设备
        0345  -  来料成品减免
        0400  -  边角料销毁
        0420  Processing-trade equipment  加工贸易设备
        0444  -  保区进料成品
        0445  -  保区来料成品
        0446  -  加工设备内销
        0456  -  加工设备结转
        0466  -  加工设备退运
        0500  -  减免设备结转
        0513  Compensation trade  补偿贸易
        0544  -  保区进料料件
        0545  -  保区来料料件
        0615  Processing with imported materials (contract matched)  进料对口
        0642  -  进料以产顶进
        0644  Imported materials sold domestically  进料料件内销
        0654  Imported-material deep processing  进料深加工
        0657  -  进料余料结转
        0664  -  进料料件复出
        0700  -  进料料件退换
        0715  Processing with imported materials (not matched)  进料非对口
        0744  -  进料成品减免
        0815  -  低值辅料
        0844  -  进料边角料内销
        0845  -  来料边角料内销
        0864  -  进料边角料复出
        0865  -  来料边角料复出
        1039  Market procurement  市场采购
        1139  -  国轮油物料
        1200  Goods between bonded places  保税间货物
        1210  Bonded cross-border e-commerce  保税电商
        1215  -  保税工厂
        1233  Bonded warehouse goods  保税仓库货物
        1234  Bonded-area storage and entrepot  保税区仓储转口
        1239  Bonded cross-border e-commerce A  保税电商A
        1300  Goods for repair  修理物品
        1371  Bonded maintenance  保税维修
        1427  Outward processing  出料加工
        1500  Lease under one year  租赁不满1年
        1523  Lease trade (one year or more)  租赁贸易
        1616  Consignment sale  寄售代销
        1741  Duty-free goods  免税品
        1831  -  外汇商品
        2025  Equipment of equity/cooperative JV  合资合作设备
        2225  Equipment of wholly foreign-owned firm  外资设备物品
        2439  -  常驻机构公用
        2600  Temporary import/export  暂时进出货物
        2700  Exhibits  展览品
        2939  Display samples  陈列样品
        3010  Samples and advertising goods  货样广告品
        3100  Free replacement goods  无代价抵偿
        3239  -  零售电商
        3339  Other free-of-charge goods  其他进出口免费
        3410  Import for contracted projects  承包工程进口
        3422  Export for contracted projects  对外承包出口
        3511  Aid goods  援助物资
        3611  -  无偿军援
        3612  Donated goods  捐赠物资
        3910  -  军事装备
        4019  Small-scale border trade  边境小额
        4039  -  对台小额
        4139  -  对台小额商品交易市场
        4200  -  驻外机构运回
        4239  -  驻外机构购进
        4400  -  来料成品退换
        4500  Direct return  直接退运
        4539  -  进口溢误卸
        4561  Returned goods  退运货物
        4600  -  进料成品退换
        5000  Materials into/out of special area  料件进出区
        5010  -  特殊区域研发货物
        5014  In-area supplied-material processing  区内来料加工
        5015  In-area imported-material processing  区内进料加工货物
        5033  In-area storage goods  区内仓储货物
        5034  In-area logistics goods  区内物流货物
        5100  Finished goods into/out of special area  成品进出区
        5200  In-area scrap moved out  区内边角调出
        5300  Equipment into/out of special area  设备进出区
        5335  Equipment from abroad into area  境外设备进区
        5361  In-area equipment returned abroad  区内设备退运
        9600  Domestic goods carried across border  内贸货物跨境运输
        9610  Cross-border e-commerce (direct)  电子商务
        9639  Goods disposed of by customs  海关处理货物
        9700  Later supplementary tax  后续补税
        9710  Cross-border e-commerce B2B direct export  跨境电商B2B直接出口
        9739  Other trade  其他贸易
        9800  Tax on lease rent  租赁征税
        9810  Cross-border e-commerce overseas warehouse export  跨境电商出口海外仓
        9839  Gifts or resold articles  留赠转卖物品
        9900  Other  其他
        """;

    /// <summary>Natures of levy (element 20).</summary>
    internal const string LevyNatures =
        """
        101  General levy  一般征税
        118  -  整车征税
        119  -  零部件征税
        201  -  无偿援助
        299  Other statutory relief  其他法定
        301  Specified areas  特定区域
        307  Bonded area  保税区
        399  Other areas  其他地区
        401  Science and education goods  科教用品
        403  Technical upgrading  技术改造
        405  -  科技开发用品
        406  Major projects  重大项目
        408  Major technical equipment  重大技术装备
        409  -  科技重大专项
        412  -  基础设施
        413  Goods for the disabled  残疾人
        417  Distant-water fishing  远洋渔业
        418  -  国产化
        420  -  远洋船舶
        421  -  内销设备
        422  Integrated circuits  集成电路
        423  -  新型显示器件
        499  ITA products  ITA产品
        501  Processing equipment  加工设备
        502  Supplied-material processing  来料加工
        503  Imported-material processing  进料加工
        506  Small-scale border trade  边境小额
        510  -  港澳OPA
        601  Equity joint venture  中外合资
        602  Cooperative joint venture  中外合作
        603  Wholly foreign-owned  外资企业
        605  -  勘探开发煤层气
        606  Offshore oil  海洋石油
        608  Onshore oil  陆上石油
        609  -  贷款项目
        611  -  贷款中标
        698  -  公益收藏
        789  Encouraged projects  鼓励项目
        801  Disaster relief donation  救灾捐赠
        802  Charity donation  慈善捐赠
        898  State-approved relief  国批减免
        997  Free trade agreement  自贸协定
        998  Internal provisional  内部暂定
        999  Exceptional relief  例外减免
        """;
}
