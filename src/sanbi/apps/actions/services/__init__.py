"""Writes of actions: each one transaction and one audit entry."""

from sanbi.apps.actions.services.filing import (
    Facts,
    action_change,
    action_file,
    actions_file,
    filed,
)
from sanbi.apps.actions.services.from_documents import (
    proposal_file,
    proposal_merge,
    proposal_reject,
)
from sanbi.apps.actions.services.handling import (
    Mark,
    action_assign,
    action_decline,
    action_progress,
    action_receive,
    action_report,
    milestone_finish,
    milestones_set,
)
from sanbi.apps.actions.services.judging import (
    action_close,
    action_remind,
    action_reopen,
    action_return,
    action_verify,
    action_withdraw,
    card_show,
    look_back_plan,
    look_back_record,
)
from sanbi.apps.actions.services.lists import (
    ListFacts,
    ProblemFacts,
    list_change,
    list_create,
    problem_spread,
    problems_add,
)
from sanbi.apps.actions.services.reminding import actions_remind, unit_remind
from sanbi.apps.actions.services.rulebooks import rulebook_set
from sanbi.apps.actions.services.splitting import (
    Part,
    action_split,
    extension_ask,
    extension_decide,
)

__all__ = [
    "Facts",
    "ListFacts",
    "Mark",
    "Part",
    "ProblemFacts",
    "action_assign",
    "action_change",
    "action_close",
    "action_decline",
    "action_file",
    "action_progress",
    "action_receive",
    "action_remind",
    "action_reopen",
    "action_report",
    "action_return",
    "action_split",
    "action_verify",
    "action_withdraw",
    "actions_file",
    "actions_remind",
    "card_show",
    "extension_ask",
    "extension_decide",
    "filed",
    "list_change",
    "list_create",
    "look_back_plan",
    "look_back_record",
    "milestone_finish",
    "milestones_set",
    "problem_spread",
    "problems_add",
    "proposal_file",
    "proposal_merge",
    "proposal_reject",
    "rulebook_set",
    "unit_remind",
]
