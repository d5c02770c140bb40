"""Forms of the register."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sanbi.apps.assessments import services
from sanbi.apps.assessments.forms.deeds import DeedForm, reason_field
from sanbi.apps.assessments.freezing import members_of
from sanbi.apps.assessments.models import Item, Round
from sanbi.apps.assessments.queries.register import ItemLine, kind_words, leaf_choices
from sanbi.apps.assessments.scheme_texts import scheme_of
from sanbi.apps.assessments.services.register import Proposal


class ItemForm(DeedForm):
    """Puts a fact into the register; points follow from the scheme, nobody types them."""

    unit = forms.ChoiceField(label=_("Unit"))
    leaf = forms.ChoiceField(label=_("Item of the scheme"))
    kind = forms.CharField(
        label=_("Kind, or the department that rates"),
        required=False,
        max_length=60,
    )
    count = forms.DecimalField(
        label=_("How often"), required=False, help_text=_("How many times; empty is once.")
    )
    amount = forms.DecimalField(label=_("Amount"), required=False)
    rating = forms.DecimalField(
        label=_("Mark"), required=False, help_text=_("Only for a department's rating.")
    )
    document = forms.CharField(
        label=_("Document number"),
        required=False,
        max_length=120,
        help_text=_("Bonus, deduction and veto need it; a department's rating does not."),
    )
    reason = reason_field(_("Fact and reason"))
    appealable = forms.BooleanField(
        label=_("Can be appealed against here"), required=False, initial=True
    )

    def __init__(self, *args: Any, held: Round, **kwargs: Any) -> None:  # noqa: ANN401 - Django's
        super().__init__(*args, **kwargs)
        self.held = held
        members = members_of(held, scheme_of(held.scheme_version))
        leaves = leaf_choices(held)
        words = dict(Item.Sort.choices)
        self.sorts = {leaf: sort for sort, leaf, _name in leaves}
        self.fields["kind"].help_text = kind_words(held) or _("This scheme names none.")
        self.fields["unit"].choices = [(item.pk, item.name) for item in members]  # type: ignore[attr-defined]
        self.fields["leaf"].choices = [  # type: ignore[attr-defined]
            (leaf, f"{words[sort]} · {name}") for sort, leaf, name in leaves
        ]

    def carry_out(self) -> Item:
        """Propose the item."""
        data = self.cleaned_data
        return services.item_propose(
            actor=self.actor,
            now=self.now,
            round=self.held.pk,
            proposal=Proposal(
                unit=int(data["unit"]),
                sort=self.sorts[data["leaf"]],
                leaf=data["leaf"],
                reason=data["reason"],
                document=data["document"],
                kind=data["kind"],
                count=data["count"],
                amount=data["amount"],
                rating=data["rating"],
                appealable=data["appealable"],
            ),
        )


def again(fallen: ItemLine | None) -> dict[str, object]:
    """Return what a refused item said, to begin the form with; nothing without one."""
    if fallen is None:
        return {}
    names = ("unit", "leaf", "kind", "count", "amount", "rating", "document", "reason")
    return {name: getattr(fallen, name) for name in names} | {"appealable": fallen.appealable}


class CheckForm(DeedForm):
    """Accepts or refuses an item."""

    accept = forms.ChoiceField(
        label=_("Decision"),
        choices=[("yes", _("Accept: it counts")), ("no", _("Refuse"))],
        widget=forms.RadioSelect,
    )
    reason = reason_field(_("Reason"), required=False, help_text=_("Needed to refuse."))

    def __init__(self, *args: Any, item: int, **kwargs: Any) -> None:  # noqa: ANN401 - Django's
        super().__init__(*args, **kwargs)
        self.item = item

    def carry_out(self) -> Item:
        """Check."""
        data = self.cleaned_data
        return services.item_check(
            actor=self.actor,
            now=self.now,
            item=self.item,
            accept=data["accept"] == "yes",
            reason=data["reason"],
        )


class WithdrawItemForm(DeedForm):
    """Takes an item back."""

    reason = reason_field(_("Reason"))

    def __init__(self, *args: Any, item: int, **kwargs: Any) -> None:  # noqa: ANN401 - Django's
        super().__init__(*args, **kwargs)
        self.item = item

    def carry_out(self) -> Item:
        """Take back."""
        return services.item_withdraw(
            actor=self.actor, now=self.now, item=self.item, reason=self.cleaned_data["reason"]
        )
