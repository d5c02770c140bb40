"""JSON Schemas of plan and allocation files, for editors; every key in Chinese and English."""

from __future__ import annotations

from collections.abc import Mapping

from sanbi.engine.scheduling.files.allocation_words import (
    ALLOCATION_KEYS,
    CANDIDATE_KEYS,
    FAIRNESS_KEYS,
    MILESTONE_KEYS,
    MONTHS_KEYS,
    PREREQUISITE_KEYS,
    QUOTA_KEYS,
    STAFF_KEYS,
    WORK_KEYS,
)
from sanbi.engine.scheduling.files.answer_schemas import DRAFT, Schema, many
from sanbi.engine.scheduling.files.calendars import CALENDAR_KEYS, STOP_KEYS
from sanbi.engine.scheduling.files.plan_tasks import (
    KIND_WORDS,
    LINK_KEYS,
    STAGE_WORDS,
    TASK_KEYS,
)
from sanbi.engine.scheduling.files.plan_yaml import LACK_KEYS, PLAN_KEYS, POOL_KEYS

TEXT: Schema = {"type": ["string", "number", "integer"]}
DAYS: Schema = {"anyOf": [{"type": "integer"}, {"type": "string"}]}
NUMBER: Schema = {"type": ["number", "string"]}
DAY: Schema = {"type": "string"}
MONTH: Schema = {"type": "string"}
FLAG: Schema = {"type": ["boolean", "string", "integer"]}
AMOUNTS: Schema = {"type": "object", "additionalProperties": NUMBER}
BY_MONTH: Schema = {"anyOf": [NUMBER, many(NUMBER), AMOUNTS]}
Fields = Mapping[str, Schema]


def plan_schema() -> Schema:
    """A plan file; what only the reader checks (cycles, days of the calendar) is left to it."""
    link = _object(
        LINK_KEYS,
        {
            "task": TEXT,
            "kind": {"enum": list(KIND_WORDS)},
            "lag": DAYS,
            "calendar": TEXT,
            "overlap": DAYS,
            "overlap_cost": NUMBER,
        },
        ("task",),
    )
    dates = dict.fromkeys(("not_before", "due", "started", "finished"), DAY)
    texts = dict.fromkeys(("key", "name", "unit", "calendar", "through"), TEXT)
    counts = dict.fromkeys(("days", "remaining", "shortest"), DAYS)
    task = {
        **texts,
        **dates,
        **counts,
        "stage": {"enum": list(STAGE_WORDS)},
        "after": {"anyOf": [TEXT, many({"anyOf": [TEXT, link]})]},
        "needs": {"anyOf": [TEXT, AMOUNTS]},
        "crash_cost": NUMBER,
        "through_cost": NUMBER,
    }
    return {
        "$schema": DRAFT,
        "title": "Plan 倒排工期计划",
        **_object(
            PLAN_KEYS,
            {
                "plan": {"const": 1},
                "title": TEXT,
                **dict.fromkeys(("start", "due", "on"), DAY),
                "units": many(TEXT),
                "calendars": {"type": "object", "additionalProperties": _calendar()},
                "pools": many(_pool()),
                "tasks": {**many(_object(TASK_KEYS, task, ("key",))), "minItems": 1},
            },
            ("tasks",),
        ),
    }


def _calendar() -> Schema:
    ends = {"from": DAY, "to": DAY, "before": NUMBER, "after": NUMBER}
    fields = {
        "rest": many(TEXT),
        "holidays": FLAG,
        "off": many(TEXT),
        "work": many(TEXT),
        "stops": many(_object(STOP_KEYS, {"name": TEXT, **ends})),
    }
    return {"anyOf": [{"type": "null"}, _object(CALENDAR_KEYS, fields)]}


def _pool() -> Schema:
    lack = _object(LACK_KEYS, {"from": DAY, "to": DAY, "units": NUMBER}, ("from", "to", "units"))
    fields = {"key": TEXT, "name": TEXT, "capacity": NUMBER, "lacks": many(lack)}
    return _object(POOL_KEYS, fields, ("key", "capacity"))


def allocation_schema() -> Schema:
    """An allocation file in YAML."""
    named = {"key": TEXT, "name": TEXT, "measure": TEXT}
    quota = {
        **named,
        "releases": BY_MONTH,
        "opening": NUMBER,
        "keeps": AMOUNTS,
        "ahead": NUMBER,
        "only_for": many(TEXT),
    }
    fair = {
        "quota": TEXT,
        "shares": AMOUNTS,
        **dict.fromkeys(("least", "most", "penalty"), NUMBER),
    }
    waits = {"before": TEXT, "after": TEXT, "months": NUMBER}
    fields = {
        "allocation": {"const": 1},
        "title": TEXT,
        "months": _object(MONTHS_KEYS, {"from": MONTH, "count": NUMBER}, ("from", "count")),
        "quotas": many(_object(QUOTA_KEYS, quota, ("key",))),
        "staff": many(_object(STAFF_KEYS, {**named, "months": BY_MONTH}, ("key",))),
        "fairness": _object(FAIRNESS_KEYS, fair, ("quota", "shares")),
        "exclusions": many(many(TEXT)),
        "prerequisites": many(_object(PREREQUISITE_KEYS, waits, ("before", "after"))),
        **dict.fromkeys(("frozen", "stability", "earliness"), NUMBER),
        "projects": {**many(_candidate()), "minItems": 1},
    }
    return {
        "$schema": DRAFT,
        "title": "Allocation 要素分配",
        **_object(ALLOCATION_KEYS, fields, ("months",)),
    }


def _candidate() -> Schema:
    work = {"key": TEXT, "before": NUMBER, "amount": NUMBER}
    milestone = {
        "key": TEXT,
        "first": MONTH,
        "last": MONTH,
        "gap": NUMBER,
        "uses": AMOUNTS,
        "staff": many(_object(WORK_KEYS, work, ("key", "amount"))),
    }
    fields = {
        **dict.fromkeys(("key", "name", "township"), TEXT),
        **dict.fromkeys(("value", "late", "rank", "arrived"), NUMBER),
        "due": MONTH,
        "mandatory": FLAG,
        **dict.fromkeys(("approved", "published"), many(MONTH)),
        "milestones": {**many(_object(MILESTONE_KEYS, milestone)), "minItems": 1},
    }
    return _object(CANDIDATE_KEYS, fields, ("key", "township", "value", "milestones"))


def _object(words: Mapping[str, str], fields: Fields, needed: tuple[str, ...] = ()) -> Schema:
    """An object whose keys may be English or Chinese."""
    schema: Schema = {
        "type": "object",
        "properties": {word: fields[meant] for word, meant in words.items()},
        "additionalProperties": False,
    }
    if needed:
        schema["allOf"] = [
            {"anyOf": [{"required": [word]} for word, meant in words.items() if meant == key]}
            for key in needed
        ]
    return schema
