"""Routes of the app."""

from __future__ import annotations

from django.urls import path

from sanbi.apps.actions.views import (
    action,
    filing,
    firms,
    inbox,
    lists,
    problems,
    requests,
    risks,
    statistics,
    steps,
    visits,
)

ONE = "<int:action>/"
FIRM = "firms/<int:firm>/"
INCIDENT = "risks/incidents/<int:incident>/"
LIST = "problems/<int:problem_list>/"
PROPOSAL = "inbox/<int:document>/proposals/<slug:place>/"
VISIT = "visits/<int:visit>/"
urlpatterns = [
    path("", lists.desk, name="actions"),
    path("list/", lists.actions, name="actions-list"),
    path("board/", lists.board, name="actions-board"),
    path("calendar/", lists.calendar, name="actions-calendar"),
    path("statistics/", statistics.statistics, name="actions-statistics"),
    path("rules/", filing.rules, name="actions-rules"),
    path("proposals/", filing.proposals, name="action-proposals"),
    path("new/", filing.action_new, name="action-new"),
    # -- from documents
    path("inbox/<int:document>/proposals/", inbox.document_proposals, name="document-proposals"),
    path(f"{PROPOSAL}file/", inbox.proposal_file, name="proposal-file"),
    path(f"{PROPOSAL}reject/", inbox.proposal_reject, name="proposal-reject"),
    path(f"{PROPOSAL}merge/", inbox.proposal_merge, name="proposal-merge"),
    # -- rectification lists
    path("problems/", problems.lists, name="problem-lists"),
    path("problems/new/", problems.list_new, name="problem-list-new"),
    path("problems/template/", problems.template, name="problems-template"),
    path(LIST, problems.problem_list, name="problem-list"),
    path(f"{LIST}edit/", problems.list_edit, name="problem-list-edit"),
    path(f"{LIST}add/", problems.problem_add, name="problem-add"),
    path(f"{LIST}import/", problems.imported, name="problems-import"),
    # -- firms
    path("firms/", firms.firms, name="firms"),
    path("firms/new/", firms.firm_new, name="firm-new"),
    path("firms/import/", firms.imported, name="firms-import"),
    path("firms/template/", firms.template, name="firms-template"),
    path(FIRM, firms.firm, name="firm"),
    path(f"{FIRM}edit/", firms.firm_edit, name="firm-edit"),
    path(f"{FIRM}plan/", firms.measure_add, name="firm-measure-add"),
    path(f"{FIRM}plan/<int:line>/", firms.measure_done, name="firm-measure-done"),
    path(f"{FIRM}request/", requests.request_new, name="request-new"),
    path("policies/", firms.policies, name="policies"),
    path("policies/new/", firms.policy_new, name="policy-new"),
    path("policies/<int:policy>/", firms.policy_edit, name="policy-edit"),
    path("rate/", requests.rate, name="firm-rate"),
    # -- risks
    path("risks/", risks.risks, name="risks"),
    path("risks/new/", risks.risk_new, name="risk-new"),
    path("risks/incidents/", risks.incidents, name="incidents"),
    path("risks/incidents/new/", risks.incident_new, name="incident-new"),
    path(f"{INCIDENT}confirm/", risks.incident_confirm, name="incident-confirm"),
    path(f"{INCIDENT}withdraw/", risks.incident_withdraw, name="incident-withdraw"),
    # -- field visits
    path("visits/", visits.visits, name="visits"),
    path("visits/new/", visits.visit_new, name="visit-new"),
    path(VISIT, visits.visit, name="visit"),
    path(f"{VISIT}<int:finding>/file/", visits.finding_file, name="finding-file"),
    path(f"{VISIT}<int:finding>/leave/", visits.finding_leave, name="finding-leave"),
    # -- one action
    path(ONE, action.action, name="action"),
    path(f"{ONE}edit/", filing.action_edit, name="action-edit"),
    # -- the ladder
    *(
        path(f"{ONE}{verb}/", steps.move, {"verb": verb}, name=f"action-{verb}")
        for verb in steps.STEPS
    ),
    # -- beside it
    path(f"{ONE}split/", steps.split, name="action-split"),
    path(f"{ONE}milestones/", steps.milestones, name="action-milestones"),
    path(f"{ONE}milestones/<int:milestone>/", steps.milestone, name="action-milestone"),
    path(f"{ONE}time/", steps.time_ask, name="action-time"),
    path(f"{ONE}time/<int:extension>/", steps.time_decide, name="action-time-decide"),
    path(f"{ONE}remind/", steps.remind, name="action-remind"),
    path(f"{ONE}card/", steps.card, name="action-card"),
    path(f"{ONE}answer/", requests.answer, name="request-answer"),
    path(f"{ONE}code/", requests.invite, name="request-invite"),
    path(f"{ONE}rating/", requests.rate_for, name="request-rate-for"),
    path(f"{ONE}grade/", risks.risk_grade, name="risk-grade"),
    path(f"{ONE}spread/", problems.spread, name="problem-spread"),
    path(f"{ONE}look-back/", steps.look_back, name="action-look-back"),
    path(f"{ONE}look-back/<int:look_back>/", steps.look_back_found, name="action-look-back-found"),
]
