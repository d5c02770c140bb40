"""Schemes: begun, drafted, adopted. An adopted version is never changed."""

from __future__ import annotations

from datetime import date, datetime
from typing import cast

from django.conf import settings
from django.db.models import Max
from django.utils.translation import gettext as _

from sanbi.apps.assessments.models import Scheme, SchemeVersion
from sanbi.apps.assessments.rules import is_office
from sanbi.apps.assessments.scheme_texts import checked_scheme, scheme_faults
from sanbi.apps.audit.actors import Actor
from sanbi.apps.audit.errors import Conflict, Missing, Refused, require
from sanbi.apps.audit.services import service, tell
from sanbi.engine.integrity import HashName, digest


@service("scheme.create")
def scheme_create(
    *, actor: Actor, now: datetime, code: str, title: str, owner: int, text: str
) -> SchemeVersion:
    """Begin a scheme with a first draft; ``owner`` is the unit in charge.

    Raises
    ------
    Refused
        when the code is taken or empty.
    """
    require(is_office(actor), _("the assessment office"))
    if not code.strip() or not title.strip():
        raise Refused(_("A scheme needs a code and a title."), _("Fill in both."), "code")
    if Scheme.objects.filter(code=code).exists():
        raise Refused(
            _("There is a scheme “%(code)s” already.") % {"code": code},
            _("Choose another code, or make a new version of that scheme."),
            "code",
        )
    scheme = Scheme.objects.create(code=code, title=title, owner_id=owner)
    version = SchemeVersion.objects.create(
        scheme=scheme, number=1, text=text, digest=text_digest(text), **_by(actor, now)
    )
    tell(version, digest=version.digest)
    return version


@service("scheme.start_version")
def scheme_version_start(
    *, actor: Actor, now: datetime, scheme: int, text: str = "", note: str = ""
) -> SchemeVersion:
    """Begin the next version of a scheme, from a text or else from the latest version's.

    Raises
    ------
    Refused
        when a draft is being worked on already.
    """
    require(is_office(actor), _("the assessment office"))
    held = Scheme.objects.select_for_update().filter(pk=scheme).first()
    if held is None:
        raise Missing
    latest = held.versions.order_by("-number").first()
    if latest is not None and latest.adopted_at is None:
        raise Refused(
            _("Version %(number)d is still a draft.") % {"number": latest.number},
            _("Edit that draft."),
        )
    number = (held.versions.aggregate(most=Max("number"))["most"] or 0) + 1
    content = text or (latest.text if latest else "")
    version = SchemeVersion.objects.create(
        scheme=held,
        number=number,
        text=content,
        digest=text_digest(content),
        note=note,
        **_by(actor, now),
    )
    tell(version, digest=version.digest)
    return version


@service("scheme.save_draft")
def scheme_draft_save(
    *, actor: Actor, now: datetime, version: int, text: str, seen: str, note: str = ""
) -> SchemeVersion:
    """Keep a draft's text, sound or not. ``seen`` is the digest of the text that was edited.

    Raises
    ------
    Refused
        when the version is adopted.
    Conflict
        when somebody else saved it meanwhile.
    """
    require(is_office(actor), _("the assessment office"))
    held = _draft_locked(version)
    if held.digest != seen:
        raise Conflict(
            _("Somebody else saved this draft in the meantime."),
            _("Open it again and put your changes into the newer text."),
            "text",
        )
    held.text, held.digest, held.note = text, text_digest(text), note
    held.by, held.by_name, held.at = actor.user, actor.name, now
    held.save()
    tell(held, digest=held.digest, faults=len(scheme_faults(text)))
    return held


@service("scheme.adopt")
def scheme_adopt(*, actor: Actor, now: datetime, version: int, note: str = "") -> SchemeVersion:
    """Adopt a draft after checking it whole; from then on its text stays as it is.

    Raises
    ------
    Refused
        with every fault and its line, or when it is adopted already.
    """
    require(is_office(actor), _("the assessment office"))
    held = _draft_locked(version)
    scheme = checked_scheme(held.text)
    held.title = scheme.title[:120]
    since, until = scheme.effective
    held.effective_from, held.effective_to = _day(since), _day(until)
    held.note = note or held.note
    held.adopted_at = now
    held.save()
    tell(held, digest=held.digest, effective_from=held.effective_from)
    return held


def text_digest(text: str) -> str:
    """Return the digest of a scheme's text, by the hash of the settings."""
    return digest(text.encode(), cast("HashName", settings.SANBI_HASH))


def _draft_locked(version: int) -> SchemeVersion:
    held = SchemeVersion.objects.select_for_update().filter(pk=version).first()
    if held is None:
        raise Missing
    if held.adopted_at is not None:
        raise Refused(
            _("Version %(number)d is adopted and stays as it is.") % {"number": held.number},
            _("Begin a new version."),
        )
    return held


def _by(actor: Actor, now: datetime) -> dict[str, object]:
    return {"by": actor.user, "by_name": actor.name, "at": now}


def _day(value: date | None) -> date | None:
    return value
