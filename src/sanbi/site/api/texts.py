"""What texts and numbers of a request may hold, each said once for all operations."""

from datetime import UTC, datetime
from typing import Annotated, Any

from ninja import Field, Header, Path, Query
from pydantic import AfterValidator, AwareDatetime

CODE = r"^[0-9A-Za-z_.-]+$"
CODE_OR_NONE = r"^[0-9A-Za-z_.-]*$"
NO_NUL = r"^[^\x00]*$"
PERIOD = r"^[0-9]{4}(-[0-9]{2}|Q[0-9]|H[0-9])?$"
LARGEST_KEY = 2**31 - 1

# -- in an address ---------------------------------------------------------------------------------
Number = Annotated[int, Path(ge=1, le=LARGEST_KEY, description="the thing's number", examples=[17])]
Code = Annotated[
    str, Path(max_length=40, pattern=CODE, description="the thing's code", examples=["gdp"])
]
RoundCode = Annotated[
    str, Path(max_length=40, pattern=CODE, description="the round's code", examples=["2026Q3"])
]

# -- in a query ------------------------------------------------------------------------------------
_CODE: dict[str, Any] = {"max_length": 40, "pattern": CODE_OR_NONE}
AskedPeriod = Annotated[
    str,
    Query(
        max_length=7,
        pattern=r"^([0-9]{4}(-[0-9]{2}|Q[0-9]|H[0-9])?)?$",
        description="only of this period",
        examples=["2026-09"],
    ),
]
AskedUnit = Annotated[str, Query(**_CODE, description="only of this unit", examples=["T1"])]
AskedIndicator = Annotated[
    str, Query(**_CODE, description="only of this indicator", examples=["invest"])
]
AskedDataset = Annotated[
    str, Query(**_CODE, description="only of this data set", examples=["monthly"])
]
AskedRound = Annotated[str, Query(**_CODE, description="only of this round", examples=["2026Q3"])]
AskedScheme = Annotated[str, Query(**_CODE, description="only of this scheme", examples=["towns"])]
AskedState = Annotated[
    str,
    Query(max_length=14, pattern="^[a-z_]*$", description="only in this state", examples=["draft"]),
]
AskedSort = Annotated[
    str, Query(max_length=12, pattern="^[a-z]*$", description="only of this kind")
]
AskedLeaf = Annotated[
    str,
    Query(max_length=60, pattern=NO_NUL, description="the scheme's leaf", examples=["L-gdp"]),
]
AskedGroup = Annotated[
    str,
    Query(max_length=40, pattern=NO_NUL, description="only of this group", examples=["plain"]),
]


def _in_utc(moment: datetime) -> datetime:
    """The moment in UTC: PostgreSQL takes no zone further off than 15:59:59."""
    try:
        return moment.astimezone(UTC)
    except OverflowError:
        message = "this moment lies outside the years 1 to 9999"
        raise ValueError(message) from None


ChangedSince = Annotated[
    Annotated[AwareDatetime, AfterValidator(_in_utc)] | None,
    Query(
        description="only what was written at this moment or later, with its zone",
        examples=["2026-10-01T00:00:00+08:00"],
    ),
]

# -- in a head -------------------------------------------------------------------------------------
Once = Annotated[
    str,
    Header(
        alias="Idempotency-Key",
        max_length=80,
        pattern=r"^[!-~]*$",
        description=(
            "a name that you give this request: sent again with the same content, "
            "it is done once, and answered again"
        ),
        examples=["2026-09-invest-1"],
    ),
]

# -- in a body -------------------------------------------------------------------------------------
CodeText = Annotated[
    str, Field(min_length=1, max_length=40, pattern=CODE, description="a code", examples=["T1"])
]
PeriodText = Annotated[
    str, Field(max_length=7, pattern=PERIOD, description="a period", examples=["2026-09"])
]
Edition = Annotated[
    int,
    Field(
        ge=0,
        le=LARGEST_KEY,
        description="the edition of the report that was looked at",
        examples=[3],
    ),
]


def decimal_text(whole: int, decimals: int) -> Any:  # noqa: ANN401 - stands where Field does
    """A decimal number as text: nothing is lost on the way."""
    return Field(
        pattern=rf"^-?[0-9]{{1,{whole}}}(\.[0-9]{{1,{decimals}}})?$",
        description="a decimal number as text",
        examples=["1234.50"],
    )


DecimalText = Annotated[str, decimal_text(17, 6)]


def line(most: int, what: str, example: str = "") -> Any:  # noqa: ANN401 - stands where Field does
    """A text of at most so many characters, without the one that no database keeps."""
    examples = [example] if example else None
    return Field(max_length=most, pattern=NO_NUL, description=what, examples=examples)
