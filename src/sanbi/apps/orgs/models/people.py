"""Accounts, roles with dates, deputies, and keys for programs."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from sanbi.apps.audit.actors import Role
from sanbi.apps.orgs.models.units import Unit

ROLE_NAMES = {
    Role.OFFICE: _("Assessment office"),
    Role.BUREAU: _("Data bureau"),
    Role.CLERK: _("Clerk"),
    Role.OWNER: _("Project owner"),
    Role.SUPERVISOR: _("Supervision office"),
    Role.LEADER: _("Leader"),
    Role.EVALUATOR: _("Evaluator"),
    Role.AUDITOR: _("Auditor"),
    Role.SYSADMIN: _("System administrator"),
    Role.SECADMIN: _("Security administrator"),
    Role.AUDITADMIN: _("Audit administrator"),
}
ROLE_CHOICES = [(role.value, name) for role, name in ROLE_NAMES.items()]


class People(BaseUserManager["User"]):
    """Finds and makes accounts; the services add roles and the audit entry."""

    def create_user(
        self,
        username: str,
        password: str | None = None,
        **more: Any,  # noqa: ANN401 - fields
    ) -> User:
        """Make an account; without a password nobody can sign in by one."""
        user = self.model(username=username, **more)
        user.set_password(password)
        user.save(using=self._db)
        return user


class User(AbstractBaseUser):
    """An account. What somebody may do comes from appointments alone."""

    username = models.CharField(max_length=60, unique=True)
    name = models.CharField(max_length=40)
    pinyin = models.CharField(max_length=80, blank=True)
    email = models.EmailField(blank=True)
    phone = models.CharField(max_length=20, blank=True)
    post = models.CharField(max_length=60, blank=True)
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="people")
    language = models.CharField(max_length=8, blank=True)
    theme = models.CharField(max_length=8, blank=True)
    is_active = models.BooleanField(default=True)
    must_change_password = models.BooleanField(default=False)
    password_changed_at = models.DateTimeField(null=True, blank=True)
    session_stamp = models.CharField(
        max_length=32, blank=True, help_text="a new one ends all sessions"
    )
    home_seen_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField()

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar = ["name"]

    objects: ClassVar[People] = People()

    class Meta:
        ordering: ClassVar = ["pinyin", "username"]

    def __str__(self) -> str:
        return self.name or self.username

    def _get_session_auth_hash(self, secret: str | None = None) -> str:
        """Digest that each session carries: a new password or stamp ends all of them."""
        salt = "sanbi.apps.orgs.models.User.session"
        content = f"{self.session_stamp}\n{self.password}"
        return salted_hmac(salt, content, secret=secret, algorithm="sha256").hexdigest()


class Appointment(models.Model):
    """A role for a unit, from a day on, perhaps until one."""

    user = models.ForeignKey(User, models.PROTECT, related_name="appointments")
    role = models.CharField(max_length=12, choices=ROLE_CHOICES)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="appointments")
    since = models.DateField()
    until = models.DateField(null=True, blank=True)
    reason = models.CharField(max_length=120, blank=True)

    class Meta:
        ordering: ClassVar = ["user", "since", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["user", "role", "unit"],
                condition=models.Q(until__isnull=True),
                name="one_open_appointment",
            ),
            models.CheckConstraint(
                condition=models.Q(until__isnull=True) | models.Q(until__gte=models.F("since")),
                name="appointment_until_after_since",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} {self.role} {self.unit}"


class Delegation(models.Model):
    """Somebody's roles lent to a deputy while away."""

    lender = models.ForeignKey(User, models.PROTECT, related_name="lent")
    deputy = models.ForeignKey(User, models.PROTECT, related_name="borrowed")
    since = models.DateField()
    until = models.DateField()
    reason = models.CharField(max_length=120)
    ended_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["-since", "-id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~models.Q(lender=models.F("deputy")), name="deputy_is_another"
            ),
            models.CheckConstraint(
                condition=models.Q(until__gte=models.F("since")),
                name="delegation_until_after_since",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.lender} → {self.deputy}"


class Token(models.Model):
    """A key with which a program of a unit uses the API; only its digest is kept."""

    name = models.CharField(max_length=60)
    user = models.ForeignKey(User, models.PROTECT, related_name="tokens")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="tokens")
    digest = models.CharField(max_length=64, unique=True)
    prefix = models.CharField(max_length=8)
    writes = models.BooleanField(default=False)
    created_at = models.DateTimeField()
    expires_on = models.DateField()
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["-id"]

    def __str__(self) -> str:
        return f"{self.name} {self.prefix}…"
