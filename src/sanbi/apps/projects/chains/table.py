"""A node chain as a table: written for download, and read back with faults by cell."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from graphlib import CycleError, TopologicalSorter

from django.utils.translation import gettext as _

from sanbi.apps.orgs.divisions import TableFault
from sanbi.apps.projects.chains.reading import Chain, ChainLink, ChainNode
from sanbi.apps.projects.importing import split_tags

HEADS = {
    "key": "编号",
    "link": "环节",
    "step": "步骤",
    "name": "节点",
    "unit": "责任单位",
    "duration": "时限（天）",
    "calendar": "日历",
    "shortest": "最短时限",
    "proof": "佐证",
    "stage": "阶段",
    "after": "前置编号",
}
"""Field → head of its column."""
NEEDED = ("key", "name", "duration")
UNITS = {"town": "责任乡镇", "lead": "牵头部门", "owner": "建设单位"}
CALENDARS = {"approval": "工作日", "construction": "施工日", "natural": "自然日"}
STAGES = {"signed": "签约", "started": "落地开工", "producing": "投产", "capacity": "达产"}
LENGTHS = {"key": 20, "link": 40, "step": 60, "name": 120, "unit": 20, "proof": 120}
MOST_NODES, LONGEST_DAYS = 500, 2_000


@dataclass
class ChainTable:
    """What was read: used only where there is no fault."""

    nodes: list[ChainNode] = field(default_factory=list)
    links: list[ChainLink] = field(default_factory=list)
    faults: list[TableFault] = field(default_factory=list)


def chain_rows(chain: Chain) -> list[list[str]]:
    """Return a chain with its head, every cell as text."""
    before: dict[str, list[str]] = {}
    for link in chain.links:
        before.setdefault(link.after, []).append(link.before)
    return [
        list(HEADS.values()),
        *(_written(node, before.get(node.key, [])) for node in chain.nodes),
    ]


def _written(node: ChainNode, before: Sequence[str]) -> list[str]:
    return [
        node.key,
        node.link,
        node.step,
        node.name,
        UNITS.get(node.unit, node.unit),
        str(node.duration),
        CALENDARS[node.calendar],
        str(node.shortest or ""),
        node.proof,
        STAGES.get(node.stage, ""),
        "、".join(before),
    ]


def read_chain_table(rows: Sequence[Sequence[str]]) -> ChainTable:
    """Read a table whose first row is the head; every fault names its line and column."""
    found = ChainTable()
    head = [cell.strip() for cell in rows[0]] if rows else []
    places = {name: head.index(word) for name, word in HEADS.items() if word in head}
    for name in NEEDED:
        if name not in places:
            message = _("The column “%(name)s” is missing.") % {"name": HEADS[name]}
            hint = _("Take the table for download.")
            found.faults.append(TableFault(1, HEADS[name], message, hint))
    if not found.faults:
        _read_rows(found, rows, places)
    return found


def _read_rows(found: ChainTable, rows: Sequence[Sequence[str]], places: Mapping[str, int]) -> None:
    lines: dict[str, int] = {}
    waits: dict[str, tuple[str, ...]] = {}
    for line, row in enumerate(rows[1:], start=2):
        if not any(cell.strip() for cell in row):
            continue
        if len(lines) >= MOST_NODES:
            message = _("More than %(most)s rows.") % {"most": MOST_NODES}
            found.faults.append(TableFault(line, "", message))
            break
        reader = _Line(found, line, row, places)
        node = reader.node()
        if node.key in lines:
            reader.fault("key", _("The code “%(code)s” stands twice.") % {"code": node.key})
        lines[node.key] = line
        waits[node.key] = split_tags(reader.text("after"))
        found.nodes.append(node)
    _check_links(found, lines, waits)
    _check_stages(found, lines)


class _Line:
    """One row: its cells by field, and the faults that they have."""

    def __init__(
        self, found: ChainTable, line: int, row: Sequence[str], places: Mapping[str, int]
    ) -> None:
        self._found, self._line, self._row, self._places = found, line, row, places

    def text(self, name: str) -> str:
        """The cell of a field; empty where the table has no such column."""
        place = self._places.get(name)
        return self._row[place].strip() if place is not None and place < len(self._row) else ""

    def fault(self, name: str, message: str, hint: str = "") -> None:
        """Note what is wrong with a cell."""
        self._found.faults.append(TableFault(self._line, HEADS[name], message, hint))

    def node(self) -> ChainNode:
        """The node as it stands; what cannot be is noted and left out."""
        texts = {name: self._short(name) for name in LENGTHS}
        for name in ("key", "name"):
            if not texts[name]:
                self.fault(name, _("This cell is empty."), _("Fill it in."))
        unit = texts.pop("unit")
        duration, shortest = self._days("duration"), self._days("shortest")
        if shortest and duration is not None and shortest > duration:
            self.fault(
                "shortest",
                _("The shortest limit is longer than the limit."),
                _("Write at most %(days)s.") % {"days": duration},
            )
        return ChainNode(
            **texts,
            unit=next((key for key, word in UNITS.items() if unit in {word, key}), unit),
            duration=duration or 0,
            shortest=shortest or None,
            calendar=self._one_of("calendar", CALENDARS) or "approval",
            stage=self._one_of("stage", STAGES),
        )

    def _short(self, name: str) -> str:
        text, most = self.text(name), LENGTHS[name]
        if len(text) > most:
            message = _("This has %(count)s characters.") % {"count": len(text)}
            self.fault(name, message, _("Write at most %(most)s.") % {"most": most})
        return text

    def _days(self, name: str) -> int | None:
        text = self.text(name).removesuffix(".0")
        if not text and name == "shortest":
            return None
        if re.fullmatch("[0-9]{1,5}", text) and int(text) <= LONGEST_DAYS:
            return int(text)
        self.fault(
            name,
            _("“%(text)s” is no number of days.") % {"text": text[:20]},
            _("Write a whole number from 0 to %(most)s; 0 is a milestone.")
            % {"most": LONGEST_DAYS},
        )
        return None

    def _one_of(self, name: str, words: Mapping[str, str]) -> str:
        text = self.text(name)
        if not text:
            return ""
        for key, word in words.items():
            if text in {word, key}:
                return key
        message = _("“%(text)s” is unknown here.") % {"text": text[:20]}
        self.fault(name, message, _("Write %(words)s.") % {"words": "、".join(words.values())})
        return ""


def _check_links(
    found: ChainTable, lines: Mapping[str, int], waits: Mapping[str, tuple[str, ...]]
) -> None:
    """What is waited for is there, and nothing waits for itself in the end."""
    if not lines and not found.faults:
        found.faults.append(TableFault(1, "", _("There is no node in the table.")))
    for key, before in waits.items():
        for name in before:
            if name not in lines:
                message = _("There is no node “%(code)s”.") % {"code": name[:20]}
                hint = _("Write codes of the first column.")
                found.faults.append(TableFault(lines[key], HEADS["after"], message, hint))
            else:
                found.links.append(ChainLink(name, key))
    try:
        TopologicalSorter(waits).prepare()
    except CycleError as error:
        ring = [str(key) for key in error.args[1]]
        message = _("These wait for each other: %(nodes)s.") % {"nodes": " → ".join(ring)}
        line = lines.get(ring[0], 1)
        found.faults.append(
            TableFault(line, HEADS["after"], message, _("Take one of these links out."))
        )


def _check_stages(found: ChainTable, lines: Mapping[str, int]) -> None:
    """A stage is reached at one node only."""
    seen: set[str] = set()
    for node in found.nodes:
        if node.stage in seen:
            message = _("Another node reaches this stage already.")
            found.faults.append(
                TableFault(lines[node.key], HEADS["stage"], message, _("Keep one."))
            )
        if node.stage:
            seen.add(node.stage)
