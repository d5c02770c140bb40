"""Files of things: sent, fetched, withdrawn. Who may is asked of the app that keeps the thing."""

from __future__ import annotations

from io import BytesIO

from django.contrib import messages
from django.http import FileResponse, HttpResponse
from django.shortcuts import redirect, resolve_url
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from sanbi.apps.audit.errors import Refused
from sanbi.apps.orgs.attachments import attachment_seen
from sanbi.apps.orgs.blobs import blob_read
from sanbi.apps.orgs.files.limits import PACKED
from sanbi.apps.orgs.pages import Request, anyone, page
from sanbi.apps.orgs.services.attachments import attachment_add, attachment_withdraw

NOTHING_RUNS = "default-src 'none'; sandbox"


@require_GET
@page(anyone)
def attachment(request: Request, attachment: int) -> FileResponse:
    """Hand a file over for saving: never shown in the page, never run, never changed."""
    found = attachment_seen(request.actor, attachment)
    answer = FileResponse(
        BytesIO(_content(found.blob_id)),
        as_attachment=True,
        filename=found.name,
        content_type=found.blob.media_type,
    )
    answer.headers["X-Content-Type-Options"] = "nosniff"
    answer.headers["Content-Security-Policy"] = NOTHING_RUNS
    return answer


def _content(digest: str) -> bytes:
    try:
        return blob_read(digest)
    except OSError as error:
        raise Refused(
            _("This file is lost, or is no longer what was sent."),
            _("Tell the system administrator: the file is restored from the backup."),
        ) from error


@require_POST
@page(anyone)
def attachment_send(request: Request) -> HttpResponse:
    """Take a file in, and go back to the thing."""
    sent = request.FILES.get("file")
    if sent is None:
        raise Refused(_("No file came."), _("Choose one and send it again."), "file")
    made = attachment_add(
        actor=request.actor,
        now=request.now,
        name=str(sent.name),
        content=sent.read(PACKED + 1),
        kind=request.POST.get("kind", ""),
        key=request.POST.get("key", ""),
    )
    messages.success(request, _("%(name)s is kept.") % {"name": made.name})
    return redirect(_back(request))


@require_POST
@page(anyone)
def attachment_drop(request: Request, attachment: int) -> HttpResponse:
    """Withdraw a file, and go back to the thing."""
    attachment_withdraw(actor=request.actor, now=request.now, attachment=attachment)
    return redirect(_back(request))


def _back(request: Request) -> str:
    wanted = request.POST.get("next", "")
    own = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, request.is_secure())
    return wanted if own else resolve_url("home")
