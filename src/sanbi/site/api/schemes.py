"""Schemes 考核办法 and their versions."""

from datetime import date, datetime
from typing import Any

from django.db.models import QuerySet
from ninja import Field, Router, Schema
from ninja.pagination import paginate

from sanbi.apps.assessments.models import SchemeVersion
from sanbi.apps.assessments.queries.schemes import seen_versions, tree_of, version_for
from sanbi.apps.orgs.pages import Request
from sanbi.site.api.answers import READS
from sanbi.site.api.pages import Paged
from sanbi.site.api.texts import AskedScheme, Number

router = Router(tags=["schemes"])


class VersionOut(Schema):
    """A version of a scheme; ``pinned`` is the number of rounds that use it."""

    id: int
    scheme: str = Field(description="code of the scheme", examples=["towns"])
    title: str
    owner: str = Field(description="code of the unit that owns the scheme")
    number: int
    note: str
    digest: str
    at: datetime
    adopted_at: datetime | None = Field(description="null: a draft")
    effective_from: date | None
    effective_to: date | None
    pinned: int

    @staticmethod
    def resolve_scheme(item: SchemeVersion) -> str:
        """The scheme's code."""
        return item.scheme.code

    @staticmethod
    def resolve_title(item: SchemeVersion) -> str:
        """The version's title, or the scheme's."""
        return item.title or item.scheme.title

    @staticmethod
    def resolve_owner(item: SchemeVersion) -> str:
        """The code of the unit that owns the scheme."""
        return item.scheme.owner.code


class TreeNodeOut(Schema):
    """A node or leaf of the tree, in the file's order."""

    id: str
    name: str
    depth: int
    is_leaf: bool
    points: str
    weight: str
    rule: str
    lead_unit: str
    clause: str


class WholeVersion(VersionOut):
    """A version with its text (YAML) and its tree."""

    text: str
    tree: list[TreeNodeOut]

    @staticmethod
    def resolve_tree(item: SchemeVersion) -> list[Any]:
        """The tree; empty for a draft with faults."""
        return list(tree_of(item))


@router.get("/schemes", response={200: list[VersionOut], **READS}, operation_id="schemes")
@paginate(Paged)
def schemes(request: Request, scheme: AskedScheme = "") -> QuerySet[SchemeVersion]:
    """All versions of all schemes, the latest first; drafts for the office and the auditor."""
    found = seen_versions(request.actor).order_by("scheme__code", "-number")
    return found.filter(scheme__code=scheme) if scheme else found


@router.get("/schemes/{number}", response={200: WholeVersion, **READS}, operation_id="scheme")
def scheme_one(request: Request, number: Number) -> Any:  # noqa: ANN401 - ninja turns the row into it
    """One version with its text and tree."""
    return version_for(request.actor, number)
