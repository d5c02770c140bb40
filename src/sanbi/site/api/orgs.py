"""Units."""

from typing import Annotated, Any

from django.db.models import QuerySet
from ninja import Path, Query, Router, Schema
from ninja.pagination import paginate

from sanbi.apps.audit.errors import Missing
from sanbi.apps.orgs.models import Unit
from sanbi.apps.orgs.pages import Request
from sanbi.site.api.answers import READS
from sanbi.site.api.pages import Paged

router = Router(tags=["units"])

Code = Annotated[str, Query(max_length=20, pattern=r"^[0-9A-Za-z_.-]*$")]


class UnitOut(Schema):
    """A unit of the county; every caller may read the list of units."""

    code: str
    name: str
    kind: str
    parent: str | None
    statistics_code: str
    civil_code: str

    @staticmethod
    def resolve_parent(unit: Unit) -> str | None:
        """The parent's code."""
        return unit.parent.code if unit.parent else None


@router.get("/units", response={200: list[UnitOut], **READS}, operation_id="units")
@paginate(Paged)
def units(
    request: Request, kind: Annotated[str, Query(max_length=12, pattern="^[a-z]*$")] = ""
) -> QuerySet[Unit]:
    """All units that exist, in the order of the county."""
    del request
    found = Unit.objects.select_related("parent").filter(until__isnull=True)
    return found.filter(kind=kind) if kind else found


@router.get("/units/{code}", response={200: UnitOut, **READS}, operation_id="unit")
def unit(
    request: Request, code: Annotated[str, Path(max_length=20, pattern=r"^[0-9A-Za-z_.-]+$")]
) -> Any:  # noqa: ANN401 - ninja turns the row into UnitOut
    """One unit by its code."""
    del request
    found = Unit.objects.select_related("parent").filter(code=code).first()
    if found is None:
        raise Missing
    return found
