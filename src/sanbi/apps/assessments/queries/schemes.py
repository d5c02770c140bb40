"""The scheme library as pages show it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, QuerySet

from sanbi.apps.assessments.models import Scheme, SchemeVersion
from sanbi.apps.assessments.rules import reads_assessments, sees_drafts
from sanbi.apps.assessments.scheme_changes import ChangeLine, change_lines
from sanbi.apps.assessments.scheme_texts import scheme_of
from sanbi.apps.audit.actors import Actor
from sanbi.apps.audit.errors import Missing
from sanbi.engine.phrases import Phrase
from sanbi.engine.scoring import SchemeFaults
from sanbi.engine.scoring.scheme.model import Leaf, Node
from sanbi.engine.scoring.scheme.rule_fields import RULES


@dataclass(frozen=True)
class VersionLine:
    """A version of a scheme; ``pinned`` is the number of rounds that use it."""

    pk: int
    number: int
    title: str
    note: str
    digest: str
    by_name: str
    at: datetime
    adopted_at: datetime | None
    effective_from: date | None
    effective_to: date | None
    pinned: int


@dataclass(frozen=True)
class SchemeLine:
    """A scheme with its versions, the latest first."""

    pk: int
    code: str
    title: str
    owner: str
    versions: tuple[VersionLine, ...]


@dataclass(frozen=True)
class TreeLine:
    """A node or leaf of a scheme's tree, in file order."""

    id: str
    name: str
    depth: int
    is_leaf: bool = False
    points: str = ""
    weight: str = ""
    rule: str = ""
    lead_unit: str = ""
    clause: str = ""


def seen_versions(actor: Actor) -> QuerySet[SchemeVersion]:
    """Return the versions that the actor sees: drafts are the office's and the auditor's."""
    versions = SchemeVersion.objects.select_related("scheme__owner").annotate(
        pinned=Count("rounds")
    )
    if not reads_assessments(actor):
        return versions.none()
    if sees_drafts(actor):
        return versions
    return versions.filter(adopted_at__isnull=False)


def schemes_for(actor: Actor) -> list[SchemeLine]:
    """Return all schemes with the versions that the actor sees."""
    by_scheme: dict[int, tuple[Scheme, list[VersionLine]]] = {}
    for version in seen_versions(actor):
        held = by_scheme.setdefault(version.scheme_id, (version.scheme, []))
        held[1].append(_line(version))
    return [
        SchemeLine(scheme.pk, scheme.code, scheme.title, scheme.owner.name, tuple(versions))
        for scheme, versions in by_scheme.values()
    ]


def version_for(actor: Actor, pk: int) -> SchemeVersion:
    """Return one version.

    Raises
    ------
    Missing
        when there is none that the actor sees.
    """
    found = seen_versions(actor).filter(pk=pk).first()
    if found is None:
        raise Missing
    return found


def tree_of(version: SchemeVersion) -> list[TreeLine]:
    """Return the tree of a sound version as lines; nothing for a draft with faults."""
    try:
        scheme = scheme_of(version)
    except SchemeFaults:
        return []
    lines = list(_walk(scheme.tree, 0, weighs=False))
    for block in scheme.adjustments:
        cap = "" if block.cap is None else f"≤ {_text(block.cap)}"
        lines.append(TreeLine(block.id, block.name, 1, points=cap))
        lines += [_leaf_line(leaf, 2) for leaf in block.items]
    return lines


def changes_between(
    before: SchemeVersion, after: SchemeVersion, language: str
) -> tuple[ChangeLine, ...]:
    """Return what differs between two sound versions in words; nothing where one has faults."""
    try:
        return change_lines(scheme_of(before), scheme_of(after), language)
    except SchemeFaults:
        return ()


def _walk(node: Node, depth: int, *, weighs: bool) -> Iterator[TreeLine]:
    yield TreeLine(
        node.id,
        node.name or node.id,
        depth,
        points=_text(node.points),
        weight=_text(node.weight) if weighs else "",
        rule=node.aggregate if node.aggregate != "sum" else "",
    )
    below = node.aggregate != "sum"
    for child in node.children:
        if isinstance(child, Node):
            yield from _walk(child, depth + 1, weighs=below)
        else:
            yield _leaf_line(child, depth + 1, weighs=below)


def _leaf_line(leaf: Leaf, depth: int, *, weighs: bool = False) -> TreeLine:
    return TreeLine(
        leaf.id,
        leaf.name or leaf.id,
        depth,
        is_leaf=True,
        points=_text(leaf.points),
        weight=_text(leaf.weight) if weighs else "",
        rule=rule_name(leaf.rule.type),
        lead_unit=str(leaf.texts.get("lead_unit") or leaf.texts.get("assessor") or ""),
        clause=str(leaf.texts.get("clause") or ""),
    )


def rule_name(rule: str) -> str:
    """Return the Chinese name of a scoring rule."""
    return RULES[rule].words[0] if rule in RULES else rule


def _text(value: object) -> str:
    if value is None or isinstance(value, Phrase):
        return ""
    number = float(value)  # type: ignore[arg-type]
    return f"{number:g}"


def _line(version: SchemeVersion) -> VersionLine:
    return VersionLine(
        version.pk,
        version.number,
        version.title,
        version.note,
        version.digest,
        version.by_name,
        version.at,
        version.adopted_at,
        version.effective_from,
        version.effective_to,
        version.pinned,  # type: ignore[attr-defined]
    )
