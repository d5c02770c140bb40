"""JSON Schemas of answers, for the programs that read them."""

from __future__ import annotations

from typing import Any

from sanbi.engine.scheduling.files.dated_answer import ANSWER

Schema = dict[str, Any]
DRAFT = "https://json-schema.org/draft/2020-12/schema"
TEXT: Schema = {"type": "string"}
NUMBER: Schema = {"type": "number"}
WHOLE: Schema = {"type": "integer"}
FLAG: Schema = {"type": "boolean"}
DAY: Schema = {"type": "string", "format": "date"}
MONTH: Schema = {"type": "string", "pattern": "^[0-9]{4}-[0-9]{2}$"}
MAYBE_DAY: Schema = {"anyOf": [DAY, {"type": "null"}]}
NOTES: Schema = {"type": "array", "items": TEXT}


def exactly(fields: dict[str, Schema], optional: tuple[str, ...] = ()) -> Schema:
    """An object with these fields and no others, all there but the optional ones."""
    needed = [name for name in fields if name not in optional]
    return {
        "type": "object",
        "properties": fields,
        "required": needed,
        "additionalProperties": False,
    }


def many(item: Schema) -> Schema:
    """A list of such items."""
    return {"type": "array", "items": item}


def schedule_answer_schema() -> Schema:
    """What ``sanbi schedule --json`` prints: dates, pools, or days of an instance."""
    return {
        "$schema": DRAFT,
        "title": "Answer to a plan 倒排工期结果",
        "oneOf": [_dates(), _pools(), _days()],
    }


_HEAD: dict[str, Schema] = {"answer": {"const": ANSWER}, "title": TEXT}
_SPAN: dict[str, Schema] = {"start": DAY, "finish": DAY, "due": MAYBE_DAY, "on": MAYBE_DAY}
_PROVED: dict[str, Schema] = {
    "objective": {"enum": ["makespan", "tardiness"]},
    "makespan": {**WHOLE, "description": "days until everything is finished"},
    "cost": NUMBER,
    "bound": {**NUMBER, "description": "no schedule costs less"},
    "gap": NUMBER,
    "status": {"enum": ["optimal", "feasible"]},
    "proved_by": TEXT,
}


def _dates() -> Schema:
    task = {
        "key": TEXT,
        "name": TEXT,
        "start": DAY,
        "finish": DAY,
        "late_start": DAY,
        "late_finish": DAY,
        "total_float": {**WHOLE, "description": "worked days; below 0 where a due date breaks"},
        "free_float": WHOLE,
        "critical": FLAG,
        "provisional": FLAG,
    }
    return exactly(
        {
            **_HEAD,
            "kind": {"const": "dates"},
            **_SPAN,
            "makespan": {**WHOLE, "description": "natural days"},
            "bound": WHOLE,
            "gap": {"const": 0.0},
            "status": {"const": "optimal"},
            "due_kept": FLAG,
            "tasks": many(exactly(task)),
            "breaches": many(_breach()),
            "proposal": {"anyOf": [_proposal(), {"type": "null"}]},
            "notes": NOTES,
        }
    )


def _breach() -> Schema:
    return exactly(
        {
            "task": TEXT,
            "due": DAY,
            "finish": DAY,
            "late_by": {**WHOLE, "description": "worked days"},
            "chain": many(TEXT),
            "days_needed": WHOLE,
            "days_there": WHOLE,
        }
    )


def _proposal() -> Schema:
    saving = {
        "means": {"enum": ["press", "overlap", "through"]},
        "task": TEXT,
        "before": {"anyOf": [TEXT, {"type": "null"}]},
        "days": WHOLE,
        "cost": NUMBER,
    }
    return exactly(
        {
            "savings": many(exactly(saving)),
            "cost": NUMBER,
            "remaining": many(_breach()),
            "effects": many(exactly({**saving, "gained": WHOLE})),
        }
    )


def _pools() -> Schema:
    task = {
        "key": TEXT,
        "name": TEXT,
        "start": DAY,
        "finish": DAY,
        "needs": {"type": "object", "additionalProperties": WHOLE},
    }
    return exactly(
        {
            **_HEAD,
            "kind": {"const": "pools"},
            **_SPAN,
            **_PROVED,
            "due_kept": FLAG,
            "tasks": many(exactly(task)),
            "breaches": many(exactly({"task": TEXT, "due": DAY, "finish": DAY})),
            "notes": NOTES,
        }
    )


def _days() -> Schema:
    task = {"key": TEXT, "start": {**WHOLE, "minimum": 0}, "finish": {**WHOLE, "minimum": 0}}
    return exactly({**_HEAD, "kind": {"const": "days"}, **_PROVED, "tasks": many(exactly(task))})


def allocation_answer_schema() -> Schema:
    """What ``sanbi allocate --json`` prints."""
    named = {"key": TEXT, "name": TEXT, "township": TEXT}
    admitted = {**named, "months": many(MONTH), "points": NUMBER, "late": WHOLE, "changed": FLAG}
    amount = exactly({"month": MONTH, "amount": NUMBER})
    left_out = {
        **named,
        "binds": {**TEXT, "description": "a factor's key, or the rule in the way"},
        "reason": TEXT,
        "wants": {"type": "object", "additionalProperties": NUMBER},
        "by_month": {"type": "object", "additionalProperties": many(amount)},
        "months": many(MONTH),
    }
    factor = {
        "key": TEXT,
        "name": TEXT,
        "supply": NUMBER,
        "used": NUMBER,
        "by_month": many(NUMBER),
        "price": {**NUMBER, "description": "points that one more unit would bring at most"},
        "month": {"anyOf": [MONTH, {"type": "null"}]},
    }
    return {
        "$schema": DRAFT,
        "title": "Answer to an allocation 要素分配结果",
        **exactly(
            {
                **_HEAD,
                "kind": {"const": "allocation"},
                "months": many(MONTH),
                "points": NUMBER,
                "bound": {**NUMBER, "description": "no plan that keeps every rule has more"},
                "gap": NUMBER,
                "end": {"enum": ["proved", "gap", "time"]},
                "compared": {"type": "object", "additionalProperties": NUMBER},
                "admitted": many(exactly(admitted)),
                "left_out": many(exactly(left_out)),
                "factors": many(exactly(factor)),
            }
        ),
    }
