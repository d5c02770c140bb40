"""Which policies fit a firm and what it asks for, and why."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from sanbi.apps.actions.models import Firm, Industry, Policy, Size


@dataclass(frozen=True)
class Match:
    """A policy that fits, with the reasons in words; ``hits`` are its words in the request."""

    policy: Policy
    reasons: Sequence[str]
    hits: int


def matches(firm: Firm, text: str, policies: Iterable[Policy], day: date) -> list[Match]:
    """Return the policies that fit a firm and a request on a day, the best first.

    A policy fits when it is valid, and names the firm's industry and size or none. Of those that
    have words to look for, only those are kept that the request holds one of; without a request
    all are.
    """
    found = [_match(firm, text, policy) for policy in policies if _fits(firm, policy, day)]
    kept = [match for match in found if not text or match.hits or not match.policy.keywords]
    return sorted(kept, key=lambda match: (-match.hits, -len(match.reasons), match.policy.title))


def is_valid(policy: Policy, day: date) -> bool:
    """Whether a policy holds on a day."""
    until = policy.valid_until
    return policy.valid_from <= day and (until is None or day <= until)


def _fits(firm: Firm, policy: Policy, day: date) -> bool:
    return (
        is_valid(policy, day)
        and (not policy.industries or firm.industry in policy.industries)
        and (not policy.sizes or firm.size in policy.sizes)
    )


def _match(firm: Firm, text: str, policy: Policy) -> Match:
    hits = [word for word in policy.keywords if word in text]
    reasons = []
    if hits:
        words = "、".join(hits)
        reasons.append(_("the request says “%(words)s”") % {"words": words})
    if policy.industries:
        reasons.append(_("industry: %(name)s") % {"name": Industry(firm.industry).label})
    if policy.sizes:
        reasons.append(_("size: %(name)s") % {"name": Size(firm.size).label})
    if not reasons:
        reasons.append(_("for every firm"))
    return Match(policy, reasons, len(hits))
