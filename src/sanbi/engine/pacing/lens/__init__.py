"""The integrity lens: figures that deserve a question, as leads with reasons, never verdicts."""

from sanbi.engine.pacing.lens.digits import first_digits, last_digits
from sanbi.engine.pacing.lens.jumps import broken_ratios, jumps
from sanbi.engine.pacing.lens.lead import Lead, LeadKind
from sanbi.engine.pacing.lens.revisions import Revision, late_revisions
from sanbi.engine.pacing.lens.smoothness import too_smooth

__all__ = [
    "Lead",
    "LeadKind",
    "Revision",
    "broken_ratios",
    "first_digits",
    "jumps",
    "last_digits",
    "late_revisions",
    "too_smooth",
]
