"""Lamp rules of real places, as data, each with the address where it was read.

They show how such rules are written; a county takes one as the draft of its own.
"""

from __future__ import annotations

from importlib.resources import files
from typing import Any, Literal, get_args

import yaml

Preset = Literal["yinchuan-2025", "sanya-2022", "sanya-2022-district", "wuhan", "county"]
PRESETS: tuple[Preset, ...] = get_args(Preset)
"""Their names: three places, one of them with a second set for its districts, and a general one."""


def preset_data(name: Preset) -> dict[str, Any]:
    """The rules as plain data, to be kept, shown, changed and read by `read_lamp_rules`."""
    data: dict[str, Any] = yaml.safe_load(preset_text(name))
    return data


def preset_text(name: Preset) -> str:
    """The rules as they are written, with the sentences that they were read from as remarks."""
    return files(__name__).joinpath(f"{name}.yaml").read_text(encoding="utf-8")
