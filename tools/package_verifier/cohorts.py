"""Who is ranked with whom: groups, populations, units that take part (contract section 2.1)."""

from package_verifier.faults import DamagedError
from package_verifier.parts import Scheme
from package_verifier.tables import Tables, Unit

ALL = "all"
Scope = str | None  # a group, or None for all groups together


class Cohorts:
    """Groups in scheme order with their units by code."""

    def __init__(self, scheme: Scheme, tables: Tables) -> None:
        self.units = tables.units
        self.named_out = {code for rule in scheme.exclusions for code in rule.units}
        self.members: dict[str, list[str]] = {}
        for group in scheme.groups:
            if group.members is None:
                found = [
                    unit.code
                    for unit in tables.units.values()
                    if group.id in unit.groups or group.name in unit.groups
                ]
            else:
                found = list(group.members)
            self.members[group.id] = sorted(found)
        if not scheme.groups:
            self.members = self._by_column() or {ALL: sorted(tables.units)}
        for code in self.named_out.union(*self.members.values()):
            if code not in tables.units:
                raise DamagedError(
                    "scheme", where="groups", why=f"the unit {code} is not in data/units.csv"
                )
        self.home: dict[str, str] = {}
        for group_id, codes in self.members.items():
            for code in codes:
                self.home.setdefault(code, group_id)

    def _by_column(self) -> dict[str, list[str]]:
        """Return the groups that the units table names, where the scheme names none."""
        found: dict[str, list[str]] = {}
        for unit in self.units.values():
            for group in unit.groups:
                found.setdefault(group, []).append(unit.code)
        return {group: sorted(codes) for group, codes in found.items()}

    def takes_part(self, code: str) -> bool:
        """Say whether a unit may be in a population and have a rank."""
        return self.units[code].participates and code not in self.named_out

    def codes(self, scope: Scope) -> list[str]:
        """Return the units of a group, or of all groups, each once."""
        return sorted(self.home) if scope is None else self.members[scope]

    def population(self, scope: Scope) -> list[str]:
        """Return the units of a scope that take part."""
        return [code for code in self.codes(scope) if self.takes_part(code)]

    def scope(self, group: str, compare_in: str) -> Scope:
        """Return where a rule compares."""
        return None if compare_in == ALL else group

    def unit(self, code: str) -> Unit:
        """Return the record of a unit."""
        return self.units[code]
