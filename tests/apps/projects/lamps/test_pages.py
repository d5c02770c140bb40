"""The pages of lamps: list, rules with their preview, one project's lamps, waivers."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from sanbi.apps.audit.actors import SYSTEM
from sanbi.apps.audit.clock import moment
from sanbi.apps.projects import services
from sanbi.apps.projects.forms.lamps import digest
from sanbi.apps.projects.lamps.rulebook import as_text, content_of
from sanbi.apps.projects.models import LampReading, LampRules, Project
from sanbi.engine.scheduling.lamps import PRESETS, month_in_force, preset_data
from tests.apps.conftest import NOW
from tests.apps.factories.lamps import make_lamp, make_rules, make_waiver
from tests.apps.factories.orgs import County
from tests.apps.factories.projects import make_keeper, make_project

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@pytest.fixture
def sign_in(client: Client, county: County) -> Callable[[str], Client]:
    def enter(who: str) -> Client:
        client.force_login(county.users[who], BACKEND)
        return client

    return enter


@pytest.fixture
def late(county: County) -> Project:
    return make_project(county, stage="signed", start_on=date(2026, 7, 10))


def rules_form(text: str, **more: Any) -> dict[str, Any]:
    return {"text": text, "valid_from": "2026-10-01", "do": "look", **more}


def test_the_list_shows_the_worst_first(sign_in: Callable[[str], Client], county: County) -> None:
    for name, colour in (("甲", "green"), ("乙", "red"), ("丙", "yellow")):
        make_lamp(make_project(county, name=name), colour, size="落后3天")
    make_project(county, name="丁")
    page = sign_in("leader").get("/projects/lamps/")
    assert [line.project.name for line, _cells in page.context["lines"]] == ["乙", "丙", "丁", "甲"]
    assert page.context["sums"] == {"green": 1, "red": 1, "yellow": 1, "none": 1}
    only = sign_in("leader").get("/projects/lamps/?colour=yellow")
    assert [line.project.name for line, _cells in only.context["lines"]] == ["丙"]


def test_a_newer_version_takes_the_place_of_the_one_before(
    sign_in: Callable[[str], Client], late: Project
) -> None:
    make_lamp(late, "red")
    make_lamp(late, "yellow", version=2)
    client = sign_in("leader")
    assert client.get("/projects/lamps/?colour=red").context["lines"] == []
    assert client.get("/projects/?lamp=yellow").context["sums"].lamps == {"yellow": 1, "none": 0}
    assert client.get("/projects/wall/?lamp=red").context["rows"] == []


def test_rules_are_looked_at_before_they_are_kept(
    sign_in: Callable[[str], Client], county: County, late: Project
) -> None:
    make_keeper(county)
    services.lamps_read(actor=SYSTEM, now=NOW, period="2026-09")
    client, text = sign_in("bureau"), as_text(preset_data("wuhan"))
    saved_unseen = client.post("/projects/lamps/rules/", rules_form(text, do="save"))
    assert saved_unseen.status_code == 200
    page = client.post("/projects/lamps/rules/", rules_form(text))
    assert page.context["ready"]
    assert [item.project for item, *_words in page.context["changed"]] == [late]
    assert LampRules.objects.count() == 1  # the built-in set, which was read by
    looked = page.context["form"].initial["looked"]
    assert looked == digest(text)
    other = text.replace("80", "70")
    client.post("/projects/lamps/rules/", rules_form(other, do="save", looked=looked))
    assert LampRules.objects.count() == 1
    client.post("/projects/lamps/rules/", rules_form(text, do="save", looked=looked))
    kept = LampRules.objects.get(version=1)
    assert (kept.name, kept.by_name) == ("武汉市重大项目管理办法（红、黄牌预警）", "bureau")


def test_a_file_takes_the_place_of_the_text(
    sign_in: Callable[[str], Client], county: County
) -> None:
    make_keeper(county)
    client = sign_in("bureau")
    file = SimpleUploadedFile("rules.yaml", as_text(preset_data("wuhan")).encode())
    page = client.post("/projects/lamps/rules/", rules_form("", file=file))
    assert page.context["ready"]
    program = SimpleUploadedFile("rules.yaml", b"MZ\x90\0\x03\0\0\0" * 99)
    page = client.post("/projects/lamps/rules/", rules_form("", file=program))
    assert "file" in page.context["form"].errors
    page = client.post(
        "/projects/lamps/rules/", rules_form("", file=SimpleUploadedFile("a.yaml", b"\xff\xfe\x00"))
    )
    assert "file" in page.context["form"].errors


HOSTILE = {
    "aliases": "a: &a [1]\nb: *a\n",
    "a key twice": "name: 甲\nname: 乙\n",
    "depth": "[" * 500,
    "a tag": "!!python/object/apply:os.system [ls]\n",
    "nothing": "",
    "a list": "- 1\n",
    "not YAML": "a: b: c: [",
    "no number": "name: 甲\nlamps: {start: {red: {fact: start_days_late, op: '>', value: .nan}}}\n",
    "an unknown fact": "name: 甲\nlamps: {start: {red: {fact: moon}}}\n",
    "too long": "#" + "a" * 70_000,
    "a day as version": "name: 甲\nversion: 2026-01-01\nlamps: 3\n",
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_hostile_texts_are_told_in_words(text: str, language: str) -> None:
    content, faults = content_of(text, language)
    assert content is None
    assert faults
    assert all(fault.message for fault in faults)


@pytest.mark.parametrize("preset", PRESETS)
def test_every_preset_survives_being_written_and_read(preset: Any) -> None:
    assert content_of(as_text(preset_data(preset)), "zh") == (preset_data(preset), [])


def test_faults_name_their_line(sign_in: Callable[[str], Client], county: County) -> None:
    make_keeper(county)
    page = sign_in("bureau").post("/projects/lamps/rules/", rules_form("name: 甲\nname: 乙\n"))
    assert [(f.where, f.message) for f in page.context["faults"]] == [
        ("第 2 行", "“name”写了两次。")
    ]
    assert "未保存" in page.content.decode()


def test_one_projects_page_says_rule_reason_and_months(
    sign_in: Callable[[str], Client], late: Project
) -> None:
    for period in ("2026-07", "2026-08", "2026-09"):
        services.lamps_read(actor=SYSTEM, now=NOW, period=period)
    page = sign_in("clerk").get(f"/projects/{late.pk}/lamps/")
    text = page.content.decode()
    assert "红灯：连续3个月应开工未开工。" in text
    assert "连续 3 期 应开工未开工" in text
    assert page.context["history"].months == ["2026-07", "2026-08", "2026-09"]
    assert sign_in("clerk2").get(f"/projects/{late.pk}/lamps/").status_code == 404


def test_the_keeper_reads_the_month_that_is_over(
    sign_in: Callable[[str], Client], county: County, late: Project
) -> None:
    make_keeper(county)
    client = sign_in("bureau")
    over = str(month_in_force(timezone.localdate(moment())))
    assert client.post("/projects/lamps/read/").status_code == 302
    assert LampReading.objects.get(project=late, lamp="overall").period == over


def test_asking_and_deciding_on_pages(sign_in: Callable[[str], Client], late: Project) -> None:
    form = {"lamp": "start", "first": "2026-09", "last": "2026-12", "reason": "征地尚未批复"}
    sign_in("clerk").post(f"/projects/{late.pk}/lamps/waive/", form)
    waiver = late.lamp_waivers.get()
    office = sign_in("office")
    assert "征地尚未批复" in office.get("/projects/lamps/").content.decode()
    address = f"/projects/lamps/waivers/{waiver.pk}/"
    assert office.get(address).context["may_decide"]
    page = office.post(address, {"approve": "no", "why": ""})
    assert page.context["form"].errors["why"]
    office.post(address, {"approve": "yes", "why": "同意"})
    waiver.refresh_from_db()
    assert (waiver.state, waiver.decided_why) == ("approved", "同意")


def test_the_table_for_download_has_every_lamp(
    sign_in: Callable[[str], Client], late: Project
) -> None:
    services.lamps_read(actor=SYSTEM, now=NOW, period="2026-09")
    text = sign_in("office").get("/projects/lamps/?format=csv").content.decode("utf-8-sig")
    head, row = text.strip().splitlines()
    assert head.split(",")[3:7] == ["月份", "总灯", "开工灯", "进度灯"]
    assert row.split(",")[3:6] == ["2026-09", "滞后", "滞后"]


def test_rows_cost_no_queries(
    sign_in: Callable[[str], Client], county: County, count_queries: Any
) -> None:
    client = sign_in("office")
    make_lamp(make_project(county), "red")
    client.get("/projects/lamps/")
    with count_queries() as one:
        client.get("/projects/lamps/")
    for _turn in range(2):
        make_lamp(make_project(county), "red")
    with count_queries() as three:
        client.get("/projects/lamps/")
    assert len(one) == len(three)


def test_what_waits_is_shown_with_its_project(
    sign_in: Callable[[str], Client], late: Project
) -> None:
    make_rules()
    make_waiver(late)
    page = sign_in("town_leader").get("/projects/lamps/")
    assert [row.project for row, _lamp in page.context["waiting"]] == [late]
    assert sign_in("clerk2").get("/projects/lamps/").context["waiting"] == []
