"""One way in and one way out for plans, whatever their format."""

from __future__ import annotations

from sanbi.engine.phrases import Phrase
from sanbi.engine.scheduling.files.instances import Instance, read_instance
from sanbi.engine.scheduling.files.kinds import Kind, kind_of, writable_kind
from sanbi.engine.scheduling.files.mspdi_reading import read_mspdi
from sanbi.engine.scheduling.files.mspdi_writing import lost_in_mspdi, plan_mspdi
from sanbi.engine.scheduling.files.plan import Plan
from sanbi.engine.scheduling.files.plan_csv import lost_in_csv, plan_csv, read_plan_csv
from sanbi.engine.scheduling.files.plan_yaml import read_plan_yaml
from sanbi.engine.scheduling.files.plan_yaml_writing import plan_yaml
from sanbi.engine.scheduling.files.texts import check_size


def read_plan(content: bytes, name: str) -> Plan | Instance:
    """Return the plan, or the test instance, of a file of any known kind.

    Raises
    ------
    SchedulingFaults
        with every fault and its place.
    """
    check_size(content, name)
    kind = kind_of(name, content)
    if kind is Kind.YAML:
        return read_plan_yaml(content, name)
    if kind is Kind.CSV:
        return read_plan_csv(content, name)
    if kind is Kind.MSPDI:
        return read_mspdi(content, name)
    return read_instance(content, name, kind)


def losses(plan: Plan, name: str) -> list[Phrase]:
    """What the format that a file's name asks for has no place for."""
    told = {Kind.CSV: lost_in_csv, Kind.MSPDI: lost_in_mspdi}.get(writable_kind(name))
    return told(plan) if told else []


def written_plan(plan: Plan, name: str) -> bytes:
    """Return the bytes of a plan in the format that a file's name asks for.

    Raises
    ------
    SchedulingFaults
        when plans are not written in that format.
    """
    kind = writable_kind(name)
    if kind is Kind.CSV:
        return plan_csv(plan)
    return plan_mspdi(plan) if kind is Kind.MSPDI else plan_yaml(plan)
