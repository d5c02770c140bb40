"""What pages of plans say: `{% aim branch %}`, `{% reached branch %}`, shares, trends."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from sanbi.apps.indicators.models import Indicator
from sanbi.apps.plans.queries.figures import Said
from sanbi.apps.plans.queries.peers import Race
from sanbi.apps.plans.queries.reviews import Outcome
from sanbi.apps.plans.queries.trees import Branch
from sanbi.apps.plans.showing import (
    aim_words,
    figure_text,
    lamp_words,
    reached_words,
    verdict_words,
)

register = template.Library()


@register.simple_tag
def aim(branch: Branch) -> str:
    """Say the place and number wanted."""
    return aim_words(branch) or "—"


@register.simple_tag
def reached(branch: Branch) -> str:
    """Say the newest place and figure."""
    return reached_words(branch) or "—"


@register.simple_tag
def percent(share: Decimal | None) -> str:
    """Show a share as 75.0%; nothing as a dash."""
    return "—" if share is None else f"{share * 100:.1f}%"


@register.simple_tag
def trend(gap: Decimal, change: Decimal, indicator: Indicator) -> SafeString:
    """Say how a gap changed: closes or opens behind a peer, the lead grows or shrinks before it."""
    if change == 0:
        return format_html('<span class="sub">{}</span>', _("unchanged"))
    low = indicator.direction == Indicator.Direction.LOW
    behind, away = (gap > 0) != low, (change > 0) != low
    if behind:
        words = _("opens by %(figure)s") if away else _("closes by %(figure)s")
    else:
        words = _("lead shrinks by %(figure)s") if away else _("lead grows by %(figure)s")
    figure = figure_text(abs(change), indicator.decimals)
    return format_html("{}", words % {"figure": figure})


@register.filter
def lamp_said(branch: Branch) -> str:
    """Say a branch's lamp."""
    return lamp_words(branch.lamp)


@register.filter
def verdict_said(outcome: Outcome) -> str:
    """Say a target's verdict."""
    return verdict_words(outcome.verdict)


@register.filter
def link_name(said: Said) -> str:
    """Return the name of what a link reads."""
    link = said.link
    return str(link.indicator or link.project or link.action)


@register.filter
def link_kind(said: Said) -> str:
    """Say what a link reads: an indicator of a kind, a project, an action."""
    if said.link.indicator is not None:
        return str(said.link.indicator.get_kind_display())
    return _("Project") if said.link.project_id else _("Action")


@register.filter
def nth(rows: Sequence[Any], place: int) -> Any:  # noqa: ANN401 - whatever the rows hold
    """Return the row at a place."""
    return rows[place]


@register.filter
def sources_of(race: Race) -> list[str]:
    """Return where the peers' figures were published, each once."""
    cells = [figure for month in race.months for figure, _gap, _trend in month.cells if figure]
    newest: dict[tuple[int, str], Any] = {}
    for figure in cells:
        newest[figure.peer_id, figure.source] = figure
    names = {peer.pk: peer.name for peer in race.peers}
    return [
        f"{names[row.peer_id]}：{row.source}（{row.published_on:%Y-%m-%d}）"
        for row in newest.values()
    ]
