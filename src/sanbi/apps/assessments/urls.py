"""Routes of the app."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from sanbi.apps.assessments.views import (
    appeals,
    leads,
    measure_rules,
    measures,
    register,
    rounds,
    scheme_trees,
    schemes,
    years,
)

urlpatterns: list[URLPattern | URLResolver] = [
    path("", rounds.rounds, name="rounds"),
    path("leads/", leads.leads, name="leads"),
    path("new/", rounds.round_new, name="round-new"),
    path("rounds/<str:code>/", rounds.round_one, name="round"),
    path("rounds/<str:code>/missing/", rounds.round_missing, name="round-missing"),
    path("rounds/<str:code>/notice/", rounds.notice, name="round-notice"),
    path("rounds/<str:code>/do/<slug:verb>/", rounds.round_do, name="round-do"),
    path("publications/<int:pk>/decide/", rounds.publication_decide, name="publication-decide"),
    path(
        "publications/<int:pk>/withdraw/", rounds.publication_withdraw, name="publication-withdraw"
    ),
    path("rounds/<str:code>/register/", register.register, name="register"),
    path("rounds/<str:code>/register/new/", register.item_new, name="item-new"),
    path("register/<int:pk>/", register.item_one, name="item"),
    path("register/<int:pk>/check/", register.item_check, name="item-check"),
    path("register/<int:pk>/withdraw/", register.item_withdraw, name="item-withdraw"),
    path("appeals/", appeals.appeals, name="appeals"),
    path("appeals/<int:pk>/", appeals.appeal_one, name="appeal"),
    path("appeals/<int:pk>/accept/", appeals.appeal_accept, name="appeal-accept"),
    path("appeals/<int:pk>/decide/", appeals.appeal_decide, name="appeal-decide"),
    path("appeals/<int:pk>/withdraw/", appeals.appeal_withdraw, name="appeal-withdraw"),
    path("rounds/<str:code>/appeals/<int:unit>/new/", appeals.appeal_new, name="appeal-new"),
    path("measures/", measures.measures, name="measures"),
    path("measures/<int:pk>/", measures.measure_one, name="measure"),
    path("measures/<int:pk>/do/<slug:verb>/", measures.measure_do, name="measure-do"),
    path("measures/rules/<int:pk>/", measure_rules.measure_rule_edit, name="measure-rule"),
    path("schemes/<int:pk>/rules/", measure_rules.measure_rules, name="measure-rules"),
    path("schemes/<int:pk>/rules/new/", measure_rules.measure_rule_new, name="measure-rule-new"),
    path(
        "schemes/<int:pk>/rules/check/",
        measure_rules.measure_rule_check,
        name="measure-rule-check",
    ),
    path("years/copy/", years.year_copy, name="year-copy"),
    path("years/plan/", years.year_plan, name="year-plan"),
    path("schemes/", schemes.schemes, name="schemes"),
    path("schemes/new/", schemes.scheme_new, name="scheme-new"),
    path("schemes/check/", schemes.scheme_check, name="scheme-check"),
    path("schemes/curve/", scheme_trees.scheme_curve, name="scheme-curve"),
    path("schemes/versions/<int:pk>/tree/", scheme_trees.scheme_tree, name="scheme-tree"),
    path(
        "schemes/versions/<int:pk>/leaves/<str:leaf>/", scheme_trees.scheme_leaf, name="scheme-leaf"
    ),
    path("schemes/<int:pk>/next/", schemes.scheme_next, name="scheme-next"),
    path("schemes/versions/<int:pk>/", schemes.scheme_version, name="scheme-version"),
    path("schemes/versions/<int:pk>/edit/", schemes.scheme_edit, name="scheme-edit"),
    path("schemes/versions/<int:pk>/adopt/", schemes.scheme_adopt, name="scheme-adopt"),
    path(
        "schemes/versions/<int:pk>/against/<int:other>/",
        schemes.scheme_compare,
        name="scheme-compare",
    ),
]
