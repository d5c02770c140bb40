"""Words of others that stand in our faults: the YAML reader's and the operating system's."""

from __future__ import annotations

from collections.abc import Mapping

YAML: Mapping[str, str] = {
    "but found another document": "文件里有“---”，分成了两份；只写一份",
    "could not find expected ':'": "缺少冒号",
    "expected ',' or ']', but got ':'": "方括号没有收尾",
    "expected ',' or ']', but got '<scalar>'": "方括号内缺少逗号",
    "expected ',' or ']', but got '<stream end>'": "方括号没有收尾",
    "expected ',' or '}', but got ':'": "大括号没有收尾",
    "expected ',' or '}', but got '<stream end>'": "大括号没有收尾",
    "expected <block end>, but found '-'": "缩进没有对齐（“-”的位置不对）",
    "expected <block end>, but found '<block mapping start>'": "缩进没有对齐",
    "expected <block end>, but found '<block sequence start>'": "缩进没有对齐",
    "expected <block end>, but found '<scalar>'": "引号或缩进不对，这里多出了文字",
    "expected <block end>, but found '?'": "缩进没有对齐，或“-”与“键: 值”混在一起",
    "expected <block end>, but found ']'": "多了一个 ]",
    "expected <block end>, but found '}'": "多了一个 }",
    "found character '%' that cannot start any token": "不能以 % 开头，请加引号",
    "found character '@' that cannot start any token": "不能以 @ 开头，请加引号",
    "found character '\\t' that cannot start any token": "用了制表符缩进，请改用空格",
    "found character '`' that cannot start any token": "不能以 ` 开头，请加引号",
    "found unexpected end of stream": "引号没有收尾",
    "mapping values are not allowed here": (
        "这里不能有冒号；请检查上一行的冒号和缩进，文字里带冒号时请加引号"
    ),
    "sequence entries are not allowed here": "这里不能写列表项",
}

SYSTEM: Mapping[str, str] = {
    "File exists": "已有同名的文件",
    "File name too long": "文件名太长",
    "Is a directory": "是文件夹，不是文件",
    "No space left on device": "磁盘已满",
    "No such file or directory": "没有这个文件或文件夹",
    "Not a directory": "路径中有一段不是文件夹",
    "Permission denied": "没有权限",
    "Read-only file system": "磁盘只读",
}
