"""Lamps 红黄绿灯: rules as data, facts of a project as of a day, and what each lamp shows and why.

>>> rules = read_lamp_rules(preset_data("wuhan"))
>>> judge(rules, {"of_time_pct": 55}, month=Period.parse("2026-09")).overall.reason("en")
'red: progress; share of time progress reached: 55 % (line: below 60 %).'
"""

from sanbi.engine.calendar import Period
from sanbi.engine.scheduling.lamps.facts import (
    ObstacleDates,
    entry_facts,
    obstacle_facts,
    payment_facts,
    progress_facts,
    start_facts,
    task_facts,
)
from sanbi.engine.scheduling.lamps.json_schema import lamp_schema
from sanbi.engine.scheduling.lamps.judging import judge, months_looked_at
from sanbi.engine.scheduling.lamps.keeping import facts_data, facts_from
from sanbi.engine.scheduling.lamps.model import (
    LAMPS,
    OVERALL,
    Base,
    Colour,
    Judgement,
    LampReading,
    LampRule,
    LampRules,
    LampWaiver,
    OverallRule,
    Series,
)
from sanbi.engine.scheduling.lamps.presets import PRESETS, preset_data, preset_text
from sanbi.engine.scheduling.lamps.reading import lamp_rule_faults, read_lamp_rules
from sanbi.engine.scheduling.lamps.wording import condition_words
from sanbi.engine.scheduling.months import month_in_force

__all__ = [
    "LAMPS",
    "OVERALL",
    "PRESETS",
    "Base",
    "Colour",
    "Judgement",
    "LampReading",
    "LampRule",
    "LampRules",
    "LampWaiver",
    "ObstacleDates",
    "OverallRule",
    "Period",
    "Series",
    "condition_words",
    "entry_facts",
    "facts_data",
    "facts_from",
    "judge",
    "lamp_rule_faults",
    "lamp_schema",
    "month_in_force",
    "months_looked_at",
    "obstacle_facts",
    "payment_facts",
    "preset_data",
    "preset_text",
    "progress_facts",
    "read_lamp_rules",
    "start_facts",
    "task_facts",
]
