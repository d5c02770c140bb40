"""Writes of polls: each one transaction and one audit entry; casting is the live service's."""

from sanbi.apps.ballots.services.papers import (
    paper_enter,
    paper_hand_out,
    paper_settle,
    paper_take_back,
    papers_print,
    papers_unreturned,
)
from sanbi.apps.ballots.services.polls import (
    ClassFacts,
    PollFacts,
    poll_change,
    poll_device,
    poll_prepare,
)
from sanbi.apps.ballots.services.roll import (
    VoterFacts,
    roll_take_over,
    voter_add,
    voter_change,
    voter_remove,
)
from sanbi.apps.ballots.services.running import (
    card_renew,
    cards_printed,
    poll_close,
    poll_extend,
    poll_open,
    poll_ready,
    poll_reopen_roll,
    poll_void,
)
from sanbi.apps.ballots.services.sealing import poll_publish, poll_seal

__all__ = [
    "ClassFacts",
    "PollFacts",
    "VoterFacts",
    "card_renew",
    "cards_printed",
    "paper_enter",
    "paper_hand_out",
    "paper_settle",
    "paper_take_back",
    "papers_print",
    "papers_unreturned",
    "poll_change",
    "poll_close",
    "poll_device",
    "poll_extend",
    "poll_open",
    "poll_prepare",
    "poll_publish",
    "poll_ready",
    "poll_reopen_roll",
    "poll_seal",
    "poll_void",
    "roll_take_over",
    "voter_add",
    "voter_change",
    "voter_remove",
]
