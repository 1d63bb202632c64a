namespace Clearance.Declarations.Domain.Codes;

/// <summary>Units of quantity in use (elements 76, 81, 83): code, English name ("-" where we have none), Chinese name.</summary>
internal static class Units
{
    /// <summary>The units.</summary>
    internal const string All =
        """
        001  set (machine)  台
        002  -  座
        003  vehicle  辆
        004  -  艘
        005  -  架
        006  suit/set  套
        007  piece (ge)  个
        008  piece (zhi)  只
        009  -  头
        010  -  张
        011  item  件
        012  stick  支
        013  -  枝
        014  -  根
        015  strip  条
        016  -  把
        017  block  块
        018  -  卷
        019  pair/vice  副
        020  slice  片
        021  -  组
        022  -  份
        023  -  幅
        025  pair  双
        026  -  对
        027  -  棵
        028  -  株
        029  -  井
        030  metre  米
        031  -  盘
        032  square metre  平方米
        033  cubic metre  立方米
        034  -  筒
        035  kilogram  千克
        036  gram  克
        037  -  盆
        038  -  万个
        039  -  具
        040  -  百副
        041  -  百支
        042  -  百把
        043  -  百个
        044  -  百片
        045  -  刀
        046  -  疋
        047  -  公担
        048  -  扇
        049  -  百枝
        050  -  千只
        051  -  千块
        052  -  千盒
        053  -  千枝
        054  thousand pieces  千个
        055  -  亿支
        056  -  亿个
        057  -  万套
        058  -  千张
        059  -  万张
        060  -  千伏安
        061  kilowatt  千瓦
        062  kilowatt-hour  千瓦时
        063  thousand litres  千升
        067  -  英尺
        070  tonne  吨
        071  -  长吨
        072  -  短吨
        073  -  司马担
        074  -  司马斤
        075  -  斤
        076  pound  磅
        077  -  担
        078  -  英担
        079  -  短担
        080  -  两
        081  -  市担
        083  ounce  盎司
        084  carat  克拉
        085  -  市尺
        086  -  码
        088  -  英寸
        089  -  寸
        095  litre  升
        096  millilitre  毫升
        097  -  英加仑
        098  -  美加仑
        099  -  立方英尺
        101  -  立方尺
        110  -  平方码
        111  -  平方英尺
        112  -  平方尺
        115  -  英制马力
        116  -  公制马力
        118  -  令
        120  case  箱
        121  lot  批
        122  can  罐
        123  drum  桶
        124  -  扎
        125  pack  包
        126  -  箩
        127  dozen  打
        128  -  筐
        129  -  罗
        130  -  匹
        131  -  册
        132  -  本
        133  -  发
        134  -  枚
        135  -  捆
        136  bag  袋
        139  -  粒
        140  box  盒
        141  -  合
        142  bottle  瓶
        143  -  千支
        144  -  万双
        145  -  万粒
        146  -  千粒
        147  kilometre  千米
        148  -  千英尺
        149  megabecquerel  百万贝可
        163  -  部
        164  -  亿株
        170  person-dose  人份
        """;
}
