"""The form of a project stands in four parts, with every field once."""

from __future__ import annotations

import pytest

from sanbi.apps.projects.forms.register import ChangeForm, FactsForm, NewProjectForm


@pytest.mark.django_db
@pytest.mark.parametrize("form", [NewProjectForm, ChangeForm])
def test_every_field_has_one_place(form: type[FactsForm]) -> None:
    made = form()
    placed = [bound.name for _heading, fields in made.groups() for bound in fields]
    assert sorted(placed) == sorted(bound.name for bound in made.visible_fields())
    assert len(placed) == len(set(placed)) >= 24
