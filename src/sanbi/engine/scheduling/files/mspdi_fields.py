"""What Microsoft Project has no field for travels in its free text fields, named as ours."""

from __future__ import annotations

from sanbi.engine.scheduling.files.mspdi_xml import Element

# Text1 to Text3 of a task, by their numbers in Microsoft's list of fields.
FIELDS = {
    "key": ("188743731", "Text1"),
    "unit": ("188743734", "Text2"),
    "stage": ("188743737", "Text3"),
}
ALIAS = {"key": "Sanbi key 编号", "unit": "Sanbi unit 责任单位", "stage": "Sanbi stage 阶段"}
LONGEST = 200


def aliases_of(project: Element) -> dict[str, str]:
    """Which fields of a file are ours: number of the field → what it holds."""
    part = project.first("ExtendedAttributes")
    named = {alias: what for what, alias in ALIAS.items()}
    elements = part.all("ExtendedAttribute") if part else []
    return {
        each.told("FieldID"): named[each.told("Alias")]
        for each in elements
        if each.told("Alias") in named
    }


def held_text(task: Element, aliases: dict[str, str], what: str) -> str:
    """What one of our fields holds for a task; empty where it holds nothing."""
    for each in task.all("ExtendedAttribute"):
        if aliases.get(each.told("FieldID")) == what:
            return each.told("Value")[:LONGEST]
    return ""
