"""Writes of projects: each one transaction and one audit entry."""

from sanbi.apps.projects.services.allocations import (
    allocation_ask,
    allocation_decide,
    allocation_end,
    allocation_propose,
)
from sanbi.apps.projects.services.chains import chain_retire, chain_set
from sanbi.apps.projects.services.escalation import (
    ladder_set,
    obstacle_escalate,
    obstacles_escalate,
)
from sanbi.apps.projects.services.factors import claim_fix, claims_set, factors_set
from sanbi.apps.projects.services.importing import projects_import
from sanbi.apps.projects.services.keepers import keeper_appoint, keeper_dismiss
from sanbi.apps.projects.services.lamps import lamp_rules_set, lamps_read, lamps_read_on_time
from sanbi.apps.projects.services.maps import county_map_set
from sanbi.apps.projects.services.months import month_report, quantities_set, quantity_report
from sanbi.apps.projects.services.nodes import (
    NodeFacts,
    chain_apply,
    node_begin,
    node_change,
    node_finish,
)
from sanbi.apps.projects.services.obstacles import (
    obstacle_answer,
    obstacle_hand_on,
    obstacle_raise,
    obstacle_return,
    obstacle_verify,
    obstacle_withdraw,
)
from sanbi.apps.projects.services.plans import year_plan_set
from sanbi.apps.projects.services.register import (
    entry_set,
    project_add,
    project_change,
    project_drop,
    project_restore,
)
from sanbi.apps.projects.services.replanning import replan_sign
from sanbi.apps.projects.services.stages import recognition_set, stage_revoke, stage_step
from sanbi.apps.projects.services.waivers import (
    lamp_waiver_decide,
    lamp_waiver_propose,
    lamp_waiver_withdraw,
)
from sanbi.apps.projects.services.warnings import nodes_warn

__all__ = [
    "NodeFacts",
    "allocation_ask",
    "allocation_decide",
    "allocation_end",
    "allocation_propose",
    "chain_apply",
    "chain_retire",
    "chain_set",
    "claim_fix",
    "claims_set",
    "county_map_set",
    "entry_set",
    "factors_set",
    "keeper_appoint",
    "keeper_dismiss",
    "ladder_set",
    "lamp_rules_set",
    "lamp_waiver_decide",
    "lamp_waiver_propose",
    "lamp_waiver_withdraw",
    "lamps_read",
    "lamps_read_on_time",
    "month_report",
    "node_begin",
    "node_change",
    "node_finish",
    "nodes_warn",
    "obstacle_answer",
    "obstacle_escalate",
    "obstacle_hand_on",
    "obstacle_raise",
    "obstacle_return",
    "obstacle_verify",
    "obstacle_withdraw",
    "obstacles_escalate",
    "project_add",
    "project_change",
    "project_drop",
    "project_restore",
    "projects_import",
    "quantities_set",
    "quantity_report",
    "recognition_set",
    "replan_sign",
    "stage_revoke",
    "stage_step",
    "year_plan_set",
]
