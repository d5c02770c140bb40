"""What firms ask for: filed, matched with policies, answered, rated once by the firm itself."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from sanbi.apps.actions import services
from sanbi.apps.actions.models import FirmRequest
from sanbi.apps.actions.policies import matches
from sanbi.apps.actions.queries.firms import policies_on
from sanbi.apps.audit.actors import NOBODY
from sanbi.apps.audit.errors import NotAllowed, Refused
from sanbi.apps.audit.models import Entry
from sanbi.apps.orgs.models import Message
from tests.apps.conftest import NOW
from tests.apps.factories.firms import make_firm, make_policy, make_request
from tests.apps.factories.orgs import County, make_county
from tests.support.racing import DONE, REFUSED, at_once

TODAY = date(2026, 10, 9)
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def ask(county: County, who: str, **more: Any) -> FirmRequest:
    given: dict[str, Any] = {
        "firm": make_firm(county, leader=county.users["leader"]).pk,
        "title": "申请技改设备补助",
        "content": "拟购设备两台",
        "category": "policy",
        "lead_unit": county.bureau.pk,
        "limit": "normal",
        "said_by": "何经理",
    }
    return services.request_file(actor=county.actor(who), now=NOW, **{**given, **more})


def invited(county: County, row: FirmRequest) -> str:
    _row, code = services.request_invite(
        actor=county.actor("bureau"), now=NOW, action=row.action_id
    )
    return code


def test_a_request_becomes_an_action_with_a_limit(county: County) -> None:
    row = ask(county, "supervisor")
    made = row.action
    assert (made.kind, made.category, made.state) == ("request", "policy", "assigned")
    assert (made.due_on, made.leader) == (date(2026, 10, 30), county.users["leader"])
    assert made.source_text == "云川精密铸件1号有限公司，何经理"
    assert made.source_link == f"/actions/firms/{row.firm_id}/"
    assert ask(county, "clerk").action.state == "filed"
    with pytest.raises(NotAllowed):
        ask(county, "bureau", firm=make_request(county).firm_id)


def test_policies_fit_by_industry_size_words_and_day(county: County) -> None:
    firm = make_firm(county)
    best = make_policy(county, title="技改")
    every = make_policy(county, title="稳岗", industries=[], sizes=[], keywords=[])
    make_policy(county, title="竹业", industries=["timber"])
    make_policy(county, title="大型", sizes=["large"])
    make_policy(county, title="过期", valid_until=date(2026, 10, 8))
    make_policy(county, title="未到", valid_from=date(2026, 10, 10), valid_until=None)
    other = make_policy(county, title="用工", keywords=["招工"])
    found = matches(firm, "申请技改设备补助", policies_on(TODAY), TODAY)
    assert [(match.policy, list(match.reasons)) for match in found] == [
        (best, ["诉求提到“技改、设备”", "行业：金属机械", "规模：小型"]),
        (every, ["面向所有企业"]),
    ]
    without = matches(firm, "", policies_on(TODAY), TODAY)
    assert [match.policy for match in without] == [best, other, every]


def test_an_answer_reports_the_request_with_its_policy(county: County) -> None:
    row, policy = make_request(county), make_policy(county)
    old = make_policy(county, valid_until=date(2026, 10, 8))
    given: dict[str, Any] = {
        "actor": county.actor("bureau"),
        "now": NOW,
        "action": row.action_id,
        "edition": 0,
    }
    with pytest.raises(Refused) as caught:
        services.request_answer(**given, text="请申报", policy=old.pk)
    assert caught.value.where == "policy"
    done = services.request_answer(**given, text="请申报", policy=policy.pk)
    assert (done.policy, done.answer, done.answered_at) == (policy, "请申报", NOW)
    done.action.refresh_from_db()
    assert (done.action.state, done.action.reported_on) == ("reported", TODAY)
    assert done.action.steps.latest("pk").text == f"请申报（{policy.title}）"


def test_a_firm_rates_once_with_its_code(county: County, client: Any) -> None:
    row = make_request(county, state="reported")
    code = invited(county, row)
    assert len(code) == 14
    FirmRequest.objects.update(code_until=date(2099, 12, 31))  # the page reads the real clock
    page = client.post("/actions/rate/", {"code": "AAAA-AAAA-AAAA", "rating": "5"})
    assert "不存在或已使用" in page.content.decode()
    assert not Entry.objects.filter(action="request.rate").exists()
    sent = {"code": code.lower().replace("-", " "), "rating": "2", "text": "等了两周"}
    assert "感谢" in client.post("/actions/rate/", sent, follow=True).content.decode()
    row.refresh_from_db()
    assert (row.rating, row.rating_text, row.rated_by_name) == (2, "等了两周", "")
    told = Message.objects.get(user=county.users["supervisor"])
    assert (told.text, told.values["firm"]) == (
        "%(firm)s is not content with the answer to %(number)s.",
        row.firm.name,
    )
    again = client.post("/actions/rate/", sent)
    assert "不存在或已使用" in again.content.decode()
    row.refresh_from_db()
    assert (row.code_digest, row.rating) == (None, 2)


def test_a_code_is_kept_as_a_digest_ends_and_is_replaced(county: County) -> None:
    row = make_request(county, state="verified")
    first = invited(county, row)
    row.refresh_from_db()
    assert first.replace("-", "") not in str(vars(row))
    second = invited(county, row)
    assert services.request_of_code(first, TODAY) is None
    assert services.request_of_code(second, TODAY + timedelta(30)) == row
    assert services.request_of_code(second, TODAY + timedelta(31)) is None
    assert services.request_of_code("", TODAY) is None


def test_a_clerk_types_a_rating_but_never_the_unit_that_answered(county: County) -> None:
    row = make_request(county, state="reported")
    given: dict[str, Any] = {"now": NOW, "action": row.action_id, "rating": 5, "said_by": "电话"}
    with pytest.raises(NotAllowed):
        services.request_rate_for(actor=county.actor("bureau"), **given)
    own = make_request(county, state="reported", lead_unit=county.towns[0])
    with pytest.raises(NotAllowed):
        services.request_rate_for(actor=county.actor("clerk"), **{**given, "action": own.action_id})
    done = services.request_rate_for(actor=county.actor("clerk"), **given)
    assert (done.rating, done.rating_note, done.rated_by_name) == (5, "电话", "clerk")
    with pytest.raises(Refused, match="已作出评价"):
        services.request_rate_for(actor=county.actor("supervisor"), **given)
    with pytest.raises(Refused, match="已作出评价"):
        invited(county, row)


def test_nothing_is_rated_before_it_is_answered(county: County) -> None:
    row = make_request(county)
    with pytest.raises(Refused, match="还没有答复"):
        invited(county, row)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("locks", [True, False])
def test_two_who_send_one_code_at_once(locks: bool) -> None:
    county = make_county()
    row = make_request(county, state="reported")
    code = invited(county, row)
    deeds = [
        lambda rating=rating: services.request_rate(actor=NOBODY, now=NOW, code=code, rating=rating)
        for rating in (5, 1)
    ]
    ends = sorted(at_once((deeds[0], deeds[1]), locks=locks))
    assert ends == ([DONE, REFUSED] if locks else [DONE, DONE])
