"""What files of plans say, in Chinese: English template → Chinese template."""

FILES: dict[str, str] = {
    "'{text}' is neither yes nor no": "“{text}”不是“是”或“否”",
    "'{text}' is no day": "“{text}”不是日期",
    "'{text}' is no day of the week": "“{text}”不是星期几",
    "'{text}' is no number from {least}": "“{text}”不是不小于 {least} 的数",
    "'{text}' is no number of days": "“{text}”不是天数",
    "'{text}' is no stretch of days": "“{text}”不是一段日期",
    "'{text}' is no whole number": "“{text}”不是整数",
    "* provisional: the holidays of that year are not announced yet": (
        "* 暂定：所在年份的放假安排尚未公布"
    ),
    "a key must be a word": "键须是一个词",
    "a plan is smaller; split it, or leave out what is no plan": (
        "计划文件没有这么大：请拆分，或去掉无关内容"
    ),
    "anchors and aliases are not used": "不使用锚点和别名",
    "and {n} more due dates": "另有 {n} 个期限",
    "begin {task} {days} days before {before} ends (cost {cost})": (
        "{task}在{before}结束前 {days} 天开始（代价 {cost}）"
    ),
    "calendar {code}: {reason}": "日历 {code}：{reason}",
    "check indentation, colons followed by a space, and closed quotes": (
        "请检查缩进、冒号后的空格和引号"
    ),
    "compare the numbers of tasks and pools in its first lines": "请核对开头写的节点数和资源数",
    "critical": "关键",
    "due on {due}: every due date is kept, {days} working days to spare": (
        "期限 {due}：各项期限都来得及，富余 {days} 个工作日"
    ),
    "early finish": "最早完成",
    "early start": "最早开始",
    "even so {task} is {days} days late": "即便如此，{task}仍晚 {days} 天",
    "finish": "完成",
    "finish day": "完成日",
    "finished after {days} days": "历时 {days} 天",
    "float": "总时差",
    "from {start} finished on {finish} at the earliest, after {days} natural days": (
        "自 {start} 起，最早 {finish} 完成，历时 {days} 个自然日"
    ),
    "from {start} finished on {finish}, after {days} working days": (
        "自 {start} 起，{finish} 完成，历时 {days} 个工作日"
    ),
    "give each pool a key of its own": "每个共享资源写一个不同的编号",
    "give each task a key of its own": "每个节点写一个不同的编号",
    "happened on {day}, after the last known day {on}": "发生在 {day}，晚于截至日 {on}",
    "has begun already": "已经开始",
    "has no responsible unit": "没有责任单位",
    "holds signs that are not UTF-8": "有不是 UTF-8 的字符",
    "is a test instance: it has day numbers, no dates": "是测试算例：只有天数，没有日期",
    "is a workbook or a program's own format": "是工作簿或某个软件自己的格式",
    "is counted in {calendar}, other tasks in {code}": "按日历 {calendar} 计，其他节点按 {code} 计",
    "is due on {due}, before the plan starts on {start}": "期限 {due} 早于计划开始日 {start}",
    "is longer than {most} characters, or more than one line": "超过 {most} 个字，或不止一行",
    "is nested too deeply, or too long": "嵌套太深或内容太多",
    "is no YAML: {problem}": "不是 YAML：{problem}",
    "is no list": "不是列表",
    "is no season without work": "不是停工期",
    "is no set of keys and values": "不是一组键值",
    "is no task with one mode and {n} needs": "不是单模式、{n} 种资源的节点",
    "is no text": "不是文字",
    "is no text in UTF-8": "不是 UTF-8 文本",
    "is of no known kind": "认不出是什么文件",
    "kind of link": "前后关系",
    "late finish": "最迟完成",
    "late start": "最迟开始",
    "leave out --start, --due, --on and --to": "请不要写 --start、--due、--on、--to",
    "look for a line that is missing": "请检查是否缺行",
    "names more or fewer tasks than it announces": "写出的后续节点与所报个数不符",
    "needs": "占用",
    "no schedule is below {bound}: at most {gap} better": (
        "任何排程都不低于 {bound}，最多再好 {gap}"
    ),
    "plans are not written in this format": "不能写成这种格式",
    "press {task} by {days} days (cost {cost})": "{task}压缩 {days} 天（代价 {cost}）",
    "proved: there is no better schedule": "已证明：没有更好的排程",
    "save it as CSV, or from Microsoft Project as XML": (
        "请另存为 CSV，或从 Microsoft Project 另存为 XML"
    ),
    "save it as UTF-8": "请另存为 UTF-8",
    "says no stretch of days with a number of units": "没有写清哪段日期缺几个",
    "says nothing under {head}": "没有 {head} 一节",
    "split the plan": "请拆分计划",
    "stage": "阶段",
    "start": "开始",
    "start day": "开始日",
    "task": "节点",
    "the chain needs {needed} natural days and has {there}: {chain}": (
        "这条链要 {needed} 个自然日，只有 {there} 个：{chain}"
    ),
    "the file ends too early": "文件没有写完",
    "the file is empty": "文件是空的",
    "the file is larger than {limit} MB": "文件大于 {limit} MB",
    "the key '{key}' holds a comma or semicolon": "编号“{key}”里有逗号、顿号或分号",
    "the key '{key}' stands twice": "“{key}”出现了两次",
    "the key '{key}' stands twice, first at {first}": "编号“{key}”出现了两次，第一次在 {first}",
    "the plan has no start": "计划没有开始日期",
    "the plan is due on {due}, before it starts on {start}": "计划期限 {due} 早于开始日 {start}",
    "the plan names no means that would help: no shortest duration, no overlap": (
        "计划里没有可用的办法：没有写最短工期，也没有写可搭接天数"
    ),
    "the pool has no capacity": "共享资源没有写数量",
    "the pool has no key": "共享资源没有编号",
    "the task has no key": "节点没有编号",
    "there are more than {most} tasks": "节点超过 {most} 个",
    "there is more than the file announces": "内容比开头所报的多",
    "there is no key '{key}'": "没有“{key}”这个键",
    "there is no pool '{key}'": "没有共享资源“{key}”",
    "there is no unit '{unit}'": "没有责任单位“{unit}”",
    "there is no {what} '{text}'": "没有{what}“{text}”",
    "use .yaml, .csv or .xml": "请用 .yaml、.csv 或 .xml",
    "use .yaml, .csv, .xml, .sm, or the Patterson or MPLIB text": (
        "请用 .yaml、.csv、.xml、.sm，或 Patterson、MPLIB 文本"
    ),
    "use a file of PSPLIB with one mode (.sm)": "请用 PSPLIB 单模式文件（.sm）",
    "use an instance with one mode and renewable resources": "请用单模式、只有可更新资源的算例",
    "waits for '{text}', which is no task": "前置“{text}”不是已有的节点",
    "waits for more than {most} tasks": "前置节点超过 {most} 个",
    "what brings it nearer, at a cost of {cost}:": "这样可以提前，总代价 {cost}：",
    "what saves every due date, at a cost of {cost}:": "这样各项期限都来得及，总代价 {cost}：",
    "where staff is shared, give all tasks one calendar": "有共享资源时，所有节点用同一个日历",
    "where staff is shared, leave out what has happened, and give --on": (
        "有共享资源时，请去掉已发生的节点，用 --on 给出截至日"
    ),
    "work on {task} through the season (cost {cost})": "{task}在停工期连续施工（代价 {cost}）",
    "write a day such as 2026-10-31": "请写日期，如 2026-10-31",
    "write a list: lines that begin with -": "请写列表：每行以 - 开头",
    "write a number or a word": "请写数字或词",
    "write a number, such as {example}": "请写数，如 {example}",
    "write a task's key, or key, FS and days: 3FS+2": "请写节点编号，或编号、关系和天数：3FS+2",
    "write a text": "请写文字",
    "write at least one task": "至少写一个节点",
    "write capacity: 2": "请写数量，如 数量: 2",
    "write code: …": "请写 编号: …",
    "write first..last, at most {most} days": "请写 起..止，最多 {most} 天",
    "write from and to (12-20, or 2026-06-05), or before and after": (
        "请写 自、至（12-20 或 2026-06-05），或节前天数、节后天数"
    ),
    "write from, to and units": "请写 自、至、数量",
    "write it shorter": "请写短些",
    "write key: value": "请写 键: 值",
    "write pool: 1": "请写 资源: 1",
    "write pools: with its key and capacity": "请先在 共享资源 里写编号和数量",
    "write start: in the file, or give --start": "请在文件里写 开始，或用 --start 给出",
    "write tasks: with key and days": "请写 节点，每个有编号和工期",
    "write the value out": "请直接写出值",
    "write what has happened, or a later day for --on": "请只写已发生的，或把 --on 推后",
    "write {least} to {most}": "请写 {least} 到 {most}",
    "{place} ({what})": "{place}（{what}）",
    "{task} is due on {due} and finished on {finish}": "{task}期限 {due}，{finish} 完成",
    "{task} is due on {due} and finished on {finish} at the earliest: {days} days late": (
        "{task}期限 {due}，最早 {finish} 完成，晚 {days} 天"
    ),
    "· {saving}": "· {saving}",
}
