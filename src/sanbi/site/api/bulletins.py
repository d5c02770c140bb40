"""Bulletins 通报 with their sections and figures."""

from datetime import date, datetime
from typing import Annotated, Any

from django.db.models import QuerySet
from ninja import Field, Query, Router, Schema
from ninja.pagination import paginate

from sanbi.apps.bulletins.models import Bulletin, Figure, Section
from sanbi.apps.bulletins.queries import bulletin_get
from sanbi.apps.bulletins.queries.bulletins import found_for
from sanbi.apps.orgs.pages import Request
from sanbi.site.api.answers import READS
from sanbi.site.api.pages import Paged
from sanbi.site.api.texts import AskedState, Number

router = Router(tags=["bulletins"])


class BulletinOut(Schema):
    """A version of a bulletin; ``sign`` is its number as it is written, empty before sign-off."""

    id: int
    kind: str = Field(description="quarter, supervise or result")
    sign: str = Field(examples=["云督〔2026〕3号"])
    version: int
    title: str
    period: str
    as_of: date = Field(description="the day to which projects and lamps are counted")
    issuer: str
    recipients: str
    state: str = Field(description="draft, submitted, signed or recalled")
    dated: date | None = Field(description="the day that stands below it")
    signed_by_name: str
    signed_at: datetime | None
    recalled_why: str
    edition: int


KindAsked = Annotated[str, Query(max_length=10, pattern="^[a-z]*$", description="only this kind")]


@router.get("/bulletins", response={200: list[BulletinOut], **READS}, operation_id="bulletins")
@paginate(Paged)
def bulletins(request: Request, state: AskedState = "", kind: KindAsked = "") -> QuerySet[Bulletin]:
    """The bulletins that the key sees, the newest first; drafts for who writes them alone."""
    return found_for(request.actor, state=state, kind=kind)


@router.get("/bulletins/{number}", response={200: BulletinOut, **READS}, operation_id="bulletin")
def bulletin(request: Request, number: Number) -> Any:  # noqa: ANN401 - ninja turns the row into it
    """One bulletin."""
    return bulletin_get(request.actor, number)


class SectionOut(Schema):
    """A section: its heading, own text, and the blocks that its rule wrote from figures."""

    place: int
    sort: str = Field(description="opening, league, projects, lamps, actions or text")
    heading: str
    text: str
    content: list[Any]


@router.get(
    "/bulletins/{number}/sections",
    response={200: list[SectionOut], **READS},
    operation_id="bulletin_sections",
)
@paginate(Paged)
def bulletin_sections(request: Request, number: Number) -> QuerySet[Section]:
    """The sections of a bulletin in their order."""
    held = bulletin_get(request.actor, number)
    return Section.objects.filter(bulletin=held).order_by("place", "pk")


class FigureOut(Schema):
    """A figure: what it refers to, in which version, its value; frozen from the sign-off on."""

    key: str
    source: str
    version: str
    value: str
    frozen_at: datetime | None


@router.get(
    "/bulletins/{number}/figures",
    response={200: list[FigureOut], **READS},
    operation_id="bulletin_figures",
)
@paginate(Paged)
def bulletin_figures(request: Request, number: Number) -> QuerySet[Figure]:
    """The figures of a bulletin, each with its source."""
    held = bulletin_get(request.actor, number)
    return Figure.objects.filter(bulletin=held).order_by("pk")
