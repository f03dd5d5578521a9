"""Forms of allauth in our words."""

from __future__ import annotations

from typing import Any

from allauth.mfa.webauthn.forms import AddWebAuthnForm


class AddPasskey(AddWebAuthnForm):  # type: ignore[misc]
    """A passkey is meant to be all one needs to sign in; a plain security key stays a second factor."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        alone = self.fields["passwordless"]
        alone.label = "Sign in with this alone, without a code or password"
        alone.help_text = "It then asks for your fingerprint, face or PIN. Untick it for a key without these."
        alone.initial = True
