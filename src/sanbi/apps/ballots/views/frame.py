"""What the office's pages share: the way to a page, a form about a poll."""

from __future__ import annotations

from typing import Any

from django.forms import Form
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from sanbi.apps.ballots.models import Poll
from sanbi.apps.orgs.pages import Request
from sanbi.apps.orgs.views.asking import Deed, asked

Crumb = tuple[str, str] | tuple[str]


def trail_of(*more: Crumb) -> list[Crumb]:
    """Return the way to a page of the area."""
    return [(_("Evaluation on the spot"), reverse("polls")), *more]


def way_to(poll: Poll, *more: Crumb) -> list[Crumb]:
    """Return the way to a page about a poll."""
    return trail_of((poll.title, reverse("poll", args=[poll.pk])), *more)


def asked_of(
    request: Request,
    poll: Poll,
    form: Form,
    deed: Deed,
    *,
    title: str,
    verb: str,
    **how: Any,  # noqa: ANN401 - handed on to `asked`
) -> HttpResponse:
    """Show a form about a poll, and do its deed."""
    return asked(
        request,
        form,
        deed,
        title=title,
        verb=verb,
        back=how.pop("back", reverse("poll", args=[poll.pk])),
        template="ballots/form.html",
        more={"trail": way_to(poll, (title,))},
        **how,
    )
