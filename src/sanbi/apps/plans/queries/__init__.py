"""Reads of plans, peers and good practice."""

from sanbi.apps.plans.queries.plans import node_get, nodes_for, plan_get, plans_for

__all__ = ["node_get", "nodes_for", "plan_get", "plans_for"]
