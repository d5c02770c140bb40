"""Routes of the office."""

from __future__ import annotations

from django.urls import path, register_converter

from sanbi.apps.ballots.views import papers, polls, results, running


class StepConverter:
    """A step of a poll that needs no form."""

    regex = "|".join(running.STEPS)

    def to_python(self, value: str) -> str:
        """Return the step."""
        return value

    def to_url(self, value: str) -> str:
        """Return the step."""
        return value


register_converter(StepConverter, "pollstep")

urlpatterns = [
    path("", polls.polls, name="polls"),
    path("new/", polls.poll_new, name="poll-new"),
    path("<int:poll>/", polls.poll, name="poll"),
    path("<int:poll>/edit/", polls.poll_edit, name="poll-edit"),
    path("<int:poll>/device/", running.poll_device, name="poll-device"),
    path("<int:poll>/extend/", running.poll_extend, name="poll-extend"),
    path("<int:poll>/void/", running.poll_void, name="poll-void"),
    path("<int:poll>/sealing/", running.poll_sealing, name="poll-sealing"),
    path("<int:poll>/terminals/", running.terminals, name="terminals"),
    path("<int:poll>/step/<pollstep:step>/", running.poll_step, name="poll-step"),
    # -- the roll
    path("<int:poll>/roll/", polls.roll, name="roll"),
    path("<int:poll>/roll/take-over/", polls.roll_take_over, name="roll-take-over"),
    path("<int:poll>/roll/<int:voter>/remove/", polls.voter_remove, name="voter-remove"),
    path("<int:poll>/roll/<int:voter>/card/", polls.card_renew, name="card-renew"),
    path("<int:poll>/cards.pdf", papers.cards, name="cards"),
    # -- paper
    path("<int:poll>/paper/new/", papers.sheets_new, name="paper-new"),
    path("<int:poll>/paper/desk/", papers.desk, name="paper-desk"),
    path("<int:poll>/paper/desk/<int:voter>/", papers.hand_out, name="paper-hand-out"),
    path("<int:poll>/paper/enter/", papers.enter, name="paper-enter"),
    path("<int:poll>/paper/", papers.sheets, name="paper-sheets"),
    path("<int:poll>/paper/unreturned/", papers.unreturned, name="paper-unreturned"),
    path("<int:poll>/paper/<slug:number>/settle/", papers.settle, name="paper-settle"),
    # -- the result
    path("<int:poll>/result/", results.result, name="poll-result"),
    path("<int:poll>/result/box.zip", results.box_file, name="poll-box"),
    path("<int:poll>/result/record.pdf", results.record, name="poll-record"),
]
