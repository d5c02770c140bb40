"""Messages about rows, columns and whole tables."""

from __future__ import annotations

from collections.abc import Mapping

TABLES: Mapping[str, Mapping[str, tuple[str, str]]] = {
    "unknown-unit": {
        "en": ("there is no unit '{unit}'", "add it to the units table, or correct the code"),
        "zh": ("没有单位“{unit}”", "在单位表中补上，或改正代码"),
    },
    "unknown-unit-like": {
        "en": ("there is no unit '{unit}'", "did you mean {like}?"),
        "zh": ("没有单位“{unit}”", "是否应为 {like}？"),
    },
    "duplicate": {
        "en": ("{key} stands twice; first at {first}", "keep one row"),
        "zh": ("{key} 重复，首次出现在 {first}", "只保留一行"),
    },
    "duplicate-version": {
        "en": (
            "{key} stands twice with version {number}; first at {first}",
            "keep one row, or give the newer one a higher version",
        ),
        "zh": (
            "{key} 的第 {number} 版重复，首次出现在 {first}",
            "只保留一行，或给更新的一行填更大的版本号",
        ),
    },
    "split-code": {
        "en": (
            "'{old}' is a unit of this table and also the former code of {unit}",
            "a former code must not be in use; clear one of the two",
        ),
        "zh": ("“{old}”既是现有单位，又是 {unit} 的曾用代码", "曾用代码不能仍在使用，请删去其一"),
    },
    "name-differs": {
        "en": (
            "the name '{name}' belongs to another unit: {unit} is called '{right}'",
            "correct the code or the name",
        ),
        "zh": ("名称“{name}”与代码不符：{unit} 是“{right}”", "改正代码或名称"),
    },
    "reason-without-rating": {
        "en": ("a reason is given, but no rating", "fill in the rating, or clear the row"),
        "zh": ("填了理由，没有填评分", "补填评分，或清空整行"),
    },
    "unknown-key": {
        "en": ("there is no column '{key}' in {table}", "the columns are {columns}"),
        "zh": ("{table} 没有列“{key}”", "可用的列：{columns}"),
    },
    "unknown-kind": {
        "en": ("{item} has no {column} '{kind}'", "it has {kinds}"),
        "zh": ("{item} 没有{column}“{kind}”", "可用的有：{kinds}"),
    },
    "unknown-name": {
        "en": ("the scheme has no {column} '{name}'", "it has {names}"),
        "zh": ("考核办法里没有{column}“{name}”", "可用的有：{names}"),
    },
    "not-canonical": {
        "en": ("the file is not in canonical form: {reason}", "write it with to_csv_files"),
        "zh": ("文件不是规范格式：{reason}", "请用本系统重新导出"),
    },
    # notes
    "superseded": {
        "en": (
            "{unit}, {indicator}, {period}: version {old} was replaced by version {new}",
            "",
        ),
        "zh": ("{unit}、{indicator}、{period}：第 {old} 版已由第 {new} 版替换", ""),
    },
    "renamed": {
        "en": ("{rows} rows of the former code '{old}' count for {unit}", ""),
        "zh": ("曾用代码“{old}”的 {rows} 行计入 {unit}", ""),
    },
    "not-carried-over": {
        "en": (
            "{rows} rows of '{old}' were left out: it was split or merged into {units}",
            "old values are not carried over; to count them, give rows with the new code",
        ),
        "zh": (
            "“{old}”的 {rows} 行未计入：该单位已拆分或并入 {units}，旧数不结转",
            "需要计入时，请以新代码另行填报",
        ),
    },
    "unknown-indicator": {
        "en": ("the scheme does not use the indicator '{indicator}' ({rows} rows)", ""),
        "zh": ("考核办法没有用到指标“{indicator}”（{rows} 行）", ""),
    },
    "unknown-indicator-like": {
        "en": (
            "the scheme does not use the indicator '{indicator}' ({rows} rows)",
            "did you mean {like}?",
        ),
        "zh": ("考核办法没有用到指标“{indicator}”（{rows} 行）", "是否应为 {like}？"),
    },
    "history-unit": {
        "en": ("the earlier result names '{unit}', which is no unit now", ""),
        "zh": ("历史结果中的“{unit}”不在现有单位之列", ""),
    },
    "rating-repeated": {
        "en": (
            "{key}: the same rating stands more than once, and each counts",
            "remove the others if they are copies",
        ),
        "zh": ("{key}：同一评分出现多次，均计入", "如系重复粘贴，请删去"),
    },
    "event-repeated": {
        "en": (
            "{key}: the same event stands more than once, and each counts",
            "add the document number to tell them apart, or remove copies",
        ),
        "zh": ("{key}：同一事项出现多次，均计入", "请补填文号以示区别，或删去重复行"),
    },
}
