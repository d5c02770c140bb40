"""Reading lamp rules from plain data, with every fault at once."""

from __future__ import annotations

from collections.abc import Mapping
from difflib import get_close_matches
from enum import StrEnum
from typing import TypeVar

from sanbi.engine.conditions import (
    Condition,
    ConditionError,
    parse_condition,
)
from sanbi.engine.phrases import Phrase
from sanbi.engine.scheduling.faults import SchedulingFault, SchedulingFaults
from sanbi.engine.scheduling.lamps.checking import base_faults, fact_faults
from sanbi.engine.scheduling.lamps.fact_names import (
    DEFAULT_SIZES,
    FACTS,
    FLAG,
    fact_of_base,
)
from sanbi.engine.scheduling.lamps.model import (
    LAMPS,
    Base,
    LampRule,
    LampRules,
    OverallRule,
    Series,
)

TOP_KEYS = {
    "name": "name", "名称": "name",
    "version": "version", "版本": "version",
    "source": "source", "出处": "source",
    "lamps": "lamps", "灯": "lamps",
    "overall": "overall", "总灯": "overall",
}  # fmt: skip
LAMP_NAMES = {
    **{lamp: lamp for lamp in LAMPS},
    "开工": "start", "进度": "progress", "支付": "payment", "入库": "entry", "堵点": "obstacle",
}  # fmt: skip
RULE_KEYS = {
    "applies": "applies", "适用": "applies",
    "base": "base", "基准": "base",
    "series": "series", "口径": "series",
    "waivable": "waivable", "可豁免": "waivable",
    "size": "size", "程度": "size",
    "yellow": "yellow", "黄": "yellow",
    "red": "red", "红": "red",
}  # fmt: skip
OVERALL_KEYS = {key: RULE_KEYS[key] for key in ("yellow", "黄", "red", "红")}
WORST = ("worst", "最差")
BASES = {
    **{base.value: base for base in Base},
    "低于计划百分点": Base.POINTS_OF_PLAN,
    "低于时序百分点": Base.POINTS_OF_TIME,
    "占计划比例": Base.SHARE_OF_PLAN,
    "占时序比例": Base.SHARE_OF_TIME,
    "当月任务": Base.MONTH_TASK,
}
SERIES = {
    **{series.value: series for series in Series},
    "实物量": Series.PHYSICAL,
    "投资": Series.INVESTMENT,
}
_LONGEST = {"name": 60, "version": 40, "source": 300}
Word = TypeVar("Word", bound=StrEnum)


def read_lamp_rules(data: object) -> LampRules:
    """The lamp rules that plain data (as read from YAML or JSON) describe.

    Keys may be English or Chinese; see docs/algorithms/lamps.md §1 and the published schema
    docs/mechanisms/lamp-rules.schema.json.

    Raises
    ------
    SchedulingFaults
        with every fault: where, what is wrong, what would be right.
    """
    rules, faults = _read(data)
    if rules is None or faults:
        raise SchedulingFaults(faults)
    return rules


def lamp_rule_faults(data: object) -> list[SchedulingFault]:
    """Every fault of written lamp rules, in reading order; empty when they are sound."""
    return _read(data)[1]


def _read(data: object) -> tuple[LampRules | None, list[SchedulingFault]]:
    reader = _Reader()
    rules = reader.rules(data)
    return rules, reader.faults


class _Reader:
    def __init__(self) -> None:
        self.faults: list[SchedulingFault] = []

    def rules(self, data: object) -> LampRules | None:
        keys = self.keys(data, "", TOP_KEYS, Phrase("write name and lamps"))
        if keys is None or not isinstance(data, Mapping):
            return None
        texts = {key: self.text(data, keys, key) for key in _LONGEST}
        lamps = self.lamps(data, keys)
        where = keys.get("overall", "overall")
        overall = self.overall(data.get(where, WORST[0]), where, lamps)
        return LampRules(texts["name"], lamps, overall, texts["version"], texts["source"])

    def text(self, data: Mapping[object, object], keys: Mapping[str, str], key: str) -> str:
        written = data[keys[key]] if key in keys else ""
        most = _LONGEST[key]
        if isinstance(written, bool) or not isinstance(written, str | int):
            self.add(
                keys[key],
                Phrase("{value} is not a text", value=_shown(written)),
                Phrase("write a text of at most {most} characters", most=most),
            )
            return ""
        text = str(written).strip()
        if len(text) > most or (key == "name" and not text):
            self.add(
                keys.get(key, key),
                Phrase("has {count} characters", count=len(text)),
                Phrase("write 1 to {most}", most=most)
                if key == "name"
                else Phrase("write at most {most}", most=most),
            )
        return text

    def lamps(self, data: Mapping[object, object], keys: Mapping[str, str]) -> dict[str, LampRule]:
        where = keys.get("lamps", "lamps")
        written = data.get(where)
        hint = Phrase("write at least one of {lamps}", lamps=LAMPS)
        found = self.keys(written, where, LAMP_NAMES, hint)
        if not found or not isinstance(written, Mapping):
            if found is not None:
                self.add(where, Phrase("there is no lamp"), hint)
            return {}
        read = {key: self.rule(key, written[found[key]], f"{where}.{found[key]}") for key in found}
        return {key: read[key] for key in LAMPS if key in read}

    def rule(self, lamp: str, data: object, where: str) -> LampRule:
        keys = self.keys(data, where, RULE_KEYS, Phrase("write yellow, red or both"))
        if keys is None or not isinstance(data, Mapping):
            return LampRule(lamp)
        found = len(self.faults)
        base = self.word(data, keys, "base", where, BASES)
        series = self.word(data, keys, "series", where, SERIES) or Series.PHYSICAL
        conditions = {
            key: self.condition(data[keys[key]], f"{where}.{keys[key]}")
            for key in ("applies", "yellow", "red")
            if key in keys
        }
        waivable = self.flag(data, keys, where)
        size = self.size(data, keys, where) or _default_size(lamp, base, series)
        rule = LampRule(
            lamp,
            conditions.get("yellow"),
            conditions.get("red"),
            conditions.get("applies"),
            base,
            series,
            waivable,
            size,
        )
        if "yellow" not in keys and "red" not in keys:
            self.add(
                where,
                Phrase("says neither when it is yellow nor when it is red"),
                Phrase("write yellow, red or both"),
            )
        if len(self.faults) == found:
            self.faults.extend(base_faults(rule, where))
        return rule

    def overall(self, data: object, where: str, lamps: Mapping[str, LampRule]) -> OverallRule:
        if isinstance(data, str) and data in WORST:
            return OverallRule()
        hint = Phrase("write worst, or the conditions yellow and red")
        keys = self.keys(data, where, OVERALL_KEYS, hint)
        if keys is None or not isinstance(data, Mapping):
            return OverallRule()
        if set(keys) != {"yellow", "red"}:
            self.add(where, Phrase("needs both yellow and red"), hint)
        allowed = {f"{key}_lamp" for key in lamps}
        yellow, red = (
            self.condition(data[keys[key]], f"{where}.{keys[key]}", allowed)
            if key in keys
            else None
            for key in ("yellow", "red")
        )
        return OverallRule(yellow, red)

    def condition(
        self, data: object, where: str, allowed: set[str] | None = None
    ) -> Condition | None:
        try:
            condition = parse_condition(data)
        except ConditionError as refused:
            for fault in refused.faults:
                below = "" if fault.path == "condition" else f".{fault.path}"
                self.add(f"{where}{below}", fault.message, fault.hint)
            return None
        self.faults.extend(fact_faults(condition, where, allowed))
        return condition

    def size(
        self, data: Mapping[object, object], keys: Mapping[str, str], where: str
    ) -> str | None:
        if "size" not in keys:
            return None
        written = data[keys["size"]]
        numbers = sorted(name for name, fact in FACTS.items() if fact.kind != FLAG)
        if written in numbers:
            return str(written)
        self.add(
            f"{where}.{keys['size']}",
            Phrase("{value} is not a fact that is counted", value=_shown(written)),
            Phrase("use one of {words}", words=numbers),
        )
        return None

    def flag(self, data: Mapping[object, object], keys: Mapping[str, str], where: str) -> bool:
        written = data[keys["waivable"]] if "waivable" in keys else False
        if isinstance(written, bool):
            return written
        self.add(
            f"{where}.{keys['waivable']}",
            Phrase("{value} is neither yes nor no", value=_shown(written)),
            Phrase("write true or false"),
        )
        return False

    def word(
        self,
        data: Mapping[object, object],
        keys: Mapping[str, str],
        key: str,
        where: str,
        words: Mapping[str, Word],
    ) -> Word | None:
        if key not in keys:
            return None
        written = data[keys[key]]
        found = words.get(written) if isinstance(written, str) else None
        if found is None:
            self.add(
                f"{where}.{keys[key]}",
                Phrase("there is no {key} {value}", key=keys[key], value=_shown(written)),
                Phrase("use one of {words}", words=list(words)),
            )
        return found

    def keys(
        self, data: object, where: str, words: Mapping[str, str], hint: str
    ) -> dict[str, str] | None:
        """Which English key stands under which written one; None after noting no mapping."""
        if not isinstance(data, Mapping):
            self.add(where, Phrase("{value} is not a mapping", value=_shown(data)), hint)
            return None
        found: dict[str, str] = {}
        for written in data:
            key = words.get(written) if isinstance(written, str) else None
            place = f"{where}.{written}" if where else str(written)
            if key is None:
                near = get_close_matches(str(written), list(words), 1)
                self.add(
                    place,
                    Phrase("{value} is not known here", value=_shown(written)),
                    Phrase("did you mean {word}?", word=near[0])
                    if near
                    else Phrase("use one of {words}", words=list(words)),
                )
            elif key in found:
                self.add(
                    place,
                    Phrase("says the same as {other}", other=found[key]),
                    Phrase("keep one of them"),
                )
            else:
                found[key] = str(written)
        return found

    def add(self, where: str, message: str, hint: str) -> None:
        self.faults.append(SchedulingFault(where, message, hint))


def _default_size(lamp: str, base: Base | None, series: Series) -> str | None:
    if base is Base.MONTH_TASK:
        return "month_task_pct"
    return fact_of_base(base, series) if base else DEFAULT_SIZES.get(lamp)


def _shown(value: object) -> str:
    if isinstance(value, Mapping):
        return Phrase("a mapping")
    if isinstance(value, list | tuple):
        return Phrase("a list")
    if value is None:
        return Phrase("an empty value")
    text = str(value)
    most = 40
    return f"'{text}'" if len(text) <= most else f"'{text[:most]}…'"
