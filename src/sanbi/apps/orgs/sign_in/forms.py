"""Forms of second factors, in the site's words and with its limits."""

from __future__ import annotations

from typing import Any

from allauth.core import context
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm, EditWebAuthnForm
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from sanbi.apps.orgs.sign_in.codes import count_failure, is_locked, taken_by

KEY_NAME = _("Name of the passkey or key")


class _Counted:
    """The check of a code that both forms share."""

    user: Any
    cleaned_data: dict[str, Any]

    def clean_code(self) -> str:
        """Use the code up, or count the failure."""
        code = str(self.cleaned_data["code"])
        if is_locked(context.request, self.user):
            raise ValidationError(_("The account takes no attempts now."))
        factor = taken_by(self.user, code)
        if factor is None:
            count_failure(self.user)
            raise ValidationError(
                _("This code is wrong, too old, or was used before. Wait for the next one.")
            )
        factor.user = self.user
        self.authenticator = factor
        return code


class CodeForm(_Counted, AuthenticateForm):  # type: ignore[misc]
    """The second step of a sign-in."""


class CodeAgainForm(_Counted, ReauthenticateForm):  # type: ignore[misc]
    """Somebody who is signed in confirms a delicate step."""


class NewKeyForm(AddWebAuthnForm):  # type: ignore[misc]
    """A passkey is added."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **kwargs)
        self.fields["name"].label = KEY_NAME
        self.fields["name"].max_length = 60
        alone = self.fields["passwordless"]
        alone.label = _("Sign in with it alone, without a password")
        alone.help_text = _("The device then asks for its own PIN, finger or face.")
        alone.initial = True


class KeyNameForm(EditWebAuthnForm):  # type: ignore[misc]
    """A passkey gets another name."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **kwargs)
        self.fields["name"].label = KEY_NAME
