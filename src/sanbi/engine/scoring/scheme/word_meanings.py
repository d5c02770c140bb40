"""What a key of a scheme file means, in Chinese, where its word does not say it all.

``OBJECT_MEANINGS`` holds what is particular to one object, ``MEANINGS`` what holds wherever the
key stands. The English meanings are in fields.py and docs/mechanisms/scheme.md.
"""

from __future__ import annotations

from collections.abc import Mapping

MEANINGS: Mapping[str, str] = {
    "aggregate": "下级得分怎样合成本级得分",
    "at": "改取另一期的数（连同目标）",
    "base": "正好达到目标时的得分",
    "better": "数大为好还是数小为好",
    "beyond": "分值表用完以后，每退一名再加（负数为再减）几分",
    "by": "全体 `all`、组内 `group`，或单位表里的一个文字列",
    "cap": "最高得分，不限则不封顶",
    "clause": "对应的办法条文，原样带到结果里",
    "coefficient": "单位表里的一个数字列，取数结果乘以它",
    "compare_in": "排位次、取最优值时同谁比",
    "count": "多少个单位",
    "electorate": "用哪个测评组的票",
    "floor": "最低得分，不限则不保底",
    "high": "不写则取参比单位中的最大值",
    "id": "汉字、字母、数字、`_` `-` `.`，全文件不得重复",
    "indicator": "指标代码",
    "low": "不写则取参比单位中的最小值",
    "max": "低优时用",
    "members": "单位代码；单位表有“分组”列时可不写",
    "min": "高优时用",
    "missing": "没有数时怎么办",
    "owner": "供数的部门",
    "precision": "保留几位小数，0 至 9",
    "rule": "取来的数怎样变成分",
    "strict": "正好等于目标不算达标",
    "target": "一个数、数据表“目标”列，或一个取数的名字",
    "ties": "数值相同怎样占位；不写则随办法的“并列”",
    "times": "公式；计分结果乘以它，再套上限、下限",
    "unknown": "条件里有数缺失、无法判断时",
    "weight": "同一层合计 1 或 100",
    "when_equal": "参比单位的数全都相同（或只有一个单位）时给多少",
}
OBJECT_MEANINGS: Mapping[str, Mapping[str, str]] = {
    "scheme": {
        "sanbi": "格式的版本，写 1",
        "precision": "写明后得分精确计算；不写则按浮点数计算，不取整",
        "period": "考核期，如 2026Q3、2026-09、2026",
        "source": "文号等，自由文字",
        "round_at": "在哪几步取整",
        "rank_on": "按取整后的分还是取整前的分排名",
        "better": "总分高者在前还是低者在前",
        "ties": "总分相同怎样排名",
        "missing": "各指标项没有另写时",
        "total": "总分封顶、保底",
        "prepare": "指标项自己写的取数，默认怎样插补、处理异常值",
    },
    "effective": {"from": "YYYY-MM-DD", "to": "YYYY-MM-DD"},
    "tie key": {"by": "取数、指标项或节点的编号"},
    "total": {"floor": "总分最低", "cap": "总分最高"},
    "group": {"id": "与单位表“分组”列一致"},
    "indicator": {
        "purpose": "要这个数作什么用，写进填报说明",
        "reported_where": "已在哪套报表报过，免得重复报",
        "cumulative": "数是年初以来累计的",
    },
    "treat": {
        "skew": "偏度的绝对值超过它，且峰度超过下一项，才算异常",
        "max_points": "最多缩尾几个数",
        "then": "缩尾后仍异常时再取对数",
    },
    "input": {
        "transform": "取来的数先作什么变换",
        "name": "给公式、并列等引用的名字",
        "per": "一个指标，或单位表里的数字列",
        "scale": "结果乘以它，如 10000",
        "against": "同哪一期比",
        "op": '如 `">="`，要加引号',
        "than": "同多少比",
        "basis": "完成率减时间进度，还是除以时间进度",
    },
    "input formula": {"name": "给别处引用的名字"},
    "node": {
        "id": "最上一级可不写",
        "points": "累加时默认为下级满分之和，写了必须相等",
        "power": "幂平均的 p，不为 0",
        "weights": "合计：必须合计 1 或 100；相对：只看相互比例",
        "min_share": "有数的下级不到这个比例，本级就算没有数",
        "over": "先逐月、逐季算，再合成",
        "cap": "本级得分最高",
        "floor": "本级得分最低",
        "children": "节点或指标项",
    },
    "over": {
        "aggregate": "各期得分怎样合成",
        "periods": "各月、各季，或列出各期，如 [2026Q1, 2026Q2]",
        "weights": "各期权重，不写则相等",
    },
    "leaf": {
        "points": "不写为 100",
        "input": "指标代码、取数的名字，或当场写明",
        "better": "不写则随指标，再则高优",
        "missing": "不写则随办法的“缺数”",
        "when": "不符合条件的单位不考这一项",
        "cap": "这一项得分最高",
        "floor": "这一项得分最低",
        "precision": "不写则随办法",
        "compare_in": "不写则随办法",
        "overrides": "某组、某单位满分、权重或参数不同；写在后面的优先",
        "note": "",
    },
    "override": {
        "group": "分组、单位写其一",
        "unit": "分组、单位写其一",
        "rule": "{参数: 数}，只能改数字参数",
        "points": "",
    },
    "missing option": {"fixed": "没有数就给这么多分"},
    "not-applicable option": {"fixed": "不适用就给这么多分"},
    "rule linear": {
        "slope": "每一步加多少分",
        "slope_down": "未达目标时每一步减多少分；不写同“斜率”",
        "step": "一步是多少",
        "whole_steps": "不足一步的不计",
        "tiers": "各段斜率不同时用，代替“斜率”",
        "limit": "以基础分为准，上下最多加减多少分",
    },
    "rule progressive_bands": {
        "band": "每档多宽（超欠的百分点）",
        "first": "第一档每点加减 基础分÷它",
        "next": "每升一档，除数增加多少",
        "max_bands": "最后一档包括其余全部",
    },
    "rule threshold": {"otherwise": "没有达标给多少分"},
    "rule value_bands": {"bands": "自上而下，取第一个符合的档"},
    "rule efficacy": {"share_base": "达到不允许值即得满分的这个比例"},
    "rule ratio_to_best": {"nonpositive": "最优值不大于 0 时"},
    "rule rank_step": {
        "step": "每退一名减满分的这个比例",
        "points_step": "每退一名减几分；写了就代替“递减比例”",
    },
    "rule rank_table": {
        "table": "第 1 名、第 2 名……各多少分",
        "small_group": "单位少的组另用一张表",
    },
    "rule rank_bands": {
        "bands": "自上而下，取第一个符合的档",
        "small_group": "单位少的组另用一套分档",
    },
    "rule min_max": {"range": "最差值和最优值各得多少分"},
    "rule z_score": {
        "mean": "平均水平得多少分",
        "sd": "好一个标准差多得多少分",
        "sample": "是：除以 n − 1；否：除以 n",
    },
    "rule percentile": {"when_equal": "只有一个单位时给多少"},
    "rule rank_value": {"start": "最后一名的值，每进一名加 1"},
    "rule goalposts": {
        "low": "得 0 分的值",
        "high": "得满分的值",
        "truncate": "低于 0 分按 0 分、高于满分按满分",
    },
    "rule distance_to_reference": {
        "reference": "一个数、{单位: 代码} 或 {取数: 名字}",
        "measure": "按距离占极差的比例，还是按比值",
        "when_equal": "分母为零时给多少",
    },
    "rule events": {
        "base": "没有事项时的得分",
        "each": "每次几分，或 {类别: 分}；扣分写负数",
        "exclude": "不计的类别",
        "min_amount": "金额小于它的事项不计",
    },
    "rule rating": {
        "out_of": "评分表按几分制打分",
        "assessors": "{评分单位: 份额}；不写则各份评分平均",
    },
    "rule formula": {
        "formula": "可用取数、指标、单位表数字列，以及 x、target、points、best、worst、mean、count",
    },
    "tier": {
        "from": "这一段从多少起，不写则向下不限",
        "to": "这一段到多少止，不写则向上不限",
        "slope": "取数每增加 1 加多少分",
    },
    "rank band": {"to": "到第几名为止", "to_share": "到全组的百分之几为止，写 0 至 1 的小数"},
    "small group table": {"at_most": "单位数不超过它的组用这张表"},
    "small group bands": {"at_most": "单位数不超过它的组用这套分档"},
    "electorate": {
        "kind": "",
        "classes": "{类别: 权重}，按相对比例；没有列出的类别，票不收",
        "top": "排序票第 1 名多少分",
        "step": "排序票每退一名减几分",
        "grades": "等次票 {等次: 分}",
        "trim": "每类中去掉几个最高、几个最低",
        "criteria": "一张票内分几项打分 {评项: 权重}",
        "partial": "没有评完全部单位的票",
        "self_vote": "本单位的人给本单位的票",
        "empty_class": "某一类没有人给这个单位投票时",
    },
    "adjustment": {
        "cap": "整块最多加（减）几分",
        "when": "不符合条件则整块计 0",
        "items": "写法同指标项，减分也写正数",
    },
    "gate": {"require": "条件；不符合才有下面的效果", "else": "一个或几个效果"},
    "veto": {
        "when": "条件",
        "then": "不写：设了等次则最低等次，否则不排名",
    },
    "exclusion": {
        "when": "条件；如果、单位写其一。只是不排名",
        "units": "单位代码；不排名，也不参与同别人比较",
    },
    "effect": {
        "target": "指标项编号；不予加分时为加减分的编号，或 all",
        "to": "封顶到多少分，或最高到哪个等次",
        "levels": "降几等",
        "text": "标注的文字",
    },
    "grades": {
        "by": "按分数线还是按名额",
        "bands": "依据分数时用，由高到低",
        "quotas": "依据比例时用，由高到低",
        "round": "比例乘单位数不是整数时",
        "groups": "某组名额不同时 {组: 名额}",
    },
    "grade band": {"min": "总分不低于；末档可不写", "max": "总分低者为优时用"},
    "grade quota": {
        "share": "占有名次单位的比例，0 至 1",
        "count": "比例、个数写其一；末档可不写",
        "min": "名额之内还须达到的总分",
    },
    "consequence": {
        "when": "条件；如果、选取写其一",
        "select": "按名次等选出几个单位",
        "kind": "提议哪一种措施；由人听取意见、审批后才执行",
    },
    "select": {
        "by": "事实，如 rank、total、rank_change",
        "count": "截止处相同的都选上",
        "except": "条件；符合的不选",
    },
    "data layout": {
        "layout": "宽表：一个单位一行、一个指标一列；长表：一行一个数",
        "unit": "文件里这一列的表头，下同",
        "group": "",
        "indicator": "长表用",
        "value": "长表用",
        "target": "长表用",
        "columns": "宽表 {表头: 指标代码}；表头就是指标代码的不用写",
        "ignore": "不读的列",
        "name": "",
        "period": "",
    },
}


def meaning_of(title: str, name: str) -> str:
    """What the key ``name`` of the object ``title`` means, in Chinese; "" where its word says it.

    An input of any transform is one object here.

    >>> meaning_of("tier", "slope")
    '取数每增加 1 加多少分'
    """
    kind = "input" if title.startswith("input ") and title != "input formula" else title
    own = OBJECT_MEANINGS.get(kind, {})
    return own[name] if name in own else MEANINGS.get(name, "")
