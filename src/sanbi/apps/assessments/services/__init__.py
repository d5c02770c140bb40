"""Writes of the assessment: each one transaction with one audit entry."""

from sanbi.apps.assessments.services.appeals import (
    appeal_accept,
    appeal_decide,
    appeal_file,
    appeal_withdraw,
)
from sanbi.apps.assessments.services.measures import (
    measure_approve,
    measure_close,
    measure_deliver,
    measure_exempt,
    measure_hear,
    measure_revoke,
    measure_rules_save,
    measures_propose,
)
from sanbi.apps.assessments.services.publishing import (
    appeals_open,
    publication_decide,
    publication_propose,
    publication_withdraw,
    round_finish,
)
from sanbi.apps.assessments.services.register import (
    item_check,
    item_propose,
    item_withdraw,
    items_check,
    items_propose,
)
from sanbi.apps.assessments.services.rounds import (
    round_create,
    round_freeze,
    round_open,
    round_unfreeze,
)
from sanbi.apps.assessments.services.runs import run_correct, run_make
from sanbi.apps.assessments.services.schemes import (
    scheme_adopt,
    scheme_create,
    scheme_draft_save,
    scheme_version_start,
)
from sanbi.apps.assessments.services.years import year_copy

__all__ = [
    "appeal_accept",
    "appeal_decide",
    "appeal_file",
    "appeal_withdraw",
    "appeals_open",
    "item_check",
    "item_propose",
    "item_withdraw",
    "items_check",
    "items_propose",
    "measure_approve",
    "measure_close",
    "measure_deliver",
    "measure_exempt",
    "measure_hear",
    "measure_revoke",
    "measure_rules_save",
    "measures_propose",
    "publication_decide",
    "publication_propose",
    "publication_withdraw",
    "round_create",
    "round_finish",
    "round_freeze",
    "round_open",
    "round_unfreeze",
    "run_correct",
    "run_make",
    "scheme_adopt",
    "scheme_create",
    "scheme_draft_save",
    "scheme_version_start",
    "year_copy",
]
