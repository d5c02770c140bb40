"""What the stories of projects work with: the desk, the drawn projects, and their rows."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

from sanbi.apps.audit.actors import Actor, Role
from sanbi.apps.orgs.models import User
from sanbi.apps.projects.models import Project
from sanbi.site.demo.chance import share
from sanbi.site.demo.desk import Desk
from sanbi.site.demo.projects.drawing import undertakings
from sanbi.site.demo.projects.model import Undertaking

KEEPER = "bureau2"


@dataclass
class Works:
    """The county's projects while its year runs; ``keys`` are primary keys by code."""

    desk: Desk
    keys: dict[str, int] = field(default_factory=dict)

    @property
    def items(self) -> tuple[Undertaking, ...]:
        """Every project that was drawn, in the register or not yet."""
        return undertakings(self.desk.county.seed)

    @property
    def keeper(self) -> Actor:
        """Who keeps the register."""
        return self.desk.named(KEEPER)

    @cached_property
    def people(self) -> dict[str, int]:
        """Primary keys of accounts by user name."""
        return dict(User.objects.values_list("username", "pk"))

    def clerk(self, item: Undertaking) -> Actor:
        """Who reports on a project: its manager, or the township's clerk."""
        if item.owner:
            return self.desk.named(item.owner)
        return self.desk.acting(Role.CLERK, item.township)

    def known(self) -> list[Undertaking]:
        """The projects that are in the register by now."""
        return [item for item in self.items if item.code in self.keys]

    def row(self, item: Undertaking) -> Project:
        """A project's row as it stands."""
        return Project.objects.get(pk=self.keys[item.code])

    def chance(self, *key: object) -> float:
        """A number from 0 up to 1, the same on every machine."""
        return share(self.desk.county.seed, "projects", *key)
