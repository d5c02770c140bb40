"""Units, groups, the working calendar, and whom a key stands for."""

from datetime import date
from typing import Annotated, Any

from django.db.models import Prefetch, Q, QuerySet
from ninja import Field, Query, Router, Schema
from ninja.pagination import paginate

from sanbi.apps.audit.errors import Missing
from sanbi.apps.orgs.models import Day, Delegation, Group, GroupMember, Unit
from sanbi.apps.orgs.pages import Request
from sanbi.site.api.answers import READS
from sanbi.site.api.pages import Paged
from sanbi.site.api.texts import NO_NUL, AskedSort, Code

router = Router(tags=["units"])


class RoleOut(Schema):
    """A role that is held for a unit; ``lent_by`` names who is away."""

    role: str = Field(examples=["clerk"])
    unit: str = Field(examples=["T1"])
    lent_by: str


class Myself(Schema):
    """Whom the key stands for."""

    name: str = Field(examples=["刘敏 (收数程序)"])
    unit: str | None = Field(examples=["T1"])
    roles: list[RoleOut]


@router.get("/me", response={200: Myself, **READS}, operation_id="me")
def me(request: Request) -> Any:  # noqa: ANN401 - ninja turns it into the answer
    """Whom the key stands for, and what it may do: its roles."""
    actor = request.actor
    wanted = {grant.unit for grant in actor.grants} | {actor.unit or 0}
    codes = dict(Unit.objects.filter(pk__in=wanted).values_list("pk", "code"))
    roles = [
        {"role": str(grant.role), "unit": codes[grant.unit], "lent_by": grant.lent_by}
        for grant in actor.grants
    ]
    return {"name": actor.name, "unit": codes.get(actor.unit or 0), "roles": roles}


class UnitOut(Schema):
    """A unit of the county; every caller may read the list of units."""

    code: str = Field(examples=["T1"])
    name: str = Field(examples=["青石镇"])
    kind: str = Field(description="county, township, department, zone or firm")
    parent: str | None = Field(description="the code of the unit above", examples=["C"])
    statistics_code: str = Field(description="the national code for statistics")
    civil_code: str = Field(description="the national code for civil affairs")
    until: date | None = Field(description="the last day of a unit that is closed")

    @staticmethod
    def resolve_parent(unit: Unit) -> str | None:
        """The parent's code."""
        return unit.parent.code if unit.parent else None


@router.get("/units", response={200: list[UnitOut], **READS}, operation_id="units")
@paginate(Paged)
def units(
    request: Request,
    kind: AskedSort = "",
    closed: Annotated[bool, Query(description="closed ones, too")] = False,  # noqa: FBT002 - a query parameter
) -> QuerySet[Unit]:
    """All units that exist, in the order of the county."""
    del request
    found = Unit.objects.select_related("parent")
    found = found if closed else found.filter(until__isnull=True)
    return found.filter(kind=kind) if kind else found


@router.get("/units/{code}", response={200: UnitOut, **READS}, operation_id="unit")
def unit(request: Request, code: Code) -> Any:  # noqa: ANN401 - ninja turns the row into UnitOut
    """One unit by its code."""
    del request
    found = Unit.objects.select_related("parent").filter(code=code).first()
    if found is None:
        raise Missing
    return found


class GroupOut(Schema):
    """Units that are ranked together, in one grouping."""

    grouping: str = Field(examples=["2026年乡镇分组"])
    code: str = Field(examples=["plain"])
    name: str = Field(examples=["平原乡镇"])
    units: list[str] = Field(description="codes of its units", examples=[["T1", "T2"]])

    @staticmethod
    def resolve_units(item: Group) -> list[str]:
        """The codes of its units."""
        return [member.unit.code for member in item.members.all()]


@router.get("/groups", response={200: list[GroupOut], **READS}, operation_id="groups")
@paginate(Paged)
def groups(
    request: Request,
    grouping: Annotated[
        str, Query(max_length=40, pattern=NO_NUL, description="only of this grouping")
    ] = "",
) -> QuerySet[Group]:
    """The groups of all groupings, the latest grouping first, with their units."""
    del request
    members = GroupMember.objects.select_related("unit").order_by("unit__pinyin", "unit__code")
    found = Group.objects.prefetch_related(Prefetch("members", members))
    found = found.order_by("-grouping", "sequence", "code")
    return found.filter(grouping=grouping) if grouping else found


class DayOut(Schema):
    """A day that differs from the plain week; provisional until the year is announced."""

    date: date
    kind: str = Field(description="holiday or workday")
    name: str = Field(examples=["国庆节"])
    provisional: bool


@router.get("/calendar", response={200: list[DayOut], **READS}, operation_id="calendar")
@paginate(Paged)
def calendar(
    request: Request,
    year: Annotated[
        int | None, Query(ge=2000, le=2100, description="only of this year", examples=[2026])
    ] = None,
) -> QuerySet[Day]:
    """The working calendar: holidays, and days on which work is made up for."""
    del request
    return Day.objects.filter(date__year=year) if year else Day.objects.all()


class LoanOut(Schema):
    """Roles lent to a deputy while somebody is away."""

    lender: str = Field(description="the name of who is away")
    deputy: str = Field(description="the name of who stands in")
    since: date
    until: date
    ended_on: date | None = Field(description="the day on which it was ended before its time")
    reason: str = Field(examples=["年休假"])

    @staticmethod
    def resolve_lender(item: Delegation) -> str:
        """The name of who is away."""
        return item.lender.name

    @staticmethod
    def resolve_deputy(item: Delegation) -> str:
        """The name of who stands in."""
        return item.deputy.name


@router.get("/delegations", response={200: list[LoanOut], **READS}, operation_id="delegations")
@paginate(Paged)
def delegations(request: Request) -> QuerySet[Delegation]:
    """What the key's account lends and borrows, the latest first."""
    own = Q(lender=request.actor.user) | Q(deputy=request.actor.user)
    return (
        Delegation.objects.filter(own).select_related("lender", "deputy").order_by("-since", "-id")
    )
