"""A scheme with many faults, and what is said of them in both languages."""

BAD_SCHEME = """\
sanbi: 1
id: 坏 办法
titel: 云川县2026年综合考核
precision: 12
rounding: 四舍六入
effective: {from: 2026-12-31, to: 2026-01-01}
ties: {method: 并列占位, then: [{by: 无此项}]}
groups:
  - {id: g1, name: 一组, members: [A, B, A]}
indicators:
  gdp: {name: 生产总值, better: 高}
tree:
  id: total
  aggregate: 加权平均
  children:
    - {id: a, weight: 0.5, input: gdp, rule: {type: 线性加减}}
    - {id: a, weight: 0.4, input: gpd, rule: proportional, cap: 5, floor: 9}
    - id: n
      name: 投资
      points: 30
      weight: 0
      children:
        - {id: c, points: 10, rule: direct, precision: 1, overrides: [{unit: A, rule: {typ: 3}}]}
        - {id: d, points: 15, input: {formula: "gdp * (1 + "}, rule: {type: 比例}}
        - {id: e, points: "5%", input: gdp, rule: direct}
        - {id: k, input: gdp, rule: {type: value_bands, bands: [{points: 1}]}}
        - {id: f, points: 5, input: gdp, when: {fact: x.zz, op: "=>", value: 3}, rule: direct}
        - {id: h, points: 5, when: {fact: rank, op: "<=", value: 3}, input: gdp, rule: direct}
vetoes:
  - {id: v1, when: {fact: score.q, op: "==", value: 1}, then: {effect: cap_total}}
  - {id: v2, when: {fact: rank, op: ">", value: 9}, then: {effect: zero_leaf, target: zz}}
grades:
  by: 比例
  quotas: [{grade: 优, share: 0.7}, {grade: 良, share: 0.6, count: 2}, {grade: 中}, {grade: 差}]
"""

IN_CHINESE = [
    "办法.yaml 第1行第1列：考核办法：缺少“title / 名称”",
    "办法.yaml 第2行第5列：“坏 办法”不能作编号；可用字母、数字、汉字和 _ - .，不能有空格",
    "办法.yaml 第3行第1列：考核办法：没有“titel”这个键；是否应为“title”？",
    "办法.yaml 第4行第12列：“12”不合要求；请写 0 到 9 之间的整数",
    "办法.yaml 第5行第11列：这里不能写“四舍六入”；是否应为“四舍五入”？",
    ("办法.yaml 第6行第12列：施行期限止于 2026-01-01，早于起始日 2026-12-31；请把两个日期对调"),
    (
        "办法.yaml 第7行第29列：并列再按的“无此项”不是取数、指标项或节点；可用的有：a、c、d、"
        "e、f、gdp、h、k、n、total"
    ),
    "办法.yaml 第9行第5列：分组“g1”重复列了 A；每个单位只列一次",
    "办法.yaml 第11行第29列：这里不能写“高”；是否应为“高优”？",
    (
        "办法.yaml 第16行第46列：指标项“a”：线性加减须写“slope / 斜率”或“tiers / "
        "分段斜率”；即取数每变动一步计几分"
    ),
    ("办法.yaml 第17行第7列：指标项的编号“a”已在 办法.yaml 第16行第7列 用过；每项用各自的编号"),
    "办法.yaml 第17行第7列：指标项“a”：上限 5 小于下限 9；请把两者对调",
    (
        "办法.yaml 第17行第35列：指标项“a”用到“gpd”，但“indicators / 指标”没有列出它；是否应"
        "为“gdp”？"
    ),
    "办法.yaml 第23行第11列：指标项“c”没有写“input / 取数”；请写“取数: 指标代码”（input）",
    (
        "办法.yaml 第23行第11列：指标项“c”写了“precision / 小数位”，考核办法却没有写；请在考"
        "核办法中也写明“precision / 小数位”"
    ),
    "办法.yaml 第23行第71列：指标项“c”：“typ”不能在例外中改动；只能改动数值参数：",
    "办法.yaml 第24行第48列：公式第12个字符：公式没有写完；缺少数、名称或括号",
    "办法.yaml 第24行第77列：没有“比例”这种计分方法；是否应为“比例计分”？",
    "办法.yaml 第25行第27列：“5%”不是数字；占比请写 0.05，分值请写 5",
    "办法.yaml 第26行第65列：每一档须写“min / 不低于”或“max / 不高于”；请写“min”",
    "办法.yaml 第27行第48列：条件 op：没有 '=>' 这个比较符号；是否应为 >=？",
    (
        "办法.yaml 第28行第11列：指标项“h”的“when / 适用条件”不能用 rank；计分之前就要知道指"
        "标项是否适用，请改用取数"
    ),
    (
        "办法.yaml 第30行第5列：“v1”：“score.q”所指的指标项、节点或加减分不存在；可用的有：a"
        "、c、d、e、f、h、k、n、total"
    ),
    "办法.yaml 第30行第63列：“v1”的效果“cap_total / 总分封顶”须在“to / 至”写一个数",
    (
        "办法.yaml 第31行第59列：“v2”的效果“zero_leaf / 该项计零”来不及生效：它的条件要到排名"
        "之后才能判定；此时可用的有：cap_grade / 等次封顶、downgrade / 降等、lowest_grade / "
        "最低等次、mark / 标注"
    ),
    (
        "办法.yaml 第31行第59列：“v2”的效果“zero_leaf / 该项计零”：没有指标项“zz”；可用的有："
        "a、c、d、e、f、h、k"
    ),
    "办法.yaml 第34行第12列：比例合计 1.3，超过 1；请调低；其余的归最后一个等次",
    "办法.yaml 第34行第36列：等次“良”既写了比例又写了个数；只保留一个",
    (
        "办法.yaml 第34行第70列：等次“中”没有写“share / 比例”或“count / 个数”；只有最后一个等"
        "次可以都不写"
    ),
]

IN_ENGLISH = [
    "办法.yaml:1:1: scheme: 'title / 名称' is missing",
    (
        "办法.yaml:2:5: '坏 办法' cannot be an id — use letters, digits, Chinese characters, "
        "_ - . and no spaces"
    ),
    "办法.yaml:3:1: scheme: unknown key 'titel' — did you mean 'title'?",
    "办法.yaml:4:12: '12' does not fit here — write a whole number from 0 to 9",
    "办法.yaml:5:11: unknown word '四舍六入' — did you mean '四舍五入'?",
    (
        "办法.yaml:6:12: the scheme ends on 2026-01-01, before it begins on 2026-12-31 — "
        "exchange the days"
    ),
    (
        "办法.yaml:7:29: the tie key '无此项' is no input, leaf or node — known: a, c, d, e, "
        "f, gdp, h, k, n, total"
    ),
    "办法.yaml:9:5: group 'g1' lists A twice — list each unit once",
    "办法.yaml:11:29: unknown word '高' — did you mean '高优'?",
    ("办法.yaml:16:46: leaf 'a': linear needs slope or tiers — points for one step of the input"),
    (
        "办法.yaml:17:7: the id 'a' of this leaf stands already at 办法.yaml:16:7 — give "
        "each its own id"
    ),
    "办法.yaml:17:7: leaf 'a': the cap 5 is below the floor 9 — exchange them",
    (
        "办法.yaml:17:35: leaf 'a' takes 'gpd', which 'indicators' does not declare — did "
        "you mean 'gdp'?"
    ),
    "办法.yaml:23:11: leaf 'c' has no input — write input: INDICATOR",
    (
        "办法.yaml:23:11: leaf 'c' states a precision, but the scheme has none — state the "
        "scheme's precision too"
    ),
    "办法.yaml:23:71: leaf 'c': 'typ' cannot be overridden — numbers only: ",
    (
        "办法.yaml:24:48: formula, character 12: the formula ends too early — a number, a "
        "name or a bracket is missing"
    ),
    "办法.yaml:24:77: unknown rule '比例' — did you mean '比例计分'?",
    "办法.yaml:25:27: '5%' is not a number — write 0.05 for a share or 5 points",
    "办法.yaml:26:65: a band needs min or max — write min:",
    "办法.yaml:27:48: condition op: '=>' is not a known operator — did you mean >=?",
    (
        "办法.yaml:28:11: leaf 'h': 'when' cannot use rank — whether a leaf applies must be "
        "known before it is scored; use inputs"
    ),
    (
        "办法.yaml:30:5: 'v1': 'score.q' — there is no such leaf, node or adjustment — "
        "known: a, c, d, e, f, h, k, n, total"
    ),
    "办法.yaml:30:63: 'v1': cap_total needs 'to' with a number",
    (
        "办法.yaml:31:59: 'v2': zero_leaf is too late: the condition is decided after "
        "ranking — possible then: cap_grade, downgrade, lowest_grade, mark"
    ),
    ("办法.yaml:31:59: 'v2': zero_leaf — there is no leaf 'zz' — known: a, c, d, e, f, h, k"),
    (
        "办法.yaml:34:12: the shares add up to 1.3, more than 1 — lower them; the last grade "
        "takes the rest"
    ),
    "办法.yaml:34:36: the grade '良' has both share and count — keep one",
    (
        "办法.yaml:34:70: the grade '中' has neither share nor count — only the last may "
        "leave both out"
    ),
]
