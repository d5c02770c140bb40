"""What pacing says, in Chinese: English template → Chinese template."""

WORDS: dict[str, str] = {
    "a share must not be below 0; {name} has {share}": "比重不能小于 0；{name} 为 {share}",
    "a target must be above 0, not {target}": "目标应大于 0，现为 {target}",
    "the chance of a start lies from 0 to 1, not at {chance}": (
        "项目开工把握应在 0 至 1 之间，现为 {chance}"
    ),
    "there are no parts to break the target down to": "没有可供分解的对象",
    "there is no figure for {year}-{month:02d}; give the months that are published": (
        "没有 {year} 年 {month} 月的数；请取已公布的月份"
    ),
    "there is nothing from the year before {year} up to the same months; one past year is needed": (
        "没有 {year} 年之前一年同月的数；至少要有一个往年"
    ),
    "what is counted to month {month} does not reach month {horizon}": (
        "已到 {month} 月，不能再预测 {horizon} 月"
    ),
    "with all shares at 0 there is nothing to break the target down by": ("比重全为 0，无从分解"),
    "year {year}: up to month {month} the figure is {value}; growth needs figures above 0": (
        "{year} 年：到 {month} 月为 {value}；按增速推算需要大于 0 的数"
    ),
    "year {year}: {month} is no month": "{year} 年：没有 {month} 月",
    "{count} whole past years are too few for a profile; {least} are needed": (
        "完整的往年只有 {count} 个，不足以得出季节进度；至少要 {least} 个"
    ),
}
