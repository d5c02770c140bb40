"""What a refusal looks like, for the description of the API: one shape for all of them."""

from __future__ import annotations

from typing import Any

from ninja import Field, Schema


class InputFault(Schema):
    """A field that is not as described."""

    where: str = Field(description="the field, from the outside in", examples=["query.size"])
    message: str = Field(
        description="what is wrong with it",
        examples=["Input should be less than or equal to 1000"],
    )


class Refusal(Schema):
    """Why it was not done, and how to mend it. Nothing was changed."""

    error: str = Field(description="what is wrong", examples=["This needs a reason."])
    hint: str = Field("", description="how to mend it", examples=["Say why in a sentence."])
    where: str = Field("", description="the field or thing concerned", examples=["reason"])
    faults: list[InputFault] = Field(
        default_factory=list, description="every field that is not as described"
    )


READS: dict[int, Any] = {304: None, 401: Refusal, 403: Refusal, 404: Refusal, 422: Refusal}
WRITES: dict[int, Any] = {
    400: Refusal,
    401: Refusal,
    403: Refusal,
    404: Refusal,
    409: Refusal,
    422: Refusal,
}
WHAT = {
    304: "It is what `If-None-Match` names: nothing new.",
    400: "The body cannot be read: no JSON, or no form.",
    401: "The key is unknown, revoked or expired.",
    403: "The key may see the thing, but not do this; `hint` says who may.",
    404: "There is no such thing, or it belongs to another unit.",
    409: "What was sent is sound, but the thing is in another state, or somebody changed it.",
    422: "What was sent is not as described or cannot be; `where` and `faults` say which field.",
}
