"""Replays a scored cohort with other weights: the kernel of robustness and foresight."""

from sanbi.engine.scoring.replay.replaying import replay_chunks, replay_weights
from sanbi.engine.scoring.replay.tree_walk import Replay

__all__ = ["Replay", "replay_chunks", "replay_weights"]
