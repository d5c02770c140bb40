"""What is told of the registers: the YAML files beside this one."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import yaml


@cache
def told(name: str) -> Any:  # noqa: ANN401 - whatever the file holds
    """Return what lists.yaml, firms.yaml, risks.yaml or visits.yaml tells, by its bare name."""
    return yaml.safe_load(Path(__file__).with_name(f"{name}.yaml").read_text(encoding="utf-8"))
