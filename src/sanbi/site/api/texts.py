"""What texts and numbers of a request may hold."""

from typing import Any

from ninja import Field

CODE = r"^[0-9A-Za-z_.-]+$"
CODE_OR_NONE = r"^[0-9A-Za-z_.-]*$"

Words: dict[str, Any] = {"max_length": 40, "pattern": CODE_OR_NONE}
"""A code to look for, or nothing."""
PeriodText: dict[str, Any] = {
    "max_length": 7,
    "pattern": r"^([0-9]{4}(-[0-9]{2}|Q[0-9]|H[0-9])?)?$",
}
"""A period, or nothing."""
Number: dict[str, Any] = {"ge": 1, "le": 2**31 - 1}
"""A primary key in an address."""
CodeText = Field(min_length=1, max_length=40, pattern=CODE)


def Line(most: int) -> Any:  # noqa: ANN401, N802 - stands where Field does
    """A text of at most so many characters, without the one that no database keeps."""
    return Field(max_length=most, pattern=r"^[^\x00]*$")
