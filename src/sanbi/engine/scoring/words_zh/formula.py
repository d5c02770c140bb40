"""Faults of formulas."""

from __future__ import annotations

from collections.abc import Mapping

SIGNS: Mapping[str, str] = {
    "a decimal has digits after its one point: 0.5": "小数只有一个小数点，点后要有数字：0.5",
    "a decimal needs a digit before the point: 0.5; a name with a point goes in [ ]": (
        "小数点前要有数字：0.5；带点的名称放在 [ ] 内"
    ),
    "a name begins with [": "名称以 [ 开头",
    "a name with @ goes in square brackets: [GDP@growth]": "带 @ 的名称放在方括号内：[GDP@growth]",
    "a number of {count} signs": "这个数有 {count} 位",
    "close the name with ] on the same line, without another [ inside": (
        "名称要在同一行用 ] 收尾，中间不能再有 ["
    ),
    "end the formula without a full stop": "公式末尾不要句号",
    "leave it out; names with such signs go in square brackets [ ]": (
        "请删去；带这类符号的名称放在方括号 [ ] 内"
    ),
    "names stand without quotation marks; with spaces, in [ ]": (
        "名称不加引号；带空格的放在 [ ] 内"
    ),
    "put a sign between them ({piece} * …); write powers of ten and 万 out; "
    "a name that begins with a digit goes in [ ]: [{piece}{follows}…]": (
        "两者之间要有运算符（{piece} * …）；科学记数和“万”请写成完整的数；"
        "以数字开头的名称放在 [ ] 内：[{piece}{follows}…]"
    ),
    "put spaces around it: {piece} {follows} …": "前后加空格：{piece} {follows} …",
    "separate arguments by a comma": "各个参数之间用逗号",
    "shorten it": "请改短",
    "split it into several inputs": "请拆成几个取数",
    "the formula has {count:,} signs, more than {most:,}": (
        "公式有 {count:,} 个字符，超过 {most:,} 个"
    ),
    "the name holds a square bracket or a sign that cannot be seen": (
        "名称里有方括号或看不见的字符"
    ),
    "the name is empty or begins or ends with a space": "名称是空的，或首尾有空格",
    "the name is longer than {most} signs": "名称超过 {most} 个字符",
    "unequal is !=, negation is not": "不等于写 !=，否定写“非”（not）",
    "use round brackets ( )": "请用圆括号 ( )",
    "write * for times": "乘号写 *",
    "write and": "请写“且”（and）",
    "write it as [固定资产投资 增速]": "写成 [固定资产投资 增速] 的样子",
    "write or": "请写“或”（or）",
    "write pow(x, n)": "乘方写 pow(x, n)",
    "write the minus sign -": "减号写 -",
    "{follows!r} follows the number {piece} directly": "数 {piece} 后面紧跟着“{follows}”",
    "{sign} has no place here": "这里不能有 {sign}",
}

SENTENCES: Mapping[str, str] = {
    "a closing bracket": "右括号",
    "a comparison stands where a number is needed": "这里要一个数，却写了比较",
    "a figure is missing before it; a leading + is left out": "它前面缺一个数；开头的 + 不写",
    "a number stands where a comparison is needed": "这里要一个比较，却写了数",
    "a number, a name or a bracket": "数、名称或括号",
    "commas stand between the arguments of a function, with a figure on both sides": (
        "逗号只用在函数的参数之间，两边都要有数"
    ),
    "if has {count} arguments": "if 有 {count} 个参数",
    "if is not a figure": "if 不是一个数",
    "more than {most} brackets or signs within each other": "括号或符号套了 {most} 层以上",
    "no bracket is open here, or a figure is missing before it": (
        "前面没有左括号，或它前面缺一个数"
    ),
    "none": "无",
    "percent follows a number directly: 5%": "百分号紧跟在数后面：5%",
    "put + - * / between figures; a name with spaces goes in [ ]; 且 needs spaces": (
        "两个数之间要有 + - * /；带空格的名称放在 [ ] 内；“且”前后要有空格"
    ),
    "split the formula into several inputs": "请把公式拆成几个取数",
    "the end": "公式的结尾",
    "the formula ends too early": "公式没有写完",
    "the formula has more than {most} steps one upon another": "公式超过 {most} 层",
    "the formula is empty": "公式是空的",
    "there is no figure {name}": "没有“{name}”这个数",
    "there is no function {name}": "没有函数 {name}",
    "this bracket is never closed": "这个括号没有收尾",
    "two comparisons in a row": "连写了两个比较",
    "use sum(…), or split it into several inputs": "请用 sum(…)，或拆成几个取数",
    "write ) where it ends": "请在结尾处写 )",
    "write a < b and b < c": "请写 a < b 且 b < c",
    "write if(condition, a, b), such as if(x >= 8, 4, 0)": (
        "请写 if(条件, a, b)，例如 if(x >= 8, 4, 0)"
    ),
    "write one, such as 8 - (9 - x) * 0.8": "请写一个，例如 8 - (9 - x) * 0.8",
    "write x >= 8": "请写 x >= 8 的样子",
    "{sign} follows without a sign": "{sign} 前面缺运算符",
    "{sign} stands outside the condition of an if": "{sign} 只能用在 if 的条件里",
    "{wanted} is expected": "这里应是{wanted}",
    "{wanted} is missing": "缺少{wanted}",
}

TREES: Mapping[str, str] = {
    "give it {wanted}": "应有 {wanted} 个",
    "give {wanted}": "应有 {wanted} 个",
    "keep to {most} levels": "最多 {most} 层",
    "round needs the number of decimals as a plain whole number": (
        "round 的小数位数应写成普通整数"
    ),
    "the exponent {exponent} is too large": "指数 {exponent} 太大",
    "the formula is too large": "公式太大",
    "the text is missing": "缺少文字",
    "this is not a list that begins with a word": "这不是以一个词开头的列表",
    "write >= or another one, and, or, not": "请写 >= 等比较符号，或 and、or、not",
    'write ["num", "1.5"]': '请写 ["num", "1.5"] 的样子',
    'write ["{op}", "…"]': '请写 ["{op}", "…"] 的样子',
    "write digits, such as 1.5": "请写数字，例如 1.5",
    "write num, name, + or a function": "请写 num、name、+ 或函数",
    "write round(x, 2), from 0 to {most}": "请写 round(x, 2) 的样子，位数为 0 到 {most}",
    "write the name as the data have it": "请照数据中的写法写名称",
    "{count} parts": "有 {count} 个部分",
    "{function} is given {count} of its arguments": "{function} 有 {count} 个参数",
    "{op!r} gives no number": "“{op}”得不出数",
    "{op!r} is no comparison": "“{op}”不是比较",
    "{text!r} is not a plain decimal": "“{text}”不是普通小数",
}
