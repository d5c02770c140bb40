"""Messages about files, sheets and headings."""

from __future__ import annotations

from collections.abc import Mapping

_SAVE_AGAIN = (
    "save it as .xlsx with WPS, Excel or LibreOffice",
    "请用 WPS、Excel 或 LibreOffice 另存为 .xlsx",
)

FILES: Mapping[str, Mapping[str, tuple[str, str]]] = {
    "no-file": {
        "en": ("there is no such file or folder", "check the name"),
        "zh": ("没有这个文件或文件夹", "请核对名称"),
    },
    "no-tables": {
        "en": (
            "no sheet or file in it holds a table that is known",
            "name a sheet 数据 (observations) with the columns unit, indicator, period, value",
        ),
        "zh": (
            "没有找到可识别的表",
            "把工作表命名为“数据”，列名为：单位代码、指标、期、值",
        ),
    },
    "file-too-large": {
        "en": (
            "the file has {size} MB, more than the limit of {limit} MB",
            "split it, or raise the limit",
        ),
        "zh": ("文件有 {size} MB，超过上限 {limit} MB", "拆成几个文件，或调高上限"),
    },
    "unpacks-too-large": {
        "en": (
            "unpacked the file would have {size} MB, more than the limit of {limit} MB",
            "remove pictures and unused sheets, or raise the limit",
        ),
        "zh": ("解压后有 {size} MB，超过上限 {limit} MB", "删去图片和无用的表，或调高上限"),
    },
    "packed-too-tightly": {
        "en": (
            "the file unpacks to {ratio} times its size, more than {limit}: no workbook does that",
            _SAVE_AGAIN[0],
        ),
        "zh": ("文件解压后膨胀 {ratio} 倍，超过 {limit} 倍，不是正常的工作簿", _SAVE_AGAIN[1]),
    },
    "too-many-parts": {
        "en": ("the file has {count} parts, more than {limit}", _SAVE_AGAIN[0]),
        "zh": ("文件内有 {count} 个部件，超过 {limit} 个", _SAVE_AGAIN[1]),
    },
    "too-many-columns": {
        "en": ("a row has more than {limit} columns", "give one row per unit and indicator"),
        "zh": ("有一行超过 {limit} 列", "请按“一个单位一个指标一行”填写"),
    },
    "too-many-cells": {
        "en": (
            "the sheet claims {rows} rows and {columns} columns",
            "delete the unused rows and columns and save again",
        ),
        "zh": ("工作表占用 {rows} 行、{columns} 列", "删除多余的空行空列后重新保存"),
    },
    "part-twice": {
        "en": ("the file holds {name} twice", _SAVE_AGAIN[0]),
        "zh": ("文件内 {name} 出现两次", _SAVE_AGAIN[1]),
    },
    "part-outside": {
        "en": ("the file holds a part that points outside it: {name}", _SAVE_AGAIN[0]),
        "zh": ("文件内有指向外部的部件：{name}", _SAVE_AGAIN[1]),
    },
    "part-size-lies": {
        "en": ("{name} is not as large as the file says", _SAVE_AGAIN[0]),
        "zh": ("{name} 的实际大小与声明不符", _SAVE_AGAIN[1]),
    },
    "damaged-file": {
        "en": ("the file is damaged ({reason})", _SAVE_AGAIN[0]),
        "zh": ("文件已损坏（{reason}）", _SAVE_AGAIN[1]),
    },
    "not-a-workbook": {
        "en": ("this is no .xlsx or .ods workbook", _SAVE_AGAIN[0]),
        "zh": ("不是 .xlsx 或 .ods 工作簿", _SAVE_AGAIN[1]),
    },
    "old-or-encrypted": {
        "en": (
            "the file is encrypted, or in the old .xls format",
            "remove the password; " + _SAVE_AGAIN[0],
        ),
        "zh": ("文件设了密码，或是旧的 .xls 格式", "取消密码；" + _SAVE_AGAIN[1]),
    },
    "encrypted": {
        "en": ("the file is encrypted", "remove the password and save it again"),
        "zh": ("文件设了密码", "取消密码后重新保存"),
    },
    "binary-workbook": {
        "en": ("binary workbooks (.xlsb) are not read", _SAVE_AGAIN[0]),
        "zh": ("不读取二进制工作簿（.xlsb）", _SAVE_AGAIN[1]),
    },
    "macros": {
        "en": ("the workbook holds macros", "save it as .xlsx, which has none"),
        "zh": ("工作簿含有宏", "另存为不含宏的 .xlsx"),
    },
    "external-links": {
        "en": ("the workbook draws on other files", "break the links, or paste values"),
        "zh": ("工作簿引用了其他文件", "断开链接，或粘贴为数值"),
    },
    "file-within": {
        "en": ("another file is embedded in the workbook: {name}", "delete the embedded object"),
        "zh": ("工作簿里嵌有其他文件：{name}", "删除嵌入的对象"),
    },
    "doctype": {
        "en": ("the workbook's XML declares a document type", _SAVE_AGAIN[0]),
        "zh": ("工作簿的 XML 含有文档类型声明", _SAVE_AGAIN[1]),
    },
    "xml-encoding": {
        "en": ("{name} is not UTF-8", _SAVE_AGAIN[0]),
        "zh": ("{name} 不是 UTF-8 编码", _SAVE_AGAIN[1]),
    },
    "utf-16": {
        "en": ("the file is UTF-16 text", "save it as “CSV UTF-8”"),
        "zh": ("文件是 UTF-16 文本", "另存为“CSV UTF-8（逗号分隔）”"),
    },
    "not-text": {
        "en": ("the file is no text", "save it as “CSV UTF-8”, or hand in the workbook"),
        "zh": ("文件不是文本", "另存为“CSV UTF-8（逗号分隔）”，或直接提交工作簿"),
    },
    "bad-encoding": {
        "en": ("byte {place} is neither UTF-8 nor GB18030", "save it as “CSV UTF-8”"),
        "zh": ("第 {place} 字节既不是 UTF-8 也不是 GB18030", "另存为“CSV UTF-8（逗号分隔）”"),
    },
    "bad-csv": {
        "en": ("line {line} is no CSV ({reason})", "close every quote, or save it again as CSV"),
        "zh": ("第 {line} 行不是合格的 CSV（{reason}）", "检查引号是否成对，或重新另存为 CSV"),
    },
    "bad-parquet": {
        "en": ("the file is no Parquet that can be read ({reason})", "write it again"),
        "zh": ("不是可读取的 Parquet 文件（{reason}）", "请重新导出"),
    },
    "missing-parquet-column": {
        "en": ("there is no column '{column}'", "the file has {columns}"),
        "zh": ("没有列“{column}”", "文件中的列：{columns}"),
    },
    "bad-key": {
        "en": ("'{text}' in the column {column} is no code or period", "write it as in the scheme"),
        "zh": ("{column} 列中的“{text}”不是代码或期", "按考核办法的写法填写"),
    },
    "empty-key": {
        "en": ("row {row}: {column} is empty", "fill it in, or leave the row out"),
        "zh": ("第 {row} 行：{column} 为空", "补填，或去掉该行"),
    },
    "row-not-finite": {
        "en": ("row {row}: {text} is not a finite number", "write null where there is no value"),
        "zh": ("第 {row} 行：{text} 不是有限的数", "没有数时写空值 null"),
    },
    "no-numbers": {
        "en": ("the values are no numbers ({reason})", "write them as float64"),
        "zh": ("值不是数字（{reason}）", "请以 float64 写出"),
    },
    "duplicate-rows": {
        "en": (
            "row {row} repeats the key of row {first} ({key}); {count} rows repeat a key in all",
            "keep one row for each unit, indicator and period",
        ),
        "zh": (
            "第 {row} 行与第 {first} 行的键相同（{key}）；共有 {count} 行重复",
            "每个单位、指标、期只保留一行",
        ),
    },
    "cube-too-large": {
        "en": ("the file needs {cells} cells, more than {limit}", "name the periods to read"),
        "zh": ("文件需要 {cells} 个单元，超过 {limit}", "指定要读取的期"),
    },
    "unknown-format": {
        "en": ("files ending in '{ending}' are not read", "give .xlsx, .ods, .csv or .parquet"),
        "zh": ("不读取“{ending}”文件", "请提供 .xlsx、.ods、.csv 或 .parquet"),
    },
    "table-twice": {
        "en": ("the table {table} stands twice; first in {first}", "join them, or rename one"),
        "zh": ("表“{table}”出现两次，首次在 {first}", "合并为一张，或给其中一张改名"),
    },
    "empty-sheet": {
        "en": ("the sheet is empty", "fill it in, or delete it"),
        "zh": ("工作表是空的", "补填，或删除该表"),
    },
    "missing-column": {
        "en": ("there is no column '{column}'", "add the column with this heading"),
        "zh": ("没有“{column}”列", "补上这一列的表头和内容"),
    },
    "missing-named-column": {
        "en": (
            "there is no column '{column}', which the scheme names",
            "the columns are {columns}",
        ),
        "zh": ("没有考核办法指定的列“{column}”", "现有的列：{columns}"),
    },
    "heading-twice": {
        "en": ("the heading '{text}' stands twice; first in column {first}", "delete one column"),
        "zh": ("表头“{text}”重复，首次在 {first} 列", "删去其中一列"),
    },
    "bad-heading": {
        "en": ("'{text}' cannot be a heading", "begin it with a letter or Chinese character"),
        "zh": ("“{text}”不能作表头", "请以字母或汉字开头"),
    },
    "no-heading": {
        "en": ("column {column} holds data and has no heading", "give it a heading, or clear it"),
        "zh": ("{column} 列有数据而没有表头", "补上表头，或清空该列"),
    },
    "merged": {
        "en": ("the cells {area} are merged", "unmerge them and fill in every cell"),
        "zh": ("单元格 {area} 是合并的", "取消合并，每个单元格都填上内容"),
    },
    "hidden-row": {
        "en": ("row {row} is hidden and holds data", "show it (also clear filters), or delete it"),
        "zh": ("第 {row} 行被隐藏而有数据", "取消隐藏（含筛选），或删除该行"),
    },
    "hidden-column": {
        "en": ("column {column} is hidden and holds data", "show it, or delete it"),
        "zh": ("{column} 列被隐藏而有数据", "取消隐藏，或删除该列"),
    },
    "hidden-sheet": {
        "en": ("the sheet is hidden and holds data", "show it, or delete it"),
        "zh": ("工作表被隐藏而有数据", "取消隐藏，或删除该表"),
    },
    "attribute-varies": {
        "en": (
            "'{text}' differs between the rows of {unit}, and a unit has one value of it",
            "name the column under ignore or columns in the scheme",
        ),
        "zh": (
            "“{text}”在 {unit} 的各行中不一致，而一个单位只有一个值",
            "在考核办法的 data 中把该列列入 ignore 或 columns",
        ),
    },
    # notes
    "gb18030": {
        "en": ("the file was read as GB18030 (GBK)", "save it as “CSV UTF-8” to be certain"),
        "zh": ("文件按 GB18030（GBK）编码读入", "为稳妥起见，另存为“CSV UTF-8”"),
    },
    "sheet-unread": {
        "en": ("the sheet was not read: its name is no table", ""),
        "zh": ("未读取该工作表：表名不是数据表", ""),
    },
    "column-unread": {
        "en": ("the column '{text}' was not read: its heading is not known", ""),
        "zh": ("未读取“{text}”列：表头不认识", ""),
    },
    "no-rows": {
        "en": ("the sheet has headings and no rows", ""),
        "zh": ("工作表只有表头，没有数据行", ""),
    },
    "read-as": {
        "en": ("the sheet was read as the table {table}, by its headings", ""),
        "zh": ("按表头将该工作表作为“{table}”读入", ""),
    },
}
