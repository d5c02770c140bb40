"""Tables of the app."""

from sanbi.apps.plans.models.peers import Peer, PeerFigure
from sanbi.apps.plans.models.plans import (
    Level,
    Link,
    Node,
    NodeVersion,
    Plan,
    PlanState,
    Standing,
    Theme,
)
from sanbi.apps.plans.models.practices import Practice, PracticeState, Takeover

__all__ = [
    "Level",
    "Link",
    "Node",
    "NodeVersion",
    "Peer",
    "PeerFigure",
    "Plan",
    "PlanState",
    "Practice",
    "PracticeState",
    "Standing",
    "Takeover",
    "Theme",
]
