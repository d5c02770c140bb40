"""Forms of a round: made, opened, frozen, scored, published, finished."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sanbi.apps.assessments import services
from sanbi.apps.assessments.forms.deeds import DayField, DeedForm, end_of, reason_field
from sanbi.apps.assessments.models import Appeal, Publication, Round, Run, SchemeVersion
from sanbi.apps.audit.errors import Refused
from sanbi.apps.orgs.models import Group


class RoundForm(DeedForm):
    """Prepares a round."""

    title = forms.CharField(label=_("Title"), max_length=120)
    code = forms.SlugField(
        label=_("Code"), max_length=40, help_text=_("Stands in addresses, such as 2026Q3.")
    )
    period = forms.CharField(
        label=_("Period"), max_length=20, help_text=_("Such as 2026Q3, 2026-09, 2026H1 or 2026.")
    )
    scheme_version = forms.ModelChoiceField(
        label=_("Scheme"),
        queryset=SchemeVersion.objects.filter(adopted_at__isnull=False).select_related("scheme"),
    )
    grouping = forms.ChoiceField(label=_("Grouping"), required=False)
    collect_until = DayField(label=_("Figures until"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - Django's
        super().__init__(*args, **kwargs)
        names = Group.objects.order_by("grouping").values_list("grouping", flat=True).distinct()
        self.fields["grouping"].choices = [(name, name) for name in names]  # type: ignore[attr-defined]

    def carry_out(self) -> Round:
        """Make the round."""
        data = self.cleaned_data
        return services.round_create(
            actor=self.actor,
            now=self.now,
            code=data["code"],
            title=data["title"],
            period=data["period"],
            scheme_version=data["scheme_version"].pk,
            grouping=data["grouping"],
            collect_until=end_of(data["collect_until"]),
        )


class OnRound(DeedForm):
    """A form that does something with one round."""

    heading: Any = ""
    lead: Any = ""
    button: Any = ""
    done: Any = ""
    danger = False

    def __init__(self, *args: Any, held: Round, **kwargs: Any) -> None:  # noqa: ANN401 - Django's
        super().__init__(*args, **kwargs)
        self.held = held


class OpenForm(OnRound):
    """Begins collecting."""

    heading = _("Open the round for collecting")
    lead = _("Everybody then sees the round and what is owed for it.")
    button = _("Open the round")
    done = _("The round is open.")
    collect_until = DayField(label=_("Figures until"), required=False)

    def carry_out(self) -> object:
        """Open."""
        return services.round_open(
            actor=self.actor,
            now=self.now,
            round=self.held.pk,
            collect_until=end_of(self.cleaned_data["collect_until"]),
        )


class FreezeForm(OnRound):
    """Takes the snapshot."""

    heading = _("Freeze the data")
    lead = _(
        "All figures that count now are copied. Later changes do not reach this round, except by a "
        "correction with a reason."
    )
    button = _("Freeze")
    done = _("The data are frozen.")
    reason = reason_field(
        _("Reason to go on without the missing figures"),
        required=False,
        help_text=_("Needed only while figures are missing; the scheme's rules for gaps apply."),
    )

    def refuse(self, error: Refused) -> None:
        """Ask for the reason; the page names what is missing above it."""
        self.add_error("reason" if error.where == "reason" else None, error.hint or error.message)

    def carry_out(self) -> object:
        """Freeze."""
        return services.round_freeze(
            actor=self.actor,
            now=self.now,
            round=self.held.pk,
            reason=self.cleaned_data["reason"],
        )


class UnfreezeForm(OnRound):
    """Goes back to collecting."""

    heading = _("Go back to collecting")
    lead = _("The snapshot stays on record. A new one is taken at the next freezing.")
    button = _("Go back")
    done = _("The round collects again.")
    danger = True
    reason = reason_field(_("Reason"))

    def carry_out(self) -> object:
        """Go back."""
        return services.round_unfreeze(
            actor=self.actor, now=self.now, round=self.held.pk, reason=self.cleaned_data["reason"]
        )


class ScoreForm(OnRound):
    """Makes a run."""

    heading = _("Score the frozen data")
    lead = _("The result is kept as a run with its package, and recomputed before it is kept.")
    button = _("Score now")
    done = _("Scored. Look the run through before it is put forward.")
    reason = reason_field(
        _("Reason"), required=False, help_text=_("Needed when the round was scored already.")
    )

    def carry_out(self) -> object:
        """Score."""
        return services.run_make(
            actor=self.actor, now=self.now, round=self.held.pk, reason=self.cleaned_data["reason"]
        )


class ProposeForm(OnRound):
    """Puts a run forward."""

    heading = _("Put a run forward for publication")
    lead = _("Another person of the office decides. Nobody publishes alone.")
    button = _("Put forward")
    done = _("Put forward. Another person of the office decides now.")
    run = forms.ModelChoiceField(label=_("Run"), queryset=Run.objects.none())
    note = reason_field(_("Note for the second person"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - Django's
        super().__init__(*args, **kwargs)
        runs = self.held.runs.all()
        self.fields["run"].queryset = runs  # type: ignore[attr-defined]
        self.fields["run"].initial = runs.first()

    def carry_out(self) -> object:
        """Put forward."""
        return services.publication_propose(
            actor=self.actor,
            now=self.now,
            round=self.held.pk,
            run=self.cleaned_data["run"].pk,
            note=self.cleaned_data["note"],
        )


class AppealsForm(OnRound):
    """Opens the window for appeals."""

    heading = _("Open the window for appeals")
    lead = _("Units can object to single items of their own published result.")
    button = _("Open the window")
    done = _("The window for appeals is open.")
    until = DayField(
        label=_("Until"), required=False, help_text=_("Five working days unless said otherwise.")
    )

    def carry_out(self) -> object:
        """Open."""
        return services.appeals_open(
            actor=self.actor,
            now=self.now,
            round=self.held.pk,
            until=end_of(self.cleaned_data["until"]),
        )


class CorrectForm(OnRound):
    """Makes a correction run."""

    heading = _("Make a correction run")
    lead = _(
        "Mend the figures or the register first. All data are frozen and scored anew; two people "
        "publish the result, and the board says that it is the second scoring."
    )
    button = _("Freeze and score anew")
    done = _("The correction is scored. Put it forward for publication.")
    reason = reason_field(_("Reason"))
    appeals = forms.ModelMultipleChoiceField(
        label=_("Answers these appeals"),
        queryset=Appeal.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - Django's
        super().__init__(*args, **kwargs)
        waiting = self.held.appeals.filter(state=Appeal.State.UPHELD, correction__isnull=True)
        self.fields["appeals"].queryset = waiting.select_related("unit")  # type: ignore[attr-defined]

    def carry_out(self) -> object:
        """Correct."""
        return services.run_correct(
            actor=self.actor,
            now=self.now,
            round=self.held.pk,
            reason=self.cleaned_data["reason"],
            appeals=tuple(item.pk for item in self.cleaned_data["appeals"]),
        )


class FinishForm(OnRound):
    """Makes the result final."""

    heading = _("Make the result final")
    lead = _("Nothing about this round can be changed afterwards.")
    button = _("Make final")
    done = _("The round is final.")
    danger = True

    def carry_out(self) -> object:
        """Finish."""
        return services.round_finish(actor=self.actor, now=self.now, round=self.held.pk)


class MeasuresForm(OnRound):
    """Proposes measures by the rules."""

    heading = _("Propose measures")
    lead = _(
        "The scheme's rules are run over the final result. They only propose: each measure is "
        "heard, and approved by another person."
    )
    button = _("Propose")
    done = _("The rules were run.")

    def carry_out(self) -> object:
        """Propose."""
        return services.measures_propose(actor=self.actor, now=self.now, round=self.held.pk)


FORMS: Mapping[str, type[OnRound]] = {
    "open": OpenForm,
    "freeze": FreezeForm,
    "unfreeze": UnfreezeForm,
    "score": ScoreForm,
    "propose": ProposeForm,
    "open_appeals": AppealsForm,
    "correct": CorrectForm,
    "finish": FinishForm,
    "measures": MeasuresForm,
}
"""What is done with a round, by the verb in its address."""


class DecideForm(DeedForm):
    """Approves or turns down a proposed publication."""

    approve = forms.ChoiceField(
        label=_("Decision"),
        choices=[("yes", _("Approve and publish")), ("no", _("Turn down"))],
        widget=forms.RadioSelect,
    )
    reason = reason_field(_("Reason"), required=False, help_text=_("Needed to turn it down."))
    notice_until = DayField(
        label=_("Public notice until"),
        required=False,
        help_text=_("Five working days unless said otherwise."),
    )

    def __init__(self, *args: Any, publication: int, **kwargs: Any) -> None:  # noqa: ANN401 - Django's
        super().__init__(*args, **kwargs)
        self.publication = publication

    def carry_out(self) -> Publication:
        """Decide."""
        data = self.cleaned_data
        return services.publication_decide(
            actor=self.actor,
            now=self.now,
            publication=self.publication,
            approve=data["approve"] == "yes",
            reason=data["reason"],
            notice_until=end_of(data["notice_until"]),
        )


class TakeBackForm(DeedForm):
    """Takes one's own proposal back."""

    reason = reason_field(_("Reason"))

    def __init__(self, *args: Any, publication: int, **kwargs: Any) -> None:  # noqa: ANN401 - Django's
        super().__init__(*args, **kwargs)
        self.publication = publication

    def carry_out(self) -> Publication:
        """Take back."""
        return services.publication_withdraw(
            actor=self.actor,
            now=self.now,
            publication=self.publication,
            reason=self.cleaned_data["reason"],
        )
