"""Pages of factors: what a reader sees, the worker's road, tables, what others keep hidden."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from procrastinate.contrib.django.models import ProcrastinateJob

from sanbi.apps.projects.allocation.book_table import rows_of
from sanbi.apps.projects.models import AllocationRequest, FactorBook
from sanbi.apps.projects.services import solving
from sanbi.apps.projects.tasks import allocation_run
from tests.apps.factories.factors import (
    book,
    four_projects,
    make_book,
    make_candidate,
    make_run,
    publish,
)
from tests.apps.factories.orgs import County

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
As = Callable[[str], Client]


@pytest.fixture
def as_(county: County) -> As:
    """A client signed in as somebody."""

    def sign_in(who: str) -> Client:
        client = Client()
        client.force_login(county.users[who], backend=BACKEND)
        return client

    return sign_in


def test_the_plan_says_why_and_what_would_admit(county: County, now: datetime, as_: As) -> None:
    four_projects(county)
    publish(county, now)
    text = as_("clerk").get("/projects/factors/plans/1/").content.decode()
    assert "卡在用地。满足以下条件即可安排：2027-03 前增加用地 20 亩。" in text
    assert "同一地块已安排其他项目。" in text
    left = as_("clerk").get("/projects/factors/plans/1/?state=left").content.decode()
    assert ("项目A" in left, "项目C" in left) == (False, True)
    table = as_("bureau").get("/projects/factors/plans/1/?format=csv").content.decode("utf-8-sig")
    assert "C,项目C,青石镇,未安排,6.0,40.0" in table


def test_each_township_sees_its_own_projects(county: County, now: datetime, as_: As) -> None:
    four_projects(county)
    make_candidate(county, "S", 3, 5, "", "", unit=county.towns[1])
    publish(county, now)
    for path in ("plans/1/", "support/", "plans/1/?format=csv", "support/?format=csv"):
        text = as_("clerk2").get(f"/projects/factors/{path}").content.decode()
        assert ("项目S" in text, "项目A" in text) == (True, False), path
    make_run(county, now)
    assert as_("clerk2").get("/projects/factors/plans/2/").status_code == 404
    assert as_("clerk2").get("/projects/factors/plans/1/input/").status_code == 403
    assert as_("office").get("/projects/factors/plans/2/").status_code == 200


def test_a_large_one_goes_to_the_worker(
    county: County,
    as_: As,
    monkeypatch: pytest.MonkeyPatch,
    django_capture_on_commit_callbacks: Any,
) -> None:
    four_projects(county)
    monkeypatch.setattr(solving, "SMALL", 3)
    client = as_("bureau")
    with django_capture_on_commit_callbacks(execute=True):
        answer = client.post("/projects/factors/ask/", {"seconds": "5"})
    request = AllocationRequest.objects.get()
    assert answer["Location"] == f"/projects/factors/asked/{request.pk}/"
    assert request.state == "waiting"
    job = ProcrastinateJob.objects.get(task_name="projects.allocation")
    assert job.args == {"request": request.pk}
    assert client.get(answer["Location"]).status_code == 200
    allocation_run(request=request.pk)
    led = client.get(answer["Location"])
    assert led["Location"] == "/projects/factors/plans/1/"


def test_quotas_from_a_table(county: County, as_: As) -> None:
    client, path = as_("bureau"), "/projects/factors/quotas/table/"

    def sent(rows: list[list[str]]) -> Any:
        content = "\n".join(",".join(row) for row in rows).encode()
        file = SimpleUploadedFile("指标.csv", content, "text/csv")
        return client.post(path, {"file": file, "seen": "0"})

    make_candidate(county, "A", 1, 1, "", "")
    rows = rows_of(book())
    rows[1][rows[0].index("2027-02")] = "五十"
    assert "“五十”" in sent(rows).content.decode()
    assert not FactorBook.objects.exists()
    assert sent(rows_of(book())).status_code == 302
    assert FactorBook.objects.get().content["supplies"][0]["months"] == [50.0, 0.0, 50.0]


def test_two_plans_beside_each_other(county: County, now: datetime, as_: As) -> None:
    four_projects(county)
    publish(county, now)
    make_candidate(county, "E", 40, 50, "2027-01", "2027-01")
    make_book(county, book(stability=0.1, exclusions=(("A", "D"),)))
    make_run(county, now)
    answer = as_("bureau").get("/projects/factors/plans/2/beside/")
    found = answer.context["found"]
    kinds = {change.code: change.kind for change in found.rows}
    assert kinds == {"A": "out", "E": "in"}
    assert found.penalty == pytest.approx(2.0)  # a tenth of the 20 points of A
    assert found.points == pytest.approx(40 + 15 - 2 - 35, abs=0.01)
