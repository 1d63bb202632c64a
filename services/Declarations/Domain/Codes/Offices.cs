namespace Clearance.Declarations.Domain.Codes;

/// <summary>Customs offices (elements 1 and 6): the Dalian offices, the direct-level customs, and a few large ports.</summary>
internal static class Offices
{
    /// <summary>Offices under Dalian Customs.</summary>
    internal const string Dalian =
        """
        0901  Dalian Harbour  大连港湾
        0902  Dalian Airport (Zhoushuizi)  大连机场
        0903  Dalian Development Area  连开发区
        0904  Dalian Wanli Comprehensive Bonded Zone (formerly Dalian Export Processing Zone)  湾里综保区
        0905  Beiliang Port  北良港关
        0906  Dalian Bonded Area  连保税区
        0907  Dalian Bonded Logistics Park  连物流园
        0908  Dalian Dayaowan  连大窑湾
        0909  Dalian Post Office  连邮局关
        0910  Dalian Dayaowan Comprehensive Bonded Zone (formerly Bonded Port Area)  连窑综保区
        0911  Changxing Island  长兴岛关
        0912  Dalian International Express Centre  大连快件
        0915  Zhuanghe  庄河
        0916  Qixianling  七贤岭关
        0917  Lushun  旅顺
        0919  Jinshitan  金石滩关
        0930  Dandong  丹东
        0931  Benxi  本溪
        0932  Taipingwan (Dandong)  丹太平湾
        0940  Yingkou  营口
        0941  Panjin  盘锦
        0942  Panjin Port Bonded Logistics Centre (B)  盘港物流
        0943  Yingkou Comprehensive Bonded Zone  营口综保
        0950  Bayuquan  鲅鱼圈关
        0951  Yingkou Port Bonded Logistics Centre  营港物流
        0953  Xianrendao office (Bayuquan)  仙人岛办
        0960  Dadong Port  大东港关
        0980  Anshan  鞍山
        """;

    /// <summary>Direct-level customs.</summary>
    internal const string DirectLevel =
        """
        0100  Beijing  北京
        0200  Tianjin  天津
        0400  Shijiazhuang  石家庄
        0500  Taiyuan  太原
        0600  Manzhouli  满洲里
        0700  Hohhot  呼和浩特
        0800  Shenyang  沈阳
        0900  Dalian  大连
        1500  Changchun  长春
        1900  Harbin  哈尔滨
        2200  Shanghai  上海
        2300  Nanjing  南京
        2900  Hangzhou  杭州
        3100  Ningbo  宁波
        3300  Hefei  合肥
        3500  Fuzhou  福州
        3700  Xiamen  厦门
        4000  Nanchang  南昌
        4200  Qingdao  青岛
        4300  Jinan  济南
        4600  Zhengzhou  郑州
        4700  Wuhan  武汉
        4900  Changsha  长沙
        5100  Guangzhou  广州
        5200  Huangpu  黄埔
        5300  Shenzhen  深圳
        5700  Gongbei  拱北
        6000  Shantou  汕头
        6400  Haikou  海口
        6700  Zhanjiang  湛江
        6800  Jiangmen  江门
        7200  Nanning  南宁
        7900  Chengdu  成都
        8000  Chongqing  重庆
        8300  Guiyang  贵阳
        8600  Kunming  昆明
        8800  Lhasa  拉萨
        9000  Xi'an  西安
        9400  Urumqi  乌鲁木齐
        9500  Lanzhou  兰州
        9600  Yinchuan  银川
        9700  Xining  西宁
        """;

    /// <summary>Large ports and airports elsewhere.</summary>
    internal const string Others =
        """
        0101  Beijing Capital Airport  京机场关
        0202  Tianjin New Port  新港
        2201  Shanghai Pujiang  浦江
        2218  Waigaoqiao  外高桥关
        2225  Waigang  外港
        2233  Pudong Airport  浦东机场
        2244  Shanghai Express  上海快件
        2248  Yangshan  洋山港区
        3104  Beilun  北仑
        4201  Yantai  烟台
        4227  Qingdao Port  青岛大港
        5165  Nansha Bonded Port  南沙保税
        5301  Huanggang  皇岗
        5303  Shatoujiao  沙头角关
        5304  Shekou  蛇口
        5316  Dapeng  大鹏
        5345  Shenzhen Bay  深圳湾关
        """;
}
