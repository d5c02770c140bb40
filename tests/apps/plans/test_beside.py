"""Places, peers and good practice beside the tree."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest

from sanbi.apps.audit.errors import Missing, NotAllowed, Refused
from sanbi.apps.plans import services
from sanbi.apps.plans.models import PeerFigure
from sanbi.apps.plans.queries.peers import chart_of, indicators_with_peers, race_of
from sanbi.apps.plans.queries.practices import practice_get, practices_for
from sanbi.apps.plans.services import PeerRow
from tests.apps.factories.indicators import make_indicator, observe
from tests.apps.factories.orgs import County
from tests.apps.factories.plans import (
    make_peer,
    make_peer_figure,
    make_practice,
    make_takeover,
    make_target,
)

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 10, 9, 6, 32, tzinfo=UTC)
ON = date(2026, 10, 8)


def test_a_place_of_a_month_gets_versions_by_its_owner(county: County) -> None:
    held = make_target(county, rank_wanted=3, rank_of=12, rank_among="全市")
    given: dict[str, Any] = {"now": NOW, "node": held.pk, "period": "2026-09", "source": "市统计局"}
    first = services.standing_record(actor=county.actor("clerk"), place=5, published_on=ON, **given)
    second = services.standing_record(
        actor=county.actor("office"), place=4, published_on=ON, **given
    )
    assert [(row.version, row.place, row.of) for row in (first, second)] == [(1, 5, 12), (2, 4, 12)]
    with pytest.raises(Missing):
        services.standing_record(actor=county.actor("clerk2"), place=4, published_on=ON, **given)
    for wrong in (
        {"place": 13},
        {"period": "2026-11"},
        {"period": "2026Q3"},
        {"period": "x"},
        {"source": " "},
        {"published_on": date(2026, 10, 10)},
    ):
        with pytest.raises(Refused):
            services.standing_record(
                actor=county.actor("clerk"),
                **{"place": 4, "published_on": ON, **given, **wrong},
            )
    assert held.standings.count() == 2


def test_the_gap_to_each_peer_and_its_trend(county: County) -> None:
    item = make_indicator("fai", county.bureau, kind="statistic")
    peers = make_peer("临江县"), make_peer("望湖县")
    for month, own, theirs in (("2026-07", 90, 120), ("2026-08", 100, 125), ("2026-09", 115, 130)):
        observe(item, county.root, month, own)
        make_peer_figure(peers[0], item, month, theirs)
    make_peer_figure(peers[1], item, "2026-09", 110)
    make_peer_figure(peers[1], item, "2026-10", 118)
    race = race_of(item, NOW)
    rows = [[(gap, trend) for _figure, gap, trend in month.cells] for month in race.months]
    assert rows == [
        [(30, None), (None, None)],
        [(25, -5), (None, None)],
        [(15, -10), (-5, None)],
        [(None, None), (None, None)],
    ]
    assert race.last is not None
    assert race.last.period == "2026-09"
    assert indicators_with_peers() == [item]
    chart = chart_of(race, "固定资产投资", "云川县")
    assert chart["series"][0]["values"] == [90, 100, 115, None]
    assert chart["series"][2]["values"] == [None, None, 110, 118]


def test_figures_of_peers_are_versions_and_the_same_is_passed_over(county: County) -> None:
    item, peer = make_indicator("fai", county.bureau), make_peer()
    given: dict[str, Any] = {
        "actor": county.actor("bureau"),
        "now": NOW,
        "indicator": item.pk,
        "source": "市统计月报",
        "published_on": ON,
    }
    rows = [PeerRow(peer.pk, "2026-08", Decimal(8)), PeerRow(peer.pk, "2026-09", Decimal(9))]
    assert len(services.peer_figures_record(**given, rows=rows)) == 2
    rows[1] = PeerRow(peer.pk, "2026-09", Decimal(10))
    made = services.peer_figures_record(**given, rows=rows)
    assert [(row.period, row.version, row.value) for row in made] == [("2026-09", 2, Decimal(10))]
    for wrong in ([], [rows[0], rows[0]], [PeerRow(0, "2026-09", Decimal(1))]):
        with pytest.raises(Refused):
            services.peer_figures_record(**given, rows=wrong)
    with pytest.raises(NotAllowed):
        services.peer_figures_record(**{**given, "actor": county.actor("stats")}, rows=rows)
    assert PeerFigure.objects.count() == 3


def test_a_practice_is_nominated_shared_and_taken_over(county: County) -> None:
    made = services.practice_nominate(
        actor=county.actor("clerk"),
        now=NOW,
        unit=county.towns[0].pk,
        title="帮办代办",
        content="一次告知",
        effect="快三十天",
    )
    with pytest.raises(Missing):
        practice_get(county.actor("clerk2"), made.pk)
    with pytest.raises(Refused) as caught:
        services.practice_decide(
            actor=county.actor("office"), now=NOW, practice=made.pk, approve=False
        )
    assert caught.value.where == "note"
    services.practice_decide(actor=county.actor("office"), now=NOW, practice=made.pk, approve=True)
    held = practice_get(county.actor("clerk2"), made.pk)
    assert (held.state, held.decided_on) == ("shared", date(2026, 10, 9))
    took = services.practice_take_over(
        actor=county.actor("clerk2"),
        now=NOW,
        practice=made.pk,
        unit=county.towns[1].pk,
        taken="设帮办员",
    )
    services.takeover_tell(actor=county.actor("clerk2"), now=NOW, takeover=took.pk, result="快十天")
    took.refresh_from_db()
    assert (took.result, took.result_on) == ("快十天", date(2026, 10, 9))
    with pytest.raises(Refused, match="已登记学用"):
        services.practice_take_over(
            actor=county.actor("clerk2"),
            now=NOW,
            practice=made.pk,
            unit=county.towns[1].pk,
            taken="再来",
        )
    shown = practices_for(county.actor("stats"))
    assert [(row.title, getattr(row, "taken", None)) for row in shown] == [("帮办代办", 1)]


def test_nobody_decides_the_own_nomination_or_speaks_for_another_unit(county: County) -> None:
    own = make_practice(county, "nominated", by=county.users["office"].pk)
    with pytest.raises(NotAllowed):
        services.practice_decide(
            actor=county.actor("office"), now=NOW, practice=own.pk, approve=True
        )
    took = make_takeover(county)
    with pytest.raises(NotAllowed):
        services.takeover_tell(actor=county.actor("clerk"), now=NOW, takeover=took.pk, result="一")
