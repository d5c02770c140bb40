"""Files that prove a report, an item of the register or an appeal."""

import hashlib
from datetime import datetime
from typing import Annotated, Any, Literal

from django.http import HttpResponse
from django.utils.http import content_disposition_header
from ninja import Field, File, Path, Router, Schema, Status, UploadedFile

from sanbi.apps.assessments.models import Appeal, Item
from sanbi.apps.assessments.proof import APPEAL, ITEM
from sanbi.apps.audit.errors import Missing, Refused
from sanbi.apps.indicators.models import Report
from sanbi.apps.orgs.attachments import attachment_seen, attachments_of, rules_of
from sanbi.apps.orgs.blobs import blob_read
from sanbi.apps.orgs.models import Attachment
from sanbi.apps.orgs.pages import Request
from sanbi.apps.orgs.receipts import once
from sanbi.apps.orgs.services.attachments import attachment_add, attachment_withdraw
from sanbi.site.api.answers import READS, WRITES, Refusal
from sanbi.site.api.texts import LARGEST_KEY, Number, Once

router = Router(tags=["files"])
KINDS: dict[str, tuple[str, Any]] = {
    "report": ("indicators.report", Report),
    "item": (ITEM, Item),
    "appeal": (APPEAL, Appeal),
}
NAMES = {kind: name for name, (kind, _model) in KINDS.items()}
Kind = Literal["report", "item", "appeal"]
WhatKind = Annotated[Kind, Path(description="what the files prove", examples=["report"])]
WhatKey = Annotated[
    int, Path(ge=1, le=LARGEST_KEY, description="the number of that thing", examples=[17])
]


class FileOut(Schema):
    """A file and what it proves."""

    id: int
    name: str = Field(examples=["会议纪要.pdf"])
    of: str = Field(description="report, item or appeal")
    key: str = Field(description="the number of that thing")
    unit: str = Field(description="code of the unit", examples=["T1"])
    size: int = Field(description="in bytes")
    media_type: str = Field(examples=["application/pdf"])
    sha256: str
    added_at: datetime

    @staticmethod
    def resolve_of(item: Attachment) -> str:
        """What it proves."""
        return NAMES.get(item.kind, item.kind)

    @staticmethod
    def resolve_unit(item: Attachment) -> str:
        """The unit's code."""
        return item.unit.code

    @staticmethod
    def resolve_size(item: Attachment) -> int:
        """In bytes."""
        return item.blob.size

    @staticmethod
    def resolve_media_type(item: Attachment) -> str:
        """As it was found to be."""
        return item.blob.media_type

    @staticmethod
    def resolve_sha256(item: Attachment) -> str:
        """The digest of its content."""
        return item.blob_id


class Files(Schema):
    """All files of one thing (at most 50)."""

    items: list[FileOut]
    total: int


@router.get("/proof/{of}/{key}", response={200: Files, **READS}, operation_id="files")
def files(request: Request, of: WhatKind, key: WhatKey) -> Any:  # noqa: ANN401 - ninja turns it into Files
    """The files of a report, an item of the register or an appeal; withdrawn ones left out."""
    kind = KINDS[of][0]
    if not rules_of(kind).may_see(request.actor, str(key)):
        raise Missing
    found = attachments_of(request.actor, kind, [key])
    return {"items": found, "total": len(found)}


@router.get("/files/{number}", response={200: FileOut, **READS}, operation_id="file")
def file(request: Request, number: Number) -> Any:  # noqa: ANN401 - ninja turns the row into it
    """What is known of one file."""
    return attachment_seen(request.actor, number)


BINARY = {"type": "string", "format": "binary"}


@router.get(
    "/files/{number}/content",
    response={200: Any, 409: Refusal, **READS},
    operation_id="file_content",
    openapi_extra={
        "responses": {
            200: {
                "description": "The file as it was sent",
                "content": {"application/octet-stream": {"schema": BINARY}},
            }
        }
    },
)
def file_content(request: Request, number: Number) -> HttpResponse:
    """The content of one file, for saving."""
    found = attachment_seen(request.actor, number)
    try:
        content = blob_read(found.blob_id)
    except OSError as error:
        raise Refused(
            "this file is lost, or is no longer what was sent",
            "tell the system administrator: it is restored from the backup",
        ) from error
    answer = HttpResponse(content, content_type="application/octet-stream")
    answer.headers["Content-Disposition"] = content_disposition_header(True, found.name)  # noqa: FBT003 - Django's
    answer.headers["X-Content-Type-Options"] = "nosniff"
    answer.headers["Cache-Control"] = "private, no-cache"
    return answer


@router.post("/proof/{of}/{key}", response={201: FileOut, **WRITES}, operation_id="file_add")
def file_add(
    request: Request,
    of: WhatKind,
    key: WhatKey,
    file: Annotated[UploadedFile, File(description="the file, at most as large as on the page")],
    idempotency_key: Once = "",
) -> Any:  # noqa: ANN401 - ninja turns the pair into the answer
    """Hang a file as proof on a report, an item of the register or an appeal."""
    kind, model = KINDS[of]
    if not model.objects.filter(pk=key).exists():
        raise Missing
    content = file.read()
    (made,) = once(
        actor=request.actor,
        now=request.now,
        key=idempotency_key,
        action="attachment.add",
        content={"sha256": hashlib.sha256(content).hexdigest(), "of": of, "key": key},
        make=lambda: [
            attachment_add(
                actor=request.actor,
                now=request.now,
                name=str(file.name),
                content=content,
                kind=kind,
                key=str(key),
            ).pk
        ],
    )
    return Status(201, Attachment.objects.select_related("blob", "unit").get(pk=made))


@router.delete("/files/{number}", response={204: None, **WRITES}, operation_id="file_withdraw")
def file_withdraw(request: Request, number: Number) -> HttpResponse | Status[None]:
    """Withdraw a file; its content and the record of it stay."""
    attachment_withdraw(actor=request.actor, now=request.now, attachment=number)
    return Status(204, None)
