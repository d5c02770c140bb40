"""The ladder: proof by the rule of the day, days in order, steps back; and who may."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest

from sanbi.apps.audit.errors import Missing, NotAllowed, Refused
from sanbi.apps.orgs.attachments import attachments_of
from sanbi.apps.projects import proof, services
from sanbi.apps.projects.models import Project, StageStep
from sanbi.apps.projects.queries.ladder import ladder_of, stage_marks
from sanbi.apps.projects.recognition import Proof
from tests.apps.factories.orgs import County
from tests.apps.factories.projects import a_file, make_project

BOTH = {"permit": [a_file("施工许可证.pdf")], "site_photo": [a_file("现场.pdf")]}
DAY = date(2026, 9, 1)


def climb(county: County, now: datetime, project: Project, **given: Any) -> StageStep:
    more = {"happened_on": DAY, "proofs": BOTH, "edition": project.edition, **given}
    who = more.pop("who", "bureau")
    return services.stage_step(actor=county.actor(who), now=now, project=project.pk, **more)


def test_a_step_keeps_its_proof_for_good(county: County, now: datetime) -> None:
    project = make_project(county, stage="signed")
    step = climb(county, now, project)
    project.refresh_from_db()
    assert (project.stage, project.stage_on, project.edition) == ("started", DAY, 1)
    assert project.statistics_entry == "pending"
    key = proof.step_key(step.pk, "permit")
    (file,) = attachments_of(county.actor("clerk"), proof.STEP, [key])
    assert file.name == "施工许可证.pdf"
    assert attachments_of(county.actor("clerk2"), proof.STEP, [key]) == []
    assert not proof.can_add_step_files(county.actor("bureau"), key)
    rung = ladder_of(project, on=DAY)[-1]
    assert [file.name for _name, file in rung.files] == ["施工许可证.pdf", "现场.pdf"]
    assert (rung.stands, rung.imported) == (True, False)


@pytest.mark.parametrize(
    ("given", "where"),
    [
        ({"proofs": {"permit": BOTH["permit"]}}, "proof_site_photo"),
        ({"proofs": {**BOTH, "odd": [a_file()]}}, "proofs"),
        ({"happened_on": date(2026, 10, 10)}, "happened_on"),
        ({"happened_on": date(2026, 2, 4)}, "happened_on"),
        ({"edition": 3}, ""),
    ],
)
def test_a_step_is_refused(county: County, now: datetime, given: Any, where: str) -> None:
    project = make_project(county, stage="signed")
    with pytest.raises(Refused) as refused:
        climb(county, now, project, **given)
    assert refused.value.where == where
    project.refresh_from_db()
    assert (project.stage, project.steps.count()) == ("signed", 2)


def test_only_the_keeper_recognises(county: County, now: datetime) -> None:
    project = make_project(county, stage="signed")
    for who in ("clerk", "office", "leader"):
        with pytest.raises(NotAllowed):
            climb(county, now, project, who=who)
    with pytest.raises(Missing):
        climb(county, now, project, who="clerk2")


def test_the_rule_of_the_day_counts(county: County, now: datetime) -> None:
    project = make_project(county, stage="signed")
    services.recognition_set(
        actor=county.actor("bureau"),
        now=now,
        stage="started",
        text="以施工合同为准",
        proofs=[Proof("works_contract", "施工合同")],
        valid_from=date(2026, 9, 15),
    )
    with pytest.raises(Refused) as refused:
        climb(county, now, project, happened_on=date(2026, 9, 15))
    assert refused.value.where == "proofs", "the old proofs are none of the new rule"
    assert climb(county, now, project).proofs == ["permit", "site_photo"]


def test_a_step_back_shows_both_rows(county: County, now: datetime) -> None:
    project = make_project(county, stage="started")
    services.stage_revoke(
        actor=county.actor("bureau"), now=now, project=project.pk, edition=0, reason="照片不实"
    )
    project.refresh_from_db()
    assert (project.stage, project.stage_on) == ("signed", date(2026, 2, 5))
    rungs = ladder_of(project, on=DAY)
    assert [(rung.stage, rung.back, rung.stands) for rung in rungs] == [
        ("lead", False, True),
        ("signed", False, True),
        ("started", False, False),
        ("signed", True, False),
    ]
    assert [state for _words, state, _day in stage_marks(project, rungs)] == [
        "done",
        "now",
        "next",
        "next",
        "next",
    ]
    climb(county, now, project, edition=1)
    assert [rung.stands for rung in ladder_of(project, on=DAY)] == [True, True, False, False, True]
