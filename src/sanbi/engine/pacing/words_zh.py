"""What pacing says, in Chinese: English template → Chinese template."""

WORDS: dict[str, str] = {
    "a share must not be below 0; {name} has {share}": ("比重不能小于 0；{name} 为 {share}"),
    "a target must be above 0, not {target}": ("目标应大于 0，现为 {target}"),
    "growth wavers by {own:.1f} points from month to month, in like units by {usual:.1f}": (
        "增速逐月只波动 {own:.1f} 个点，同类单位为 {usual:.1f} 个点"
    ),
    "of {total} figures {count} begin with {digit}, by Benford's law about {usual:.0f}": (
        "{total} 个数中有 {count} 个以 {digit} 开头，按本福特定律约 {usual:.0f} 个"
    ),
    "of {total} figures {count} end in {digit}, by chance about {usual:.0f}": (
        "{total} 个数中有 {count} 个以 {digit} 结尾，随机约 {usual:.0f} 个"
    ),
    "the chance of a start lies from 0 to 1, not at {chance}": (
        "项目开工把握应在 0 至 1 之间，现为 {chance}"
    ),
    "there are no parts to break the target down to": ("没有可供分解的对象"),
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
    "year {year}: {month} is no month": ("{year} 年：没有 {month} 月"),
    "{better} of {count} revisions in the last {days} days before freezing favour the unit": (
        "冻结前 {days} 天内的 {count} 次修订中，有 {better} 次对本单位有利"
    ),
    "{count} whole past years are too few for a profile; {least} are needed": (
        "完整的往年只有 {count} 个，不足以得出季节进度；至少要 {least} 个"
    ),
    "{year}-{month:02d}: growth is {points:+.0f} points apart from that of {name}, "
    "usually {usual:+.0f}": (
        "{year} 年 {month} 月：增速与{name}相差 {points:+.0f} 个点，平时为 {usual:+.0f}"
    ),
    "{year}-{month:02d}: the month grew by {points:+.0f} points (logarithm), usually "
    "{usual:+.0f}": (
        "{year} 年 {month} 月：当月同比（对数）{points:+.0f} 个点，平时为 {usual:+.0f}"
    ),
}
