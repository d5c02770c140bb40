"""Writes of plans, peers and good practice: each one transaction and one audit entry."""

from sanbi.apps.plans.services.nodes import (
    NodeFacts,
    plan_node_add,
    plan_node_change,
    plan_node_drop,
)
from sanbi.apps.plans.services.peers import PeerRow, peer_add, peer_figures_record
from sanbi.apps.plans.services.plans import plan_adopt, plan_close, plan_draft
from sanbi.apps.plans.services.practices import (
    practice_decide,
    practice_nominate,
    practice_take_over,
    takeover_tell,
)
from sanbi.apps.plans.services.standings import standing_record

__all__ = [
    "NodeFacts",
    "PeerRow",
    "peer_add",
    "peer_figures_record",
    "plan_adopt",
    "plan_close",
    "plan_draft",
    "plan_node_add",
    "plan_node_change",
    "plan_node_drop",
    "practice_decide",
    "practice_nominate",
    "practice_take_over",
    "standing_record",
    "takeover_tell",
]
