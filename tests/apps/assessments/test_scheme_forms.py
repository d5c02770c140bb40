"""The form view changes single numbers and leaves the rest of the text as it is."""

from __future__ import annotations

import pytest
from django.urls import reverse

from sanbi.apps.assessments.curves import curve_of
from sanbi.apps.assessments.scheme_edits import edited, places_of
from sanbi.apps.assessments.services import scheme_version_start
from sanbi.apps.audit.errors import Refused
from tests.apps.assessments.test_pages import opened, signed_in
from tests.apps.factories.orgs import County
from tests.apps.factories.rounds import NOW, SCHEME, make_scheme

INDUSTRY = (
    "- {编号: 工业, 名称: 规上工业增速, 满分: 30, 取数: growth, 规则: 极差标准化, 缺数: 组最低}"
)


def changed_lines(before: str, after: str) -> list[tuple[str, str]]:
    pairs = zip(before.splitlines(), after.splitlines(), strict=True)
    return [(old.strip(), new.strip()) for old, new in pairs if old != new]


def test_only_the_named_numbers_change() -> None:
    after = edited(SCHEME, {("投资", "points"): "45", ("投资", "rule"): "{类型: 直接计分}"})
    assert changed_lines(SCHEME, after) == [
        ("满分: 50", "满分: 45"),
        ("规则: {类型: 比例计分, 目标: 75}", "规则: {类型: 直接计分}"),
    ]
    assert places_of(after)["投资"]["points"].text == "45"
    with pytest.raises(Refused):
        edited(SCHEME, {("表彰", "points"): "3"})


def test_a_curve_goes_through_hand_worked_points() -> None:
    # 8 points at 9, 0.8 less for each point below: 0.8 at 0; the full mark from 9 on.
    drawn = curve_of("{类型: 线性加减, 目标: 9, 斜率: 0.8, 下限: 0}", "8", 0, 18, 9)
    ys = [float(part.split()[1]) for part in drawn.path.replace("M", "L").split("L")[1:]]
    assert (drawn.least, drawn.most, drawn.full_y) == ("0", "8", 10.0)
    assert ys[0] == 145.0  # 160 − 0.8/8 · 150
    assert ys[-1] == 10.0
    with pytest.raises(Refused, match="线性加减"):
        curve_of("{类型: 线性, 目标: 9}", "8", 0, 18, 9)


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_weights_and_rules_are_saved_from_the_form(county: County, language: str) -> None:
    adopted = make_scheme(county)
    version = scheme_version_start(actor=county.actor("office"), now=NOW, scheme=adopted.scheme_id)
    office = signed_in(county, "office", language)
    page = opened(office, "scheme-tree", version.pk)
    assert 'name="points:投资"' in page
    numbers = {
        f"points:{name}": held["points"].text
        for name, held in places_of(version.text).items()
        if "points" in held
    }
    sent = {**numbers, "points:投资": "45", "seen": version.digest}
    answer = office.post(reverse("scheme-tree", args=[version.pk]), sent)
    assert "45" in answer.content.decode()  # 45 + 30 are not 80: refused, and still in the form
    version.refresh_from_db()
    assert version.text == adopted.text
    sent["points:工业"] = "35"
    assert office.post(reverse("scheme-tree", args=[version.pk]), sent).status_code == 302
    version.refresh_from_db()
    assert changed_lines(adopted.text, version.text) == [
        ("满分: 50", "满分: 45"),
        (INDUSTRY, INDUSTRY.replace("满分: 30", "满分: 35")),
    ]
    opened(office, "scheme-leaf", version.pk, "投资")
    rule = "{类型: 比例计分, 目标: 80}"
    sent = {"seen": version.digest, "full": "45", "rule": rule}
    assert office.post(reverse("scheme-leaf", args=[version.pk, "投资"]), sent).status_code == 302
    version.refresh_from_db()
    assert rule in version.text
    shown = office.post(reverse("scheme-curve"), {"rule": rule, "full": "45"}).content.decode()
    assert '<path class="line"' in shown
    refused = office.get(reverse("scheme-tree", args=[adopted.pk]))
    assert refused.status_code == 400
