"""The breaker itself: it passes a whole deed and catches each kind of half one."""

from __future__ import annotations

import pytest
from django.db import transaction

from sanbi.apps.orgs.models import Unit
from tests.apps.factories.orgs import make_unit
from tests.support.statements import HalfDoneError, everything_stored, fail_at_each_statement


def two_units() -> None:
    make_unit("T1")
    make_unit("T2")


@pytest.mark.django_db
def test_a_deed_in_one_transaction_is_whole_or_undone() -> None:
    before = everything_stored()
    assert fail_at_each_statement(transaction.atomic(two_units)) == 2
    assert everything_stored() == before


@pytest.mark.django_db(transaction=True)
def test_the_same_with_transactions_that_commit() -> None:
    assert fail_at_each_statement(transaction.atomic(two_units)) == 2
    assert not Unit.objects.exists()


@pytest.mark.django_db
def test_the_twin_without_a_transaction_is_caught() -> None:
    with pytest.raises(HalfDoneError, match=r'after statement 1 of 2.*INSERT INTO "orgs_unit"'):
        fail_at_each_statement(two_units)
    assert not Unit.objects.exists()


@pytest.mark.django_db
def test_two_transactions_are_caught() -> None:
    def deed() -> None:
        with transaction.atomic():
            make_unit("T1")
        with transaction.atomic():
            make_unit("T2")

    with pytest.raises(HalfDoneError, match="after statement 2 of 2"):
        fail_at_each_statement(deed)


@pytest.mark.django_db
def test_a_deed_that_swallows_a_failure_is_caught() -> None:
    def deed() -> None:
        make_unit("T1")
        try:
            with transaction.atomic():
                make_unit("T2")
        except Exception:  # noqa: BLE001, S110 - the fault that is looked for
            pass

    with pytest.raises(HalfDoneError, match="although its statement 2 failed"):
        fail_at_each_statement(deed, state=lambda: 0)


@pytest.mark.django_db
def test_a_deed_without_statements_is_a_mistake() -> None:
    with pytest.raises(HalfDoneError, match="no statement"):
        fail_at_each_statement(lambda: None)


@pytest.mark.django_db
def test_reading_afterwards_is_done_and_not_half() -> None:
    def deed() -> None:
        with transaction.atomic():
            make_unit("T1")
        Unit.objects.count()

    count = fail_at_each_statement(deed, state=Unit.objects.count)
    assert count == 2


@pytest.mark.django_db
def test_everything_stored_sees_every_change() -> None:
    unit = make_unit("T1")
    before = everything_stored()
    Unit.objects.filter(pk=unit.pk).update(name="别名")
    after = everything_stored()
    assert {name for name in before if before[name] != after[name]} == {"orgs_unit"}
    assert before["orgs_unit"][0] == after["orgs_unit"][0] == 1
