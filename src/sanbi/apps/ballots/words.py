"""Words that several pages share."""

from __future__ import annotations

from django.utils.translation import gettext as _

from sanbi.engine.integrity.ballots import BallotFault, Reason


def fault_words(fault: BallotFault) -> str:
    """Return why a ballot is not taken, as one sentence."""
    sentences = {
        Reason.NOT_ON_PAPER: _("%(unit)s is not on this paper."),
        Reason.OWN_UNIT: _("%(unit)s is the own unit, which is not marked."),
        Reason.NO_MARK: _("The mark for %(unit)s is none of this paper."),
        Reason.PLACE_TWICE: _("The place of %(unit)s is given twice."),
        Reason.NOT_ALL: _("%(unit)s is not marked."),
        Reason.BLANK: _("Nothing is marked."),
    }
    return sentences[fault.reason] % {"unit": fault.subject}
