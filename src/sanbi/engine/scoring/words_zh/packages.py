"""What is said of packages: damaged, foreign, or other than recomputing gives."""

from __future__ import annotations

from collections.abc import Mapping

FINDINGS: Mapping[str, str] = {
    "a file": "有此文件",
    "as packed": "与打包时相同",
    "changed": "已改动",
    "no such file": "没有此文件",
    "other content": "内容不同",
    "the canonical form": "规范格式",
    "the package has no {name}": "数据包中没有 {name}",
    "the packages are of different periods, {before} and {after}": (
        "两个数据包不是同一期：{before} 与 {after}"
    ),
    "this is no assessment package; give a package.zip of sanbi score": (
        "这不是考核数据包；请给 sanbi score 写出的 package.zip"
    ),
    "this is a package of kind '{kind}', not '{right}'": ("这是“{kind}”类数据包，不是“{right}”类"),
    "what scheme and data give": "按办法和数据复算所得",
    "{name} cannot be read: {error}": "{name} 无法读取：{error}",
    "{name} columns": "{name} 的列",
    "{name} line {number}, {column} ({unit})": "{name} 第{number}行，{column}（{unit}）",
    "{name} rows": "{name} 的行数",
    "{name} states no period": "{name} 没有写期",
    "{where}: stored '{stored}', recomputed '{recomputed}'": (
        "{where}：包内为“{stored}”，复算为“{recomputed}”"
    ),
}

EARLIER: Mapping[str, str] = {
    "the file is there already; give another name, or --overwrite": (
        "已有这个文件；请换一个文件名，确要覆盖请加 --overwrite"
    ),
    "the name of a workbook ends in .xlsx": "工作簿的文件名应以 .xlsx 结尾",
    "no example with a scheme.yaml; run it in the project's folder": (
        "没有含 scheme.yaml 的示例；请在项目文件夹内运行"
    ),
    "add --previous-period 2026Q2, or give the earlier package.zip": (
        "请加 --previous-period 2026Q2，或改用上期的 package.zip"
    ),
    "give a package.zip": "请提供 package.zip",
    "give a ranking.csv of sanbi score": "请提供 sanbi score 写出的 ranking.csv",
    "no column {columns}": "没有列 {columns}",
    "no package of a run: {error}": "不是计分结果的数据包：{error}",
    "the period of this ranking is not known": "不知道这份排名是哪一期的",
}

BYTES: Mapping[str, str] = {
    "behind the end of the package": "数据包结尾之后",
    "byte {start}": "第 {start} 字节",
    "bytes {first} to {last} belong to no part": "第 {first} 到 {last} 字节不属于任何文件",
    "bytes {start} to {stop}": "第 {start} 到 {stop} 字节",
    "in the content of {file}": "{file} 的内容",
    "in the content of {name}": "{name} 的内容",
    "in the zip directory entry of {name}": "zip 目录中 {name} 的条目",
    "in the zip end record": "zip 结尾记录",
    "in the zip header of {file}": "{file} 的 zip 文件头",
    "in the zip header of {name}": "{name} 的 zip 文件头",
    "it does not have the check sum in its zip header": "与 zip 文件头中的校验和不符",
    "it does not have the hash in the manifest": "与清单中的摘要不符",
    "the file ends here; at least {missing:,} bytes are missing": (
        "文件到此为止，至少缺 {missing:,} 字节"
    ),
    "{is_there:#04x} is there, {belongs:#04x} belongs there": (
        "现为 {is_there:#04x}，应为 {belongs:#04x}"
    ),
    "{size:,} bytes too many": "多出 {size:,} 字节",
    "{where}, {place}: {reason}": "{where}，{place}：{reason}",
}

TEXTS: Mapping[str, str] = {
    "a column is named {name!r}; give every column a name": (
        "有一列的列名是 {name!r}；请给每一列写列名"
    ),
    "a field is quoted that needs no quotes": "有一格加了不必要的引号",
    "a float ({cell!r}) has no canonical form of its own; pass number_text(x), "
    "or round it first": "浮点数 {cell!r} 没有规范写法；请先取整，或用 number_text(x)",
    "a float ({value!r}) has no canonical form of its own; pass Decimal(number_text(x)), "
    "or round it first": "浮点数 {value!r} 没有规范写法；请先取整，或用 Decimal(number_text(x))",
    "a number in it is too large to be read": "其中有数太大，无法读取",
    "a number of more than {most} digits is not read": "不读取超过 {most} 位的数",
    "a quote or a carriage return stands where none may": "引号或回车出现在不该有的地方",
    "a table needs at least one column": "表至少要有一列",
    "begins with a byte order mark (BOM); save it as UTF-8 without BOM": (
        "开头有字节顺序标记（BOM）；请另存为不带 BOM 的 UTF-8"
    ),
    "byte {byte} is not UTF-8 ({reason})": "第 {byte} 字节不是 UTF-8（{reason}）",
    "line {line}": "第{line}行",
    "line {line}: {reason}; write the file with csv_bytes": (
        "第{line}行：{reason}；请用本系统重新导出"
    ),
    "line {number} is {found!r}; the canonical text is {right!r}": (
        "第{number}行是 {found!r}，规范写法是 {right!r}"
    ),
    "nested deeper than {most} levels": "嵌套超过 {most} 层",
    "nested deeper than {most} levels, or holds itself": "嵌套超过 {most} 层，或包含了自己",
    "not JSON: {error}": "不是正确的 JSON：{error}",
    "row {number}, column {column}: {fault}": "第{number}行“{column}”列：{fault}",
    "row {number}: None in a table of one column would be an empty line; "
    "leave the row out, or add a column": (
        "第{number}行：只有一列的表不能有空值；请删去该行，或加一列"
    ),
    "row {number}: an empty line in a table of one column; remove it": (
        "第{number}行：只有一列的表中有空行；请删去"
    ),
    "row {number}: {count} cells in a table of {width} columns": (
        "第{number}行有 {count} 格，而表有 {width} 列"
    ),
    "row {number}: {count} fields in a table of {width} columns": (
        "第{number}行有 {count} 格，而表有 {width} 列"
    ),
    "the column {name!r} stands twice; rename one of them": ("列 {name!r} 重复；请给其中一列改名"),
    "the first column's name begins with a byte order mark; remove it": (
        "第一列的列名以字节顺序标记开头；请删去"
    ),
    "the key {key!r} is not text; write keys as text": "键 {key!r} 不是文字；键应写成文字",
    "the key {name!r} stands twice in one object; keep one of them": (
        "键 {name!r} 在同一处重复；请只保留一个"
    ),
    "the last line does not end with a newline; the file may be cut short": (
        "最后一行没有换行符；文件可能不完整"
    ),
    "the text ends elsewhere than the canonical one; end it with one newline": (
        "文字的结尾与规范写法不同；末尾应只有一个换行符"
    ),
    "{name} is not a JSON number; write null where there is no value": (
        "{name} 不是 JSON 的数；没有值时写 null"
    ),
    "{type} cannot be written; use None, bool, int, str, Decimal, Fraction, list or dict": (
        "不能写出 {type} 类型的值；可用 None、bool、int、str、Decimal、Fraction、list、dict"
    ),
    "{type} cannot be written; use text, bool, int, Decimal, Fraction or None": (
        "不能写出 {type} 类型的值；可用文字、bool、int、Decimal、Fraction、None"
    ),
    "{where}: half a surrogate pair (U+{code:04X}); mend the text where it comes from": (
        "{where}：有半个代理对字符（U+{code:04X}）；请在来源处改正文字"
    ),
}

MANIFESTS: Mapping[str, str] = {
    "the kind {kind!r} is not lower-case words joined by hyphens": (
        "类别 {kind!r} 不是用连字符连接的小写单词"
    ),
    '{file} does not say "format": "{format}"': '{file} 没有写 "format": "{format}"',
    "{file} is of format version {version}; this program reads version {known}: "
    "use the program that wrote the package": (
        "{file} 的格式版本是 {version}，本程序读取版本 {known}；请用写出数据包的程序打开"
    ),
    "{file} must have the keys {keys}": "{file} 必须有这些键：{keys}",
    "{file} names the hash function {hash!r}; known are {names}": (
        "{file} 写的摘要算法是 {hash!r}；可用的有：{names}"
    ),
    "{file}: about must be an object and files a list": (
        "{file}：“about”应是一组键值，“files”应是列表"
    ),
    "{file}: files must be ordered by name, each name once": (
        "{file}：“files”应按名称排列，名称不重复"
    ),
    "{file}: files[{place}]": "{file}：files[{place}]",
    "{file}: {fault}": "{file}：{fault}",
    "{where} must have a hash of 64 lower-case hexadecimal digits": (
        "{where} 的 hash 应是 64 位小写十六进制数"
    ),
    "{where} must have a text as name and a whole number as size": (
        "{where} 的 name 应是文字，size 应是整数"
    ),
    "{where} must have the keys hash, name, size": "{where} 必须有这些键：hash、name、size",
}

ARCHIVES: Mapping[str, str] = {
    "has a segment that ends in a dot or a space": "有一段以点或空格结尾",
    "has an empty segment, '.' or '..', which may lead out of its folder": (
        "有空段、“.”或“..”，可能指向文件夹之外"
    ),
    "holds a character that is not allowed in names of parts": "含有不允许的字符",
    "is a device on Windows": "是 Windows 的设备名",
    "is absolute": "是绝对路径",
    "is empty": "是空的",
    "is longer than {most} bytes": "超过 {most} 字节",
    "is not in composed form (NFC)": "不是合成形式（NFC）",
    "it holds {count:,} parts, more than the limit of {limit:,}": (
        "其中有 {count:,} 个文件，超过上限 {limit:,} 个"
    ),
    "no zip directory entry at byte {position}": "第 {position} 字节处没有 zip 目录条目",
    "not an assessment package: its first part is not {file}": (
        "不是考核数据包：第一个文件不是 {file}"
    ),
    "not an assessment package: no zip end record in the last 22 bytes (another kind of file, "
    "cut short, or with bytes or a comment behind its end)": (
        "不是考核数据包：最后 22 字节中没有 zip 结尾记录（是别的文件、不完整，或结尾后有多余内容）"
    ),
    "the content of {name} does not have its zip check sum": "{name} 的内容与 zip 校验和不符",
    "the content of {name} does not have the hash in the manifest": (
        "{name} 的内容与清单中的摘要不符"
    ),
    "the file has {size:,} bytes, more than the limit of {limit:,}; "
    "raise the limit if you trust where it comes from": (
        "文件有 {size:,} 字节，超过上限 {limit:,}；来源可信时可调高上限"
    ),
    "the name {name!a} {reason}; rename the part": "文件名 {name!a} {reason}；请改名",
    "the name {text!r} is not UTF-8; rename the part": "文件名 {text!r} 不是 UTF-8；请改名",
    "the names {other!a} and {name!a} are one file on some systems; keep or rename one": (
        "文件名 {other!a} 和 {name!a} 在有些系统上是同一个文件；请保留或改名其一"
    ),
    "the zip directory holds more than its number of parts": "zip 目录多于所写的文件个数",
    "the zip directory is shorter than its number of parts needs": "zip 目录少于所写的文件个数",
    "the zip directory should end at byte {right}, where the end record begins, "
    "but is said to end at byte {said}": (
        "zip 目录应在第 {right} 字节结束（结尾记录由此开始），却写着在第 {said} 字节结束"
    ),
    "the zip end record is not that of a package in one volume": (
        "zip 结尾记录不是单卷数据包的记录"
    ),
    "the zip header of {name} contradicts the zip directory": "{name} 的 zip 文件头与目录不一致",
    "unpacked it would have more than the limit of {limit:,} bytes": (
        "解压后会超过上限 {limit:,} 字节"
    ),
    "{count:,} parts of {size:,} bytes are too much for one zip": (
        "{count:,} 个文件共 {size:,} 字节，一个 zip 放不下"
    ),
    "{folder!a} is a file and the folder of {name!a}; rename one of them": (
        "{folder!a} 既是文件，又是 {name!a} 的文件夹；请给其一改名"
    ),
    "{name} does not begin at byte {position}, where it should": (
        "{name} 应从第 {position} 字节开始，实际不是"
    ),
    "{name} has the zip flags {flags:#06x} (encrypted, streamed, or its name marked otherwise "
    "than it is); a package has none of these": (
        "{name} 的 zip 标志为 {flags:#06x}（加密、流式或文件名编码标记不符）；数据包不用这些"
    ),
    "{name} has {found:,} bytes; {file} says {size:,}": (
        "{name} 有 {found:,} 字节，{file} 写的是 {size:,}"
    ),
    "{name} is compressed (zip method {method}); a package holds stored parts only": (
        "{name} 是压缩的（zip 方法 {method}）；数据包只存不压缩的文件"
    ),
    "{name} is in {file}, but not in the package": "{file} 列有 {name}，数据包中却没有",
    "{name} is not in {file}; a package holds nothing else": (
        "{file} 没有列 {name}；数据包不放清单以外的文件"
    ),
    "{name} is stored, but has two sizes: {packed:,} and {size:,}": (
        "{name} 未压缩，却有两个大小：{packed:,} 和 {size:,}"
    ),
    "{name} lies beyond the end of the file": "{name} 的位置超出文件结尾",
    "{name} reaches beyond the end of the file": "{name} 的内容超出文件结尾",
    "{name} would unpack to more than {ratio} times its packed size": (
        "{name} 解压后会膨胀到 {ratio} 倍以上"
    ),
    "{size:,} bytes are too much for one zip": "{size:,} 字节，一个 zip 放不下",
}

BALLOTS: Mapping[str, str] = {
    "a slip lacks a criterion": "有一个票块缺少评价要素",
    "a weight of the paper is not above zero": "票样中有权重不大于 0",
    "class {name}: more ballots than people": "{name}：票数多于人数",
    "paper, {key}: a name stands twice": "票样的 {key} 中有重复的名称",
    "receipts and ballots differ in number": "回执数与票数不一致",
    "slip {slip}: '{mark}' is no mark of this paper": "票块 {slip}：“{mark}”不是这张票的评分",
    "slip {slip}: a criterion is marked twice": "票块 {slip}：同一评价要素评了两次",
    "slip {slip}: it holds no mark": "票块 {slip}：没有评分",
    "slip {slip}: its subject or class is not on the paper": (
        "票块 {slip}：其对象或类别不在票样中"
    ),
    "the box cannot be counted: a value is missing or wrong": "票箱无法计票：缺少数值或数值有误",
    "the box cannot be counted: {error}": "票箱无法计票：{error}",
    "the box lacks {file}, or should not hold it": "票箱缺少 {file}，或不应含有它",
    "the turnout names a class that is not on the paper": "投票情况中有票样没有的类别",
    "this is no ballot box, but a package of kind '{kind}'": "这不是票箱，是“{kind}”类数据包",
    "{file}: a line stands twice, or not in order": "{file}：有一行重复，或次序不对",
    "{file}: other columns": "{file}：列不符",
    "{subject}, class {name}: more slips than ballots": "{subject}，{name}：票块多于票数",
    "{subject}, class {name}: {count} marks, {trim} dropped at each end leave none": (
        "{subject}，{name}：共 {count} 个评分，两端各去掉 {trim} 个后没有剩下"
    ),
    "{tally} is not what {slips} gives": "{tally} 与 {slips} 计出的不一致",
}
