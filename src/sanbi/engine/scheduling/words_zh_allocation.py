"""What the allocation of factors says, in Chinese: English template → Chinese template."""

ALLOCATION: dict[str, str] = {
    " and {n} more": "等，另有{n}个",
    "a township gets {least} to {most} times its share": "乡镇所得为应得份额的{least}倍到{most}倍",
    "add months, or leave the project out of this plan": "请增加月份，或者不把该项目放进本计划",
    "allow more seconds, or take some of them off the list": "请延长求解时间，或者减少必保项目",
    "asks for {key} after its milestone": "在节点之后才要“{key}”",
    "at most one of {names}": "{names}只能上一个",
    "factor {key}": "要素 {key}",
    "fairness": "乡镇平衡",
    "has more than {most} ways to place its milestones": "各节点的排法超过{most}种",
    "has no milestone": "没有节点",
    "has {n} amounts for {months} months": "{months}个月却有{n}个数",
    "has {n} months for {of} milestones": "{of}个节点却有{n}个月份",
    "is finished on {day} at the earliest, after the last month": (
        "最早 {day} 完成，晚于最后一个月"
    ),
    "its plan names the months {months}": "它的计划写了第{months}月",
    "its value is {value}": "它的分值是{value}",
    "make them add up to 1": "请使合计为 1",
    "milestone {key} falls between months {first} and {last}": (
        "节点“{key}”的时间窗是第{first}月到第{last}月"
    ),
    "months": "月份",
    "must be admitted, and its windows leave no month for its milestones": (
        "必须安排，但它的时间窗排不下各节点"
    ),
    "name it once in its group": "请在同一组里只写一次",
    "narrow their windows": "请缩小时间窗",
    "no place for all projects that must be admitted was found in time": (
        "在限定时间内没有为全部必保项目找到安排"
    ),
    "project {key}": "项目 {key}",
    "project {key} excludes itself": "项目“{key}”与自己互斥",
    "projects": "项目",
    "rules": "规则",
    "stock expires in month {month}": "在第{month}月收回结余",
    "take one of these projects off the list, or give way in one of these": (
        "请从必保名单中去掉其中一个项目，或者放宽其中一项"
    ),
    "take out one of these prerequisites": "请去掉其中一条先后关系",
    "takes {amount} of {key}": "占用“{key}”{amount}",
    "takes {key}, which is kept for others": "占用了专给其他项目的“{key}”",
    "the amount of month {month} is {amount}": "第{month}月的数是{amount}",
    "the gap before a milestone": "与上一节点的最小间隔",
    "the loss by a month's lateness": "每晚一个月的扣减比例",
    "the most that township {name} may get": "乡镇“{name}”的上限",
    "the number of frozen months": "冻结月数",
    "the number of months between them": "两者相隔的月数",
    "the opening stock": "期初结余",
    "the penalty of a missed unit": "每缺一个单位的扣分",
    "the share": "份额",
    "the share that is carried over": "可结转的比例",
    "the shares add up to {sum}": "各乡镇份额合计{sum}",
    "the stability": "变动扣减比例",
    "the worth of an earlier month": "每早一个月的加分",
    "there are {n} months": "共有{n}个月",
    "there is no factor '{key}'": "没有要素“{key}”",
    "there is no project": "没有项目",
    "there is no project '{key}'": "没有项目“{key}”",
    "these projects wait for each other: {names}": "这些项目互相等待：{names}",
    "township {name}": "乡镇 {name}",
    "townships without a share: {names}": "没有份额的乡镇：{names}",
    "use a factor's key": "请写要素的代码",
    "use another factor, or add the project to those that may use it": (
        "请改用其他要素，或者把该项目列入可用名单"
    ),
    "use its key": "请写项目的代码",
    "what may be used ahead": "可预支的数量",
    "widen the windows, or lift the freeze": "请放宽时间窗，或者解除冻结",
    "write 0 or more months before it": "请写节点之前的月数，不小于 0",
    "write 1 to {most}": "请写 1 到 {most} 个",
    "write a number from {least}": "请写不小于 {least} 的数",
    "write a number from {least} to {most}": "请写 {least} 到 {most} 之间的数",
    "write a share for each township": "请给每个乡镇写一个份额",
    "write it above 0": "请写大于 0 的数",
    "write months from 0 to {last}": "请写第 0 到第 {last} 月",
    "write months from 1 to {last}": "请写第 1 到第 {last} 月",
    "write one amount for each month": "请每月写一个数",
    "write one month for each milestone": "请给每个节点写一个月份",
    "write the lower number first, from 0": "请先写较小的数，不小于 0",
    "{after} waits for {before}": "{after}要等{before}",
    "{before} before {after}": "{before}先于{after}",
    "{name} is {value}": "{name}是{value}",
    "{n} projects that must be admitted do not fit together: {names}{more}; in the way: "
    "{constraints}": "{n}个必保项目放不到一起：{names}{more}；卡在：{constraints}",
}
