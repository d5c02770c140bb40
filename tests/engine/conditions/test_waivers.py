from typing import Any

import pytest

from sanbi.engine.conditions import ConditionError, Waiver, parse_waivers, waiver_faults

SOUND = {"unit": "Y03", "period": "2026Q3", "reason": "台风", "approver": "县委常委会"}


def test_waivers_in_both_languages() -> None:
    chinese = {"单位": "全部", "期": 2026, "理由": "台风", "批准人": "县委常委会"}
    assert parse_waivers([SOUND, chinese]) == (
        Waiver("Y03", "2026Q3", "台风", "县委常委会"),
        Waiver(None, "2026", "台风", "县委常委会"),
    )
    assert parse_waivers([{**SOUND, "period": "*"}])[0].period is None
    assert waiver_faults([SOUND]) == []


@pytest.mark.parametrize("key", list(SOUND))
def test_nothing_of_a_waiver_may_be_missing_or_empty(key: str) -> None:
    without = {name: value for name, value in SOUND.items() if name != key}
    assert [str(f) for f in waiver_faults([SOUND, without])] == [
        f"waivers[1]: {key} is missing; write {{unit: …, period: …, reason: …, approver: …}}"
    ]
    for empty in ("", "  ", None, True, ["x"]):
        faults = waiver_faults([{**SOUND, key: empty}])
        assert [fault.path for fault in faults] == [f"waivers[0].{key}"]
        assert faults[0].message.endswith("is not a text")
        assert faults[0].hint == "write a text that is not empty"
    with pytest.raises(ConditionError):
        parse_waivers([without])


@pytest.mark.parametrize(
    ("data", "shown"), [(None, "an empty value"), ("x", "'x'"), (SOUND, "a mapping"), (3, "3")]
)
def test_waivers_are_a_list(data: Any, shown: str) -> None:
    assert [str(fault) for fault in waiver_faults(data)] == [
        f"waivers: {shown} is not a list; write [{{unit: …, period: …, reason: …, approver: …}}]"
    ]


def test_each_row_is_a_mapping() -> None:
    assert str(waiver_faults(["Y03"])[0]).startswith("waivers[0]: 'Y03' is not complete; write {")
