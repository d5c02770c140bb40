"""Routes of the app."""

from __future__ import annotations

from django.urls import path

from sanbi.apps.projects.views import (
    allocations,
    factors,
    funnel,
    importing,
    lamps,
    lists,
    maps,
    months,
    nodes,
    obstacles,
    register,
    stages,
    support,
    wall,
)

urlpatterns = [
    # -- the area
    path("", lists.projects, name="projects"),
    path("funnel/", funnel.funnel, name="projects-funnel"),
    path("new/", register.project_new, name="project-new"),
    path("import/", importing.imported, name="projects-import"),
    path("import/template/", importing.template, name="projects-template"),
    path("rules/", stages.recognition, name="recognition"),
    path("rules/<slug:stage>/", stages.recognition_set, name="recognition-set"),
    path("keepers/", stages.keepers, name="keepers"),
    path("keepers/<int:keeper>/dismiss/", stages.keeper_dismiss, name="keeper-dismiss"),
    path("wall/", wall.wall, name="wall"),
    path("wall/print/", wall.wall_print, name="wall-print"),
    # -- lamps
    path("lamps/", lamps.lamps, name="lamps"),
    path("lamps/read/", lamps.lamps_read, name="lamps-read"),
    path("lamps/rules/", lamps.lamp_rules, name="lamp-rules"),
    path("lamps/rules/<int:version>/", lamps.lamp_rules_text, name="lamp-rules-text"),
    path("lamps/waivers/<int:waiver>/", lamps.lamp_waiver, name="lamp-waiver"),
    path(
        "lamps/waivers/<int:waiver>/withdraw/",
        lamps.lamp_waiver_withdraw,
        name="lamp-waiver-withdraw",
    ),
    path("map/", maps.projects_map, name="projects-map"),
    path("map/boundaries/", maps.county_map, name="county-map"),
    path("map/print/", maps.map_print, name="projects-map-print"),
    # -- obstacles
    path("obstacles/", obstacles.obstacles, name="obstacles"),
    path("obstacles/statistics/", obstacles.statistics, name="obstacle-statistics"),
    path("obstacles/levels/", obstacles.ladder, name="ladder"),
    path("obstacles/<int:obstacle>/", obstacles.obstacle, name="obstacle"),
    *(
        path(
            f"obstacles/<int:obstacle>/{verb.replace('_', '-')}/",
            obstacles.obstacle_step,
            {"verb": verb},
            name=route,
        )
        for verb, route in obstacles.ROUTES.items()
    ),
    # -- factors
    path("factors/", allocations.factors, name="factors"),
    path("factors/quotas/", factors.quotas, name="factor-quotas"),
    path("factors/quotas/table/", factors.quotas_table, name="factor-quotas-table"),
    path("factors/rules/", factors.rules, name="factor-rules"),
    path("factors/claims/", factors.claims_page, name="claims"),
    path("factors/claims/table/", factors.claims_table, name="claims-table"),
    path("factors/support/", support.support, name="factors-support"),
    path("factors/ask/", allocations.ask, name="allocation-ask"),
    path("factors/asked/<int:asking>/", allocations.asked_for, name="allocation-request"),
    path("factors/plans/<int:number>/", allocations.plan, name="allocation"),
    path("factors/plans/<int:number>/input/", allocations.plan_input, name="allocation-input"),
    path("factors/plans/<int:number>/beside/", allocations.comparing, name="allocation-compare"),
    path("factors/plans/<int:number>/propose/", allocations.propose, name="allocation-propose"),
    path("factors/decide/<int:publication>/", allocations.decide, name="allocation-decide"),
    # -- one project
    path("<int:project>/", register.project, name="project"),
    path("<int:project>/edit/", register.project_edit, name="project-edit"),
    path("<int:project>/drop/", register.project_drop, name="project-drop"),
    path("<int:project>/entry/", register.statistics_entry, name="statistics-entry"),
    path("<int:project>/step/", stages.step, name="stage-step"),
    path("<int:project>/revoke/", stages.revoke, name="stage-revoke"),
    path("<int:project>/plan/<int:year>/", months.year_plan, name="project-plan"),
    path("<int:project>/months/", months.months, name="project-months"),
    path("<int:project>/months/<str:period>/", months.month_report, name="month-report"),
    path("<int:project>/quantities/", months.quantities, name="project-quantities"),
    path("<int:project>/quantities/edit/", months.quantities_edit, name="quantities-edit"),
    path("<int:project>/quantities/<str:period>/", months.quantity_report, name="quantity-report"),
    path("<int:project>/files/", months.files, name="project-files"),
    path("<int:project>/nodes/", nodes.nodes, name="project-nodes"),
    path("<int:project>/nodes/new/", nodes.chain, name="project-chain"),
    path("<int:project>/nodes/plan/", nodes.replan, name="project-replan"),
    path("<int:project>/nodes/<int:node>/", nodes.node_edit, name="node-edit"),
    path("<int:project>/nodes/<int:node>/begin/", nodes.node_begin, name="node-begin"),
    path("<int:project>/nodes/<int:node>/finish/", nodes.node_finish, name="node-finish"),
    path("<int:project>/factors/", support.project_factors, name="project-factors"),
    path("<int:project>/factors/fix/", support.claim_fix, name="claim-fix"),
    path("<int:project>/lamps/", lamps.project_lamps, name="project-lamps"),
    path("<int:project>/lamps/grounds/", lamps.lamp_grounds, name="lamp-grounds"),
    path("<int:project>/lamps/waive/", lamps.lamp_waive, name="lamp-waive"),
    path("<int:project>/obstacles/", obstacles.project_obstacles, name="project-obstacles"),
    path("<int:project>/obstacles/raise/", obstacles.obstacle_raise, name="obstacle-raise"),
]
