"""Routes of the app."""

from __future__ import annotations

from django.urls import path

from sanbi.apps.plans.views import nodes, peers, plans, practices

NODE = "nodes/<int:node>/"
PRACTICE = "practices/<int:practice>/"
urlpatterns = [
    path("", plans.plans, name="plans"),
    path("new/", plans.plan_new, name="plan-new"),
    path("review/", plans.plan_review, name="plan-review"),
    path("<int:plan>/adopt/", plans.plan_adopt, name="plan-adopt"),
    path("<int:plan>/close/", plans.plan_close, name="plan-close"),
    path("<int:plan>/nodes/new/", nodes.node_new, name="plan-node-new"),
    path(NODE, nodes.node, name="plan-node"),
    path(f"{NODE}edit/", nodes.node_edit, name="plan-node-edit"),
    path(f"{NODE}drop/", nodes.node_drop, name="plan-node-drop"),
    path(f"{NODE}place/", nodes.standing, name="plan-standing"),
    # -- peers
    path("peers/", peers.peers, name="peers"),
    path("peers/new/", peers.peer_new, name="peer-new"),
    path("peers/<int:indicator>/figures/", peers.peer_figures, name="peer-figures"),
    path("peers/<int:indicator>/table/", peers.peer_table, name="peer-table"),
    # -- good practice
    path("practices/", practices.practices, name="practices"),
    path("practices/new/", practices.practice_new, name="practice-new"),
    path(PRACTICE, practices.practice, name="practice"),
    path(f"{PRACTICE}decide/", practices.practice_decide, name="practice-decide"),
    path(f"{PRACTICE}take/", practices.practice_take, name="practice-take"),
    path(f"{PRACTICE}<int:takeover>/result/", practices.takeover_result, name="takeover-result"),
]
