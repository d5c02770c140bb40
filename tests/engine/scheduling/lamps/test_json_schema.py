"""The published JSON Schema of lamp rules is the engine's, and knows good from bad."""

import json
from pathlib import Path
from typing import Any

import pytest
import yaml

from sanbi.engine.scheduling.lamps import (
    PRESETS,
    lamp_rule_faults,
    lamp_schema,
    preset_data,
)
from tests.engine.scheduling.lamps.test_reading import IN_CHINESE, IN_ENGLISH

jsonschema = pytest.importorskip("jsonschema", reason="jsonschema is not installed here")

PUBLISHED = "docs/mechanisms/lamp-rules.schema.json"


@pytest.fixture(scope="module")
def validator() -> jsonschema.Draft202012Validator:
    jsonschema.Draft202012Validator.check_schema(lamp_schema())
    return jsonschema.Draft202012Validator(lamp_schema())


def test_published_file_is_current(repo: Path) -> None:
    held = (repo / PUBLISHED).read_text(encoding="utf-8")
    assert held == json.dumps(lamp_schema(), ensure_ascii=False, indent=2) + "\n"


def test_presets_and_both_languages_are_valid(validator: jsonschema.Draft202012Validator) -> None:
    written = [preset_data(name) for name in PRESETS]
    for data in (*written, yaml.safe_load(IN_CHINESE), yaml.safe_load(IN_ENGLISH)):
        assert [error.message for error in validator.iter_errors(data)] == []


SOUND: dict[str, Any] = {"name": "t", "lamps": {"start": {"red": {"fact": "start_missed"}}}}
LATE = {"fact": "days_behind", "op": ">", "value": 3}


@pytest.mark.parametrize(
    "change",
    [
        {"name": ""},
        {"nmae": "t"},
        {"lamps": {}},
        {"lamps": {"start": {}}},
        {"lamps": {"strat": {"red": LATE}}},
        {"lamps": {"start": {"red": LATE, "base": "time"}}},
        {"lamps": {"start": {"red": LATE, "waivable": "yes"}}},
        {"lamps": {"start": {"red": LATE, "size": "start_missed"}}},
        {"lamps": {"start": {"red": {"fact": "days_late", "op": ">", "value": 3}}}},
        {"lamps": {"start": {"red": {"fact": "days_behind", "op": "=>", "value": 3}}}},
        {"lamps": {"start": {"red": {"all": []}}}},
        {"lamps": {"start": {"red": {"all": [LATE], "any": [LATE]}}}},
        {"overall": "best"},
        {"overall": {"red": {"fact": "start_lamp", "op": "==", "value": "red"}}},
    ],
)
def test_schema_and_engine_refuse_the_same(
    validator: jsonschema.Draft202012Validator, change: dict[str, Any]
) -> None:
    assert not list(validator.iter_errors(SOUND))
    assert not lamp_rule_faults(SOUND)
    assert list(validator.iter_errors({**SOUND, **change}))
    assert lamp_rule_faults({**SOUND, **change})
