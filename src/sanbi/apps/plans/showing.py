"""How a branch of a plan is said in words: its aim, what was reached, its lamp."""

from __future__ import annotations

from decimal import Decimal

from django.utils.translation import gettext as _

from sanbi.apps.plans.queries.trees import Branch


def aim_words(branch: Branch) -> str:
    """Say the place and the number that a target wants; nothing where it wants neither."""
    node, said = branch.node, []
    if node.rank_wanted is not None:
        values = {"among": node.rank_among, "place": node.rank_wanted}
        said.append(_("place %(place)d or better, %(among)s") % values)
    if node.goal is not None:
        measure = branch.said[0].measure if branch.said else ""
        said.append(f"{figure_text(node.goal)} {measure}".strip())
    return "；".join(said)


def reached_words(branch: Branch) -> str:
    """Say the newest place and the figure that were reached."""
    said = []
    place = branch.place
    if place is not None:
        values = {"place": place.place, "period": place.period}
        said.append(_("place %(place)d in %(period)s") % values)
    figures = [row for row in branch.said if row.link.indicator_id and row.value is not None]
    if len(figures) == 1:
        row = figures[0]
        value = figure_text(row.value or Decimal(0), row.decimals)
        said.append(f"{value} {row.measure}（{row.period}）")
    return "；".join(said)


def figure_text(value: Decimal, decimals: int = 0) -> str:
    """Return a figure with separators and a true minus."""
    places = max(decimals, 0) if value == value.to_integral() else max(decimals, 2)
    return f"{value:,.{places}f}".replace("-", "−")


def lamp_words(colour: str) -> str:
    """Say a lamp."""
    words = {"green": _("On pace"), "yellow": _("Somewhat slow"), "red": _("Lagging")}
    return words.get(colour, _("Not judged yet"))


def verdict_words(verdict: str) -> str:
    """Say a verdict of the review."""
    words = {"reached": _("Target reached"), "near": _("Nearly reached"), "missed": _("Missed")}
    return words.get(verdict, _("Nobody can say"))
