"""One example for each service of the app."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from sanbi.apps.bulletins import services
from sanbi.apps.bulletins.services import Facts
from tests.apps.audit.examples import Deed, Example, Prepare
from tests.apps.factories.bulletins import make_bulletin, section_of
from tests.apps.factories.orgs import County
from tests.apps.factories.rounds import make_round

FACTS = Facts("关于督查情况的通报", "云督", "云川县督查室")
STALE = 99


def by(service: Any, who: str, given: Callable[[County], dict[str, Any]]) -> Prepare:
    """A call of a service by somebody, with what is made in the county."""

    def prepare(county: County, now: datetime) -> Deed:
        more = given(county)
        return lambda: service(actor=county.actor(who), now=now, **more)

    return prepare


def of(state: str = "draft", **given: Any) -> Callable[[County], dict[str, Any]]:
    """A bulletin in a state with its edition."""

    def make(county: County) -> dict[str, Any]:
        made = make_bulletin(county, state)
        return {"bulletin": made.pk, "edition": made.edition, **given}

    return make


def with_section(sort: str, **given: Any) -> Callable[[County], dict[str, Any]]:
    """The same with a section of it."""

    def make(county: County) -> dict[str, Any]:
        made = make_bulletin(county)
        row = section_of(made, sort)
        return {"bulletin": made.pk, "edition": made.edition, "section": row.pk, **given}

    return make


def of_round(county: County) -> dict[str, Any]:
    return {"kind": "result", "round": make_round(county, "published").round.pk}


WRITTEN = {"heading": "一", "text": "在办{actions.open}件。"}
ADDED = {"sort": "text", "heading": "好经验", "text": "青石镇做法可以借鉴。"}
EXAMPLES = {
    "bulletin.compose": Example(
        done=by(services.bulletin_compose, "office", of_round),
        refused=by(services.bulletin_compose, "office", lambda _county: {"kind": "quarter"}),
    ),
    "bulletin.change": Example(
        done=by(services.bulletin_change, "office", of(facts=FACTS)),
        refused=by(services.bulletin_change, "office", of(facts=FACTS, edition=STALE)),
    ),
    "bulletin.refresh": Example(
        done=by(services.bulletin_refresh, "office", of()),
        refused=by(services.bulletin_refresh, "office", of("submitted")),
    ),
    "bulletin.submit": Example(
        done=by(services.bulletin_submit, "office", of()),
        refused=by(services.bulletin_submit, "office", of(edition=STALE)),
    ),
    "bulletin.return": Example(
        done=by(services.bulletin_return, "leader", of("submitted", reason="措辞再斟酌")),
        refused=by(services.bulletin_return, "leader", of("submitted", reason=" ")),
    ),
    "bulletin.sign": Example(
        done=by(services.bulletin_sign, "leader", of("submitted")),
        refused=by(services.bulletin_sign, "office", of("submitted")),
    ),
    "bulletin.recall": Example(
        done=by(services.bulletin_recall, "office", of("signed", reason="数据有误")),
        refused=by(services.bulletin_recall, "office", of("signed", reason="")),
    ),
    "section.write": Example(
        done=by(services.section_write, "office", with_section("text", **WRITTEN)),
        refused=by(
            services.section_write, "office", with_section("text", heading="", text="{不存在}")
        ),
    ),
    "section.add": Example(
        done=by(services.section_add, "office", of(**ADDED)),
        refused=by(services.section_add, "office", of(sort="league", heading="", text="")),
    ),
    "section.remove": Example(
        done=by(services.section_remove, "office", with_section("lamps")),
        refused=by(services.section_remove, "office", with_section("lamps", edition=STALE)),
    ),
    "section.move": Example(
        done=by(services.section_move, "office", with_section("text", up=True)),
        refused=by(services.section_move, "office", with_section("text", up=False)),
    ),
}
