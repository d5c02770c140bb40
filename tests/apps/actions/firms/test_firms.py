"""The register of firms: credit codes, who sees what, plans, tables."""

from __future__ import annotations

import re
from datetime import date
from io import BytesIO
from typing import Any

import pytest

from sanbi.apps.actions import services
from sanbi.apps.actions.credit_codes import SIGNS, check_sign, is_credit_code
from sanbi.apps.actions.importing.firms import HEADS, read_firms
from sanbi.apps.actions.models import Firm, FirmMeasure
from sanbi.apps.actions.queries.firms import Wanted, firms_for, firms_found, projects_of
from sanbi.apps.audit.errors import Conflict, Missing, NotAllowed, Refused
from sanbi.apps.audit.models import Entry
from sanbi.apps.audit.tables import Column, xlsx_table
from tests.apps.actions.firm_examples import firm_facts
from tests.apps.conftest import NOW
from tests.apps.factories.firms import credit_code, make_firm, make_policy, make_request
from tests.apps.factories.orgs import County
from tests.apps.factories.projects import make_project

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
HEAD = list(HEADS.values())
GOOD = [
    "青石铸件有限公司",
    credit_code(1),
    "青石镇",
    "金属机械",
    "小型",
    "铸件",
    "何经理",
    "13800001234",
    "",
]


def test_the_example_of_the_standard_fits() -> None:
    assert is_credit_code("91350100M000100Y43")


def test_one_wrong_sign_or_two_exchanged_are_found() -> None:
    code = credit_code(123)
    for place, sign in enumerate(code):
        for other in SIGNS:
            assert is_credit_code(code[:place] + other + code[place + 1 :]) == (other == sign)
    for place in range(17):
        turned = code[:place] + code[place + 1] + code[place] + code[place + 2 :]
        assert is_credit_code(turned) == (turned == code)
    assert not is_credit_code(code[:-1])
    assert not is_credit_code(code[:-1] + "I")
    with pytest.raises(ValueError, match="123"):
        check_sign("123")


@pytest.mark.parametrize(
    ("wrong", "where"),
    [
        ({"name": " "}, "name"),
        ({"name": "已有的企业"}, "name"),
        ({"credit_code": "91331099MA2YC0077A"}, "credit_code"),
        ({"credit_code": credit_code(1)}, "credit_code"),
        ({"industry": "song"}, "industry"),
        ({"size": "tiny"}, "size"),
        ({"contact_phone": "打电话"}, "contact_phone"),
        ({"leader": 0}, "leader"),
    ],
)
def test_a_firm_that_does_not_fit_is_refused(
    county: County, wrong: dict[str, Any], where: str
) -> None:
    make_firm(county, name="已有的企业", credit_code=credit_code(1))
    with pytest.raises(Refused) as caught:
        services.firm_add(actor=county.actor("clerk"), now=NOW, facts=firm_facts(county, **wrong))
    assert caught.value.where == where
    assert Firm.objects.count() == 1


def test_a_township_keeps_its_own_firms_only(county: County) -> None:
    made = services.firm_add(actor=county.actor("clerk"), now=NOW, facts=firm_facts(county))
    given: dict[str, Any] = {"now": NOW, "firm": made.pk, "edition": 0}
    away = firm_facts(county, township=county.towns[1].pk)
    with pytest.raises(NotAllowed):
        services.firm_change(actor=county.actor("clerk"), **given, facts=away)
    moved = services.firm_change(actor=county.actor("supervisor"), **given, facts=away)
    assert (moved.township, moved.edition) == (county.towns[1], 1)
    with pytest.raises(Conflict):
        services.firm_change(actor=county.actor("supervisor"), **given, facts=away)


def test_telephone_numbers_stay_out_of_the_audit(county: County) -> None:
    made = services.firm_add(actor=county.actor("clerk"), now=NOW, facts=firm_facts(county))
    said = Entry.objects.get(action="firm.add")
    assert (made.contact_phone, "1380" in f"{said.details}{said.name}") == ("138 0000 1234", False)


def test_a_number_is_shown_to_who_keeps_the_firm(county: County, client: Any) -> None:
    firm = make_firm(county)
    make_request(county, firm)
    shown = {}
    for who in ("clerk", "supervisor", "bureau", "office"):
        client.force_login(county.users[who], backend=BACKEND)
        page = client.get(f"/actions/firms/{firm.pk}/").content.decode()
        row = client.get("/actions/firms/").content.decode()
        table = client.get("/actions/firms/?format=csv").content.decode()
        assert all("138****1234" in text and "13800001234" not in text for text in (row, table))
        shown[who] = "13800001234" in page
    assert shown == {"clerk": True, "supervisor": True, "bureau": False, "office": False}


def test_firms_are_seen_by_their_township_and_who_answers_them(county: County) -> None:
    one, two = make_firm(county), make_firm(county, township=county.towns[1], size="micro")
    make_request(county, two)
    make_request(county, two, "closed", rating=4, rated_at=NOW)
    seen = {
        who: [firm.pk for firm in firms_for(county.actor(who))]
        for who in ("office", "clerk", "clerk2", "bureau", "stats")
    }
    assert seen == {
        "office": [one.pk, two.pk],
        "clerk": [one.pk],
        "clerk2": [two.pk],
        "bureau": [two.pk],
        "stats": [],
    }
    FirmMeasure.objects.create(
        firm=one, need="用电", measure="增容", unit=county.statistics, due_on=date(2026, 11, 30)
    )
    assert [firm.pk for firm in firms_for(county.actor("stats"))] == [one.pk]
    found = firms_found(county.actor("office"), Wanted(size="micro")).get()
    assert (found.asked, found.waiting, found.rated) == (2, 1, 4)
    assert firms_found(county.actor("office"), Wanted(text="铸件1号")).get() == one
    assert firms_found(county.actor("office"), Wanted(township=str(one.township_id))).get() == one


def test_projects_are_found_by_their_investor(county: County) -> None:
    firm = make_firm(county, name="云川竹业有限公司")
    full = make_project(county, investor="云川竹业有限公司、县国投")
    short = make_project(county, investor="云川竹业")
    make_project(county, investor="云川竹业园区")
    assert {row.pk for row in projects_of(county.actor("office"), firm)} == {full.pk, short.pk}


def test_a_line_of_a_plan_is_done_once_by_who_may(county: County) -> None:
    firm = make_firm(county)
    row = services.firm_measure_add(
        actor=county.actor("clerk"),
        now=NOW,
        firm=firm.pk,
        need="用电增容",
        measure="增设变压器",
        unit=county.bureau.pk,
        due_on=date(2026, 11, 30),
    )
    given: dict[str, Any] = {"now": NOW, "firm": firm.pk, "line": row.pk, "note": "已送电"}
    with pytest.raises(Missing):
        services.firm_measure_finish(actor=county.actor("stats"), **given)
    done = services.firm_measure_finish(actor=county.actor("bureau"), **given)
    assert (done.done_on, done.note) == (date(2026, 10, 9), "已送电")
    with pytest.raises(Refused, match="已"):
        services.firm_measure_finish(actor=county.actor("clerk"), **given)


def test_firms_are_filtered_by_their_line_of_business(county: County, client: Any) -> None:
    client.force_login(county.users["supervisor"], backend=BACKEND)
    page = client.get("/actions/firms/").content.decode()
    assert ("行业" in page, "工业" in page) == (True, False)


def test_a_policy_says_the_year_of_both_days(county: County, client: Any) -> None:
    make_policy(county, valid_from=date(2025, 6, 1), valid_until=date(2026, 6, 30))
    client.force_login(county.users["supervisor"], backend=BACKEND)
    page = client.get("/actions/policies/").content.decode()
    assert re.search(r"2025-06-01.*–.*2026-06-30", page)


# -- tables ----------------------------------------------------------------------------------------
def test_each_fault_names_its_cell(county: County) -> None:
    make_firm(county, name="占用的名字", credit_code=credit_code(9))
    bad = ["", "91331099MA2YC0001A", "天上镇", "星际", "巨型", "", "", "打电话", "谁"]
    taken = ["占用的名字", credit_code(2), *GOOD[2:]]
    found = read_firms([HEAD, GOOD, bad, GOOD, taken])
    assert [(fault.line, fault.column) for fault in found.faults] == [
        *((3, HEADS[name]) for name in ("name", "credit_code", "township", "industry", "size")),
        *((3, HEADS[name]) for name in ("contact_phone", "leader")),
        (4, "企业名称"),
        (4, "统一社会信用代码"),
        (5, "企业名称"),
    ]


def test_a_register_is_taken_in_whole_and_known_firms_are_written_anew(
    county: County, client: Any
) -> None:
    known = make_firm(county, credit_code=credit_code(1), size="micro")
    client.force_login(county.users["supervisor"], backend=BACKEND)
    other = [
        "松涛竹业有限公司",
        credit_code(2).lower(),
        "T2",
        "timber",
        "large",
        "",
        "",
        "",
        "leader",
    ]
    file = BytesIO(xlsx_table("企业", tuple(Column(head) for head in HEAD), [GOOD, other]))
    file.name = "企业.xlsx"
    page = client.post("/actions/firms/import/", {"file": file}).content.decode()
    assert "松涛竹业有限公司" in page
    assert Firm.objects.count() == 1
    rows = re.findall(r'name="rows" value="([^"]+)"', page)[0]
    client.post("/actions/firms/import/", {"rows": rows})
    known.refresh_from_db()
    assert (known.name, known.size, known.edition) == ("青石铸件有限公司", "small", 1)
    made = Firm.objects.get(credit_code=credit_code(2))
    assert (made.township, made.industry) == (county.towns[1], "timber")
    assert made.leader == county.users["leader"]
    said = Entry.objects.get(action="firms.import").details
    assert (said["count"], said["added"], said["changed"]) == (2, 1, 1)
