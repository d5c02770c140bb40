"""Templates of node chains: read from the files beside this one, or from the county's table."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from sanbi.apps.projects.models import ChainTemplate

HERE = Path(__file__).resolve().parent
BESIDE = "∥"
BUILT_IN = ("full", "short")


@dataclass(frozen=True)
class ChainNode:
    """A node of a template; ``unit`` is ``town``, ``lead``, ``owner``, or part of a name."""

    key: str
    name: str
    link: str
    step: str
    duration: int
    calendar: str
    unit: str
    proof: str
    shortest: int | None = None
    stage: str = ""


@dataclass(frozen=True)
class ChainLink:
    """``after`` waits for the finish of ``before``."""

    before: str
    after: str


@dataclass(frozen=True)
class Chain:
    """A template: its nodes in order, and what waits for what."""

    code: str
    name: str
    nodes: tuple[ChainNode, ...]
    links: tuple[ChainLink, ...]

    def content(self) -> dict[str, Any]:
        """Return it as `ChainTemplate.content`."""
        return {
            "nodes": [asdict(node) for node in self.nodes],
            "links": [asdict(link) for link in self.links],
        }


@dataclass(frozen=True)
class Offer:
    """A template and the county's version of it; ``row`` is None for one that comes along."""

    chain: Chain
    row: ChainTemplate | None

    @property
    def version(self) -> int:
        """Its version; 0 for one that comes along."""
        return self.row.version if self.row else 0

    @property
    def retired(self) -> bool:
        """Whether it is on offer no more."""
        return self.row is not None and self.row.retired

    @property
    def steps(self) -> int:
        """How many steps it has."""
        return len({(node.link, node.step) for node in self.chain.nodes})


def offers() -> list[Offer]:
    """Return every template: the county's newest versions, those that come along, retired ones."""
    kept: dict[str, ChainTemplate] = {}
    for row in ChainTemplate.objects.order_by("code", "-version"):
        kept.setdefault(row.code, row)
    own = [Offer(_kept(row), row) for row in kept.values()]
    built = [Offer(built_in(code), None) for code in BUILT_IN if code not in kept]
    return sorted([*own, *built], key=lambda offer: (offer.retired, offer.row is None))


def chains() -> list[Chain]:
    """Return every template on offer: the county's newest versions, then those that come along."""
    return [offer.chain for offer in offers() if not offer.retired]


def chain_of(code: str) -> Chain | None:
    """Return one of them."""
    return next((chain for chain in chains() if chain.code == code), None)


@lru_cache(maxsize=8)
def built_in(code: str) -> Chain:
    """Return a template that comes along."""
    return read_chain(yaml.safe_load((HERE / f"{code}.yaml").read_text(encoding="utf-8")))


def read_chain(data: dict[str, Any]) -> Chain:
    """Return the template that a file describes (see ``full.yaml`` for the form)."""
    nodes: list[ChainNode] = []
    links: list[ChainLink] = []
    ends: dict[str, list[str]] = {}
    last: list[str] = []
    for link in data["links"]:
        for step in link["steps"]:
            named = [key for name in step.get("after", ()) for key in ends[name]]
            last = _step(link["name"], step, named or last, nodes, links)
            ends[step["name"]] = last
    return Chain(data["code"], data["name"], tuple(nodes), tuple(links))


def _step(
    link: str,
    step: dict[str, Any],
    waits: list[str],
    nodes: list[ChainNode],
    links: list[ChainLink],
) -> list[str]:
    """Add a step's nodes; return the keys of those that the next step waits for."""
    beside: list[str] = []
    for line in step["nodes"]:
        text = line.removeprefix(BESIDE)
        if text == line:
            waits, beside = (beside or waits), []
        node = _node(f"n{len(nodes) + 1:03}", link, step["name"], text)
        nodes.append(node)
        links.extend(ChainLink(before, node.key) for before in waits)
        beside.append(node.key)
    return beside


def _node(key: str, link: str, step: str, line: str) -> ChainNode:
    name, days, calendar, unit, proof, *more = (part.strip() for part in line.split("|"))
    shortest = int(more[0]) if more and int(more[0]) else None
    stage = more[1] if len(more) > 1 else ""
    return ChainNode(key, name, link, step, int(days), calendar, unit, proof, shortest, stage)


def _kept(row: ChainTemplate) -> Chain:
    nodes = tuple(ChainNode(**node) for node in row.content["nodes"])
    links = tuple(ChainLink(link["before"], link["after"]) for link in row.content["links"])
    return Chain(row.code, row.name, nodes, links)
