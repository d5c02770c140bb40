"""Faults of a scheme that show when its parts are seen together."""

from __future__ import annotations

from collections.abc import Mapping

TREE: Mapping[str, str] = {
    "change a child by {change}, or the node to {total}": (
        "把某个下级的满分调整 {change}，或把节点满分改为 {total}"
    ),
    "exchange them": "请把两者对调",
    "list the periods one by one": "请逐个列出各期",
    "make them add up to 1 or 100": "合计应为 1 或 100",
    "make them add up to 1 or 100, or write weights: relative": (
        "合计应为 1 或 100；或写“权重合计: 相对”（weights: relative）"
    ),
    "node '{node}' has {points} points, its children {terms} = {total}": (
        "节点“{node}”满分 {points}，下级合计 {terms} = {total}"
    ),
    "node '{node}' states a power, but aggregates by {aggregate}": (
        "节点“{node}”写了“power / 幂”，合成方式却是 {aggregate}"
    ),
    "node '{node}': aggregate power needs power, other than 0": (
        "节点“{node}”用幂平均合成，须写“power / 幂”，且不能为 0"
    ),
    "node '{node}': the cap is below the floor": "节点“{node}”的上限小于下限",
    "one weight for each period": "每一期写一个权重",
    "such as power: 2": "例如“幂: 2”",
    "the weights below node '{node}' add up to {terms} = {total}": (
        "节点“{node}”下级的权重合计 {terms} = {total}"
    ),
    "the weights below node '{node}' are all 0": "节点“{node}”下级的权重全是 0",
    "the weights of the periods add up to {total}": "各期权重合计 {total}",
    "write aggregate: power, or leave power out": "写“合成: 幂平均”，或删去“power / 幂”",
    "{periods} periods, but {weights} weights": "有 {periods} 期，却写了 {weights} 个权重",
}

LEAVES: Mapping[str, str] = {
    "a band needs either to or to_share": "每一档写“to / 至”或“to_share / 至比例”其中一个",
    "a band needs min or max": "每一档须写“min / 不低于”或“max / 不高于”",
    "electorate '{name}': grade ballots need grades": (
        "测评组“{name}”用等次票，须写“grades / 等次分”"
    ),
    "grades: {好: 100, 中: 80}": "例如“等次分: {好: 100, 中: 80}”",
    "leaf '{leaf}' has no input": "指标项“{leaf}”没有写“input / 取数”",
    "leaf '{leaf}' states a precision, but the scheme has none": (
        "指标项“{leaf}”写了“precision / 小数位”，考核办法却没有写"
    ),
    "leaf '{leaf}': '{key}' cannot be overridden": "指标项“{leaf}”：“{key}”不能在例外中改动",
    "leaf '{leaf}': a formula has no target column": "指标项“{leaf}”：公式取数没有目标列",
    "leaf '{leaf}': a logarithmic scale needs low above 0": (
        "指标项“{leaf}”：对数刻度的“low / 下门槛”应大于 0"
    ),
    "leaf '{leaf}': an override names a group or a unit": (
        "指标项“{leaf}”：每条例外写一个分组或一个单位"
    ),
    "leaf '{leaf}': linear needs slope or tiers": (
        "指标项“{leaf}”：线性加减须写“slope / 斜率”或“tiers / 分段斜率”"
    ),
    "leaf '{leaf}': low must be below high, also where less is better": (
        "指标项“{leaf}”：“low”应小于“high”，低优指标也是如此"
    ),
    "leaf '{leaf}': no electorate '{name}'": "指标项“{leaf}”：没有测评组“{name}”",
    "leaf '{leaf}': no group '{group}'": "指标项“{leaf}”：没有分组“{group}”",
    "leaf '{leaf}': no input '{name}'": "指标项“{leaf}”：没有取数“{name}”",
    "leaf '{leaf}': the cap {cap} is below the floor {floor}": (
        "指标项“{leaf}”：上限 {cap} 小于下限 {floor}"
    ),
    "leaf '{leaf}': the formula uses {names} without an input": (
        "指标项“{leaf}”：公式用到 {names}，却没有写“input / 取数”"
    ),
    "leaf '{leaf}': the rule {rule} needs points": (
        "指标项“{leaf}”：计分方法 {rule} 须写“points / 满分”"
    ),
    "leaf '{leaf}': the target '{name}' is no number and no input": (
        "指标项“{leaf}”：目标“{name}”既不是数字，也不是取数的名称"
    ),
    "leaf '{leaf}': this band can never be reached": "指标项“{leaf}”：这一档永远轮不到",
    "leaf '{leaf}': this tier overlaps another": "指标项“{leaf}”：这一段与另一段重叠",
    "let each tier begin where the last ends": "每一段从上一段结束处开始",
    "list bands from the best, with falling min": "从最好的一档写起，“min / 不低于”逐档减小",
    "list bands from the best, with rising max": "从最好的一档写起，“max / 不高于”逐档增大",
    "list bands with rising places": "各档按名次由小到大排列",
    "numbers only: {keys}": "只能改动数值参数：{keys}",
    "points for one step of the input": "即取数每变动一步计几分",
    "state points: the full mark": "请写“points / 满分”",
    "state target: a number, or the name of an input": (
        "请在“target / 目标”写一个数，或取数的名称"
    ),
    "state the scheme's precision too": "请在考核办法中也写明“precision / 小数位”",
    "write group: or unit:": "写“group / 分组”或“unit / 单位”",
    "write input: INDICATOR": "请写“取数: 指标代码”（input）",
    "write {key}:": "请写“{key}”",
}

NAMES: Mapping[str, str] = {
    "an input may not need itself": "取数不能用到自己",
    "exchange the days": "请把两个日期对调",
    "give each its own id": "每项用各自的编号",
    "group '{group}' lists {units} twice": "分组“{group}”重复列了 {units}",
    "input '{name}'": "取数“{name}”",
    "leaf '{leaf}'": "指标项“{leaf}”",
    "list each unit once": "每个单位只列一次",
    "the formulas go in a circle: {chain}": "公式互相引用，成了循环：{chain}",
    "the id '{id}' stands already at {first}": "编号“{id}”已在 {first} 用过",
    "the id '{name}' of this {what} stands already at {first}": (
        "{what}的编号“{name}”已在 {first} 用过"
    ),
    "the scheme ends on {end}, before it begins on {start}": (
        "施行期限止于 {end}，早于起始日 {start}"
    ),
    "the tie key '{key}' is no input, leaf or node": ("并列再按的“{key}”不是取数、指标项或节点"),
    "{owner} takes '{indicator}', which 'indicators' does not declare": (
        "{owner}用到“{indicator}”，但“indicators / 指标”没有列出它"
    ),
}

DECISIONS: Mapping[str, str] = {
    "'{gate}': {kind}": "“{gate}”的效果“{kind}”",
    "'{id}'": "“{id}”",
    "add grades:": "请加写“grades / 等次”",
    "adjustment '{adjustment}' cannot depend on totals or ranks": (
        "加减分“{adjustment}”不能以总分或名次为条件"
    ),
    "an exclusion cannot depend on totals or ranks": "不参评不能以总分或名次为条件",
    "leaf '{leaf}': 'when' cannot use {late}": "指标项“{leaf}”的“when / 适用条件”不能用 {late}",
    "possible then: {effects}": "此时可用的有：{effects}",
    "use inputs or scores": "请改用取数或得分",
    "use inputs, or the scores of leaves and nodes": "请改用取数，或指标项、节点的得分",
    "whether a leaf applies must be known before it is scored; use inputs": (
        "计分之前就要知道指标项是否适用，请改用取数"
    ),
    "{owner} is too late: the condition is decided after ranking": (
        "{owner}来不及生效：它的条件要到排名之后才能判定"
    ),
    "{owner} needs 'to' with a number": "{owner}须在“to / 至”写一个数",
    "{owner} — the scheme has no grades": "{owner}：考核办法没有设等次",
    "{owner} — there is no adjustment '{target}'": "{owner}：没有加减分“{target}”",
    "{owner} — there is no grade '{to}'": "{owner}：没有等次“{to}”",
    "{owner} — there is no leaf '{target}'": "{owner}：没有指标项“{target}”",
    "{owner}: '{fact}' — there is no such {what}": "{owner}：“{fact}”所指的{what}不存在",
}

GRADES: Mapping[str, str] = {
    "grades by quota need quotas": "按比例定等次，须写“quotas / 名额”",
    "grades by score need bands": "按分数定等次，须写“bands / 分档”",
    "group '{group}': {message}": "分组“{group}”：{message}",
    "list grades from best to worst": "等次从高到低排列",
    "lower the counts, or use shares": "请调低个数，或改用“share / 比例”",
    "lower them; the last grade takes the rest": "请调低；其余的归最后一个等次",
    "one limit for each grade is enough": "每个等次写一个界限就够了",
    "only the last may leave both out": "只有最后一个等次可以都不写",
    "quotas for a group '{name}' that does not exist": "名额所列的分组“{name}”不存在",
    "state {key}:": "请写“{key}”",
    "the bands overlap: '{grade}' from {limit}, the better grade before it from {last}": (
        "等次分档重叠：“{grade}”以 {limit} 为界，排在它前面的更高等次以 {last} 为界"
    ),
    "the bands overlap: '{grade}' reaches to {other}, the better grade begins at {last}": (
        "等次分档重叠：“{grade}”到 {other}，更高的等次从 {last} 起"
    ),
    "the grade '{grade}' has both share and count": "等次“{grade}”既写了比例又写了个数",
    "the grade '{grade}' has neither share nor count": (
        "等次“{grade}”没有写“share / 比例”或“count / 个数”"
    ),
    "the grade '{grade}' has no limit but is not the last": (
        "等次“{grade}”没有写界限，又不是最后一个"
    ),
    "the grade '{grade}' stands twice": "等次“{grade}”重复",
    "the quotas give {places} places, but group '{group}' has {size} units": (
        "名额共 {places} 个，分组“{group}”只有 {size} 个单位"
    ),
    "the shares add up to {shares}, more than 1": "比例合计 {shares}，超过 1",
}
