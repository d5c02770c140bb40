"""What a project reports for a month: versions of dispatch figures, payment shown by files."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.utils import timezone
from django.utils.translation import gettext as _

from sanbi.apps.audit.actors import Actor
from sanbi.apps.audit.errors import Conflict, Refused, require
from sanbi.apps.audit.services import service, tell
from sanbi.apps.orgs.models import Attachment
from sanbi.apps.projects import proof
from sanbi.apps.projects.models import MonthReport, Project, Quantity, QuantityReport
from sanbi.apps.projects.periods import is_closed, month_before, require_month
from sanbi.apps.projects.proof import Sent
from sanbi.apps.projects.quantities import latest_done, share_done
from sanbi.apps.projects.rules import can_report
from sanbi.apps.projects.services.lamps import read_after_change
from sanbi.apps.projects.services.locking import (
    needs_reason,
    project_locked,
    require_in_register,
)
from sanbi.apps.projects.words import who_reports
from sanbi.engine.scheduling.lamps import OVERALL

ONE = Decimal(1)
MOST_QUANTITIES = 30


@dataclass(frozen=True)
class Figures:
    """A month's figures: 万元 cumulative in the year; ``physical`` a share from 0 to 1.

    ``physical`` None is counted from the quantities, where there are any.
    """

    completed_wan: Decimal
    paid_wan: Decimal | None = None
    physical: Decimal | None = None
    image: str = ""
    reason: str = ""


@service("month.report")
def month_report(
    *,
    actor: Actor,
    now: datetime,
    project: int,
    period: str,
    version: int,
    figures: Figures,
    proofs: Sequence[Sent] = (),
) -> MonthReport:
    """Report a month, as a new version; the first needs no reason.

    Parameters
    ----------
    version : the version that was looked at; 0 where there was none.
    proofs : files that show the payment

    Raises
    ------
    Refused
        for a month to come; for figures that cannot be; for payment without a file; without a
        reason for a second version, for a month that is closed, and where the year's completed
        investment or the physical work falls. `Conflict` where there is a newer version.
    """
    held = project_locked(actor, project)
    require(can_report(actor, held), who_reports())
    require_in_register(held)
    today = timezone.localdate(now)
    require_month(period, today)
    newest = _newest(held, period, version)
    physical = _physical(held, period, figures)
    _require_figures(held, figures, physical)
    _require_paid(held, period, figures, proofs)
    reason = figures.reason.strip()
    if newest or is_closed(period, today) or _falls(held, period, figures, physical):
        reason = needs_reason(reason)
    made = MonthReport.objects.create(
        project=held,
        period=period,
        version=newest + 1,
        completed_wan=figures.completed_wan,
        paid_wan=figures.paid_wan,
        physical=physical,
        image=figures.image.strip(),
        reason=reason,
        by=actor.user,
        by_name=actor.name,
        at=now,
    )
    _hang_all(actor, now, held, period, proofs)
    told = ("version", "completed_wan", "paid_wan", "physical", "reason")
    shown = [row for row in read_after_change(held, period, now) if row.lamp == OVERALL]
    tell(
        held,
        period=period,
        lamps=[f"{row.period} {row.colour}" for row in shown],
        **{name: getattr(made, name) for name in told},
    )
    return made


def _hang_all(
    actor: Actor, now: datetime, held: Project, period: str, proofs: Sequence[Sent]
) -> None:
    """Keep the files that show a month's payment."""
    key = proof.month_key(held.pk, period)
    for sent in proofs:
        unit = held.unit_id
        proof.hang(actor=actor, now=now, unit=unit, kind=proof.MONTH, key=key, sent=sent)


@dataclass(frozen=True)
class QuantityLine:
    """A physical quantity: 土方 m³, with its share of the whole."""

    name: str
    measure: str
    planned: Decimal
    weight: Decimal = ONE


@service("quantities.set")
def quantities_set(
    *, actor: Actor, now: datetime, project: int, edition: int, lines: Sequence[QuantityLine]
) -> list[Quantity]:
    """Say by which quantities the physical work of a project is measured.

    Raises
    ------
    Refused
        for a quantity twice, without a name or plan, and where one that was reported is left out.
    """
    held = project_locked(actor, project, edition)
    require(can_report(actor, held), who_reports())
    require_in_register(held)
    _require_lines(lines)
    kept = {item.name: item for item in Quantity.objects.filter(project=held)}
    gone = [item for name, item in kept.items() if name not in {line.name for line in lines}]
    reported = QuantityReport.objects.filter(quantity__in=gone).select_related("quantity").first()
    if reported is not None:
        raise Refused(
            _("“%(quantity)s” has been reported already.") % {"quantity": reported.quantity.name},
            _("Keep it; set its weight to 0 if it shall count no more."),
            "lines",
        )
    Quantity.objects.filter(pk__in=[item.pk for item in gone]).delete()
    found = []
    for line in lines:
        item = kept.get(line.name) or Quantity(project=held, name=line.name)
        item.measure, item.planned, item.weight = line.measure, line.planned, line.weight
        item.save()
        found.append(item)
    held.edition += 1
    held.save(update_fields=["edition"])
    tell(held, at=now, lines=[f"{line.name} {line.planned} {line.measure}" for line in lines])
    return found


@service("quantity.report")
def quantity_report(
    *, actor: Actor, now: datetime, project: int, period: str, done: Mapping[int, Decimal]
) -> list[QuantityReport]:
    """Report how much of each quantity is done by the end of a month, since the beginning.

    Parameters
    ----------
    done : primary key of a quantity → how much; those that are left out stay as they are.

    Raises
    ------
    Refused
        for a month to come, nothing new, and for what is negative, above the plan, or less than
        in an earlier month.
    """
    held = project_locked(actor, project)
    require(can_report(actor, held), who_reports())
    require_in_register(held)
    require_month(period, timezone.localdate(now))
    quantities = {item.pk: item for item in Quantity.objects.filter(project=held).order_by("pk")}
    if not set(done) <= set(quantities):
        raise Refused(_("This quantity is not one of the project's."), _("Choose another."))
    before = latest_done([held.pk], month_before(period))
    own = {
        item.quantity_id: item
        for item in QuantityReport.objects.filter(quantity__in=done, period=period).order_by(
            "version"
        )
    }
    made = []
    for key, value in sorted(done.items()):
        _require_done(quantities[key], value, before.get(key))
        last = own.get(key)
        if last is not None and last.done == value:
            continue
        version = last.version + 1 if last else 1
        made.append(_reported(quantities[key], period, version, value, actor, now))
    if not made:
        raise Refused(_("Nothing differs from what is kept."), _("Nothing needs to be done."))
    QuantityReport.objects.bulk_create(made)
    tell(held, period=period, lines=[f"{item.quantity.name} {item.done}" for item in made])
    return made


def _reported(
    quantity: Quantity, period: str, version: int, done: Decimal, actor: Actor, now: datetime
) -> QuantityReport:
    return QuantityReport(
        quantity=quantity,
        period=period,
        version=version,
        done=done,
        by=actor.user,
        by_name=actor.name,
        at=now,
    )


# -- checks ----------------------------------------------------------------------------------------
def _newest(held: Project, period: str, looked_at: int) -> int:
    """The version to go on from; a conflict where it is not the one that was looked at."""
    last = _last(held, period)
    newest = last.version if last else 0
    if newest != looked_at:
        raise Conflict(
            _("Somebody reported this month in the meantime."),
            _("Look at the newest version, then report again."),
        )
    return newest


def _last(project: Project, period: str) -> MonthReport | None:
    found = MonthReport.objects.filter(project=project, period=period)
    return found.order_by("-version").first()


def _physical(project: Project, period: str, figures: Figures) -> Decimal | None:
    if figures.physical is not None:
        return figures.physical
    return share_done([project.pk], period).get(project.pk)


def _require_figures(project: Project, figures: Figures, physical: Decimal | None) -> None:
    for name in ("completed_wan", "paid_wan"):
        value = getattr(figures, name)
        if value is not None and value < 0:
            raise Refused(_("This number is negative."), _("Write 0 or more."), name)
        if value is not None and value > project.total_wan * 2:
            raise Refused(
                _("This is more than twice the total investment of %(total)s 万元.")
                % {"total": project.total_wan},
                _("Write it in 万元."),
                name,
            )
    if physical is not None and not 0 <= physical <= 1:
        raise Refused(_("Physical work is a share from 0 to 100%."), _("Mend it."), "physical")


def _require_paid(project: Project, period: str, figures: Figures, proofs: Sequence[Sent]) -> None:
    if not figures.paid_wan or proofs:
        return
    key = proof.month_key(project.pk, period)
    hung = Attachment.objects.filter(kind=proof.MONTH, key=key, withdrawn_at__isnull=True)
    if not hung.exists():
        raise Refused(
            _("Payment is shown by a file."),
            _("Add the bank's slip or the ledger page of the month."),
            "proofs",
        )


def _falls(project: Project, period: str, figures: Figures, physical: Decimal | None) -> bool:
    """Whether money within the year, or physical work at all, is less than the month before."""
    earlier = (
        MonthReport.objects.filter(project=project, period__lt=period)
        .order_by("-period", "-version")
        .first()
    )
    if earlier is None:
        return False
    money = earlier.period[:4] == period[:4] and figures.completed_wan < earlier.completed_wan
    work = None not in (physical, earlier.physical) and physical < earlier.physical  # type: ignore[operator]
    return money or work


def _require_lines(lines: Sequence[QuantityLine]) -> None:
    names = [line.name for line in lines]
    if len(set(names)) != len(names):
        raise Refused(_("A quantity stands twice."), _("Give each a name of its own."), "lines")
    if len(lines) > MOST_QUANTITIES:
        raise Refused(_("More than 30 quantities."), _("Name the main ones."), "lines")
    for line in lines:
        if not line.name.strip() or not line.measure.strip() or line.planned <= 0:
            raise Refused(
                _("A quantity needs a name, a measure, and a plan above 0."),
                _("Write a line such as: 土方 立方米 120000."),
                "lines",
            )
        if line.weight < 0:
            raise Refused(_("A weight is negative."), _("Write 0 or more."), "lines")


def _require_done(quantity: Quantity, value: Decimal, before: Decimal | None) -> None:
    where = f"done_{quantity.pk}"
    if not 0 <= value <= quantity.planned:
        raise Refused(
            _("“%(quantity)s” lies from 0 to the plan of %(planned)s.")
            % {"quantity": quantity.name, "planned": quantity.planned},
            _("Mend it, or the planned quantity first."),
            where,
        )
    if before is not None and value < before:
        raise Refused(
            _("“%(quantity)s” was %(before)s in an earlier month: it cannot shrink.")
            % {"quantity": quantity.name, "before": before},
            _("Correct the earlier month first."),
            where,
        )
