"""Tables of the app."""

from sanbi.apps.actions.models.actions import Action, Counter, Kind, Quality, Source, State
from sanbi.apps.actions.models.firms import (
    Firm,
    FirmMeasure,
    FirmRequest,
    Industry,
    Policy,
    Size,
)
from sanbi.apps.actions.models.judgements import Judgement
from sanbi.apps.actions.models.lists import Problem, ProblemList
from sanbi.apps.actions.models.risks import Danger, Incident
from sanbi.apps.actions.models.steps import (
    Card,
    Extension,
    LookBack,
    Milestone,
    Reminder,
    Rulebook,
    Step,
)
from sanbi.apps.actions.models.visits import Finding, Visit

__all__ = [
    "Action",
    "Card",
    "Counter",
    "Danger",
    "Extension",
    "Finding",
    "Firm",
    "FirmMeasure",
    "FirmRequest",
    "Incident",
    "Industry",
    "Judgement",
    "Kind",
    "LookBack",
    "Milestone",
    "Policy",
    "Problem",
    "ProblemList",
    "Quality",
    "Reminder",
    "Rulebook",
    "Size",
    "Source",
    "State",
    "Step",
    "Visit",
]
