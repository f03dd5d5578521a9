"""Encrypting the secrets of second factors, so that a copy of the database opens no account."""

from __future__ import annotations

import base64

from cryptography.fernet import Fernet, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings


def encrypt(text: str) -> str:
    """Under the first of FACTOR_KEYS."""
    return _keys().encrypt(text.encode()).decode("ascii")


def decrypt(encrypted: str) -> str:
    """With the key of FACTOR_KEYS that encrypted it. Raises cryptography's InvalidToken where none did."""
    return _keys().decrypt(encrypted.encode("ascii")).decode()


def _keys() -> MultiFernet:
    return MultiFernet([Fernet(_derive(key)) for key in settings.FACTOR_KEYS])


def _derive(key: str) -> bytes:
    """A Fernet key for this one purpose."""
    derived = HKDF(algorithm=SHA256(), length=32, salt=None, info=b"goldenthread: second factors")
    return base64.urlsafe_b64encode(derived.derive(key.encode()))
