"""Walk every service of the platform: exactly one entry, refusals recorded, never half done."""

from __future__ import annotations

from datetime import datetime

import pytest

from sanbi.apps.audit.contents import digest_of
from sanbi.apps.audit.errors import NotAllowed, Refused
from sanbi.apps.audit.models import Entry
from sanbi.apps.audit.services import SERVICES
from tests.apps.audit.examples import Deed, Example, examples_of_all_apps, import_all_services
from tests.apps.factories.orgs import County
from tests.support.statements import fail_at_each_statement

import_all_services()
KNOWN = frozenset(SERVICES)
EXAMPLES = examples_of_all_apps()
REFUSED = {name: example for name, example in EXAMPLES.items() if example.refused}
HOW = "docs/mechanisms/audit.md says how to add one to tests/apps/<app>/service_examples.py"


def one_entry_of(deed: Deed, error: type[Exception] | tuple[type[Exception], ...] = ()) -> Entry:
    """The single entry that a deed writes."""
    before = set(Entry.objects.values_list("pk", flat=True))
    if error:
        with pytest.raises(error):
            deed()
    else:
        deed()
    (entry,) = Entry.objects.exclude(pk__in=before)
    return entry


def test_every_service_has_an_example() -> None:
    assert sorted(KNOWN - EXAMPLES.keys()) == [], f"services without an example; {HOW}"
    assert sorted(EXAMPLES.keys() - KNOWN) == [], "examples of services that do not exist"


@pytest.mark.parametrize("action", sorted(EXAMPLES))
def test_what_is_done_writes_one_entry(county: County, now: datetime, action: str) -> None:
    entry = one_entry_of(EXAMPLES[action].done(county, now))
    assert (entry.action, entry.outcome) == (action, "done")
    assert entry.digest == digest_of(entry)


@pytest.mark.parametrize("action", sorted(REFUSED))
def test_what_is_refused_writes_one_entry(county: County, now: datetime, action: str) -> None:
    prepare = EXAMPLES[action].refused
    assert prepare is not None
    entry = one_entry_of(prepare(county, now), (Refused, NotAllowed))
    assert (entry.action, entry.outcome) == (action, "refused")
    assert "why" in entry.details


@pytest.mark.parametrize("action", sorted(EXAMPLES))
def test_no_service_is_ever_half_done(county: County, now: datetime, action: str) -> None:
    assert fail_at_each_statement(EXAMPLES[action].done(county, now)) >= 1


def test_an_example_says_how_it_is_refused_or_why_never() -> None:
    def prepare(county: County, now: datetime) -> Deed:
        raise NotImplementedError

    with pytest.raises(ValueError, match="either"):
        Example(done=prepare)
    with pytest.raises(ValueError, match="either"):
        Example(done=prepare, refused=prepare, never_refused="x")
    assert Example(done=prepare, never_refused="reads only").refused is None
