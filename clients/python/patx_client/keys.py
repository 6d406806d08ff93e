"""Ed25519 keys of accounts, from PEM files as `patx keygen` writes them. A key signs and is never sent."""

from __future__ import annotations

import base64
import os
import re
from pathlib import Path
from typing import Union

from . import ed25519

try:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
except ImportError:  # The standard library has no Ed25519.
    Ed25519PrivateKey = None  # type: ignore[assignment,misc]

# What stands before the 32 bytes of a key in PKCS #8 (RFC 8410).
_PKCS8 = bytes.fromhex("302e020100300506032b657004220420")


class Key:
    """A private key. `public` is its public half, 32 bytes."""

    def __init__(self, seed: bytes):
        if len(seed) != 32:
            raise ValueError(f"a key has 32 bytes, not {len(seed)}")
        self._seed = seed
        self._fast = Ed25519PrivateKey.from_private_bytes(seed) if Ed25519PrivateKey else None
        self.public = ed25519.public_key(seed)

    @classmethod
    def generate(cls) -> "Key":
        return cls(os.urandom(32))

    @classmethod
    def from_pem(cls, path: Union[str, Path]) -> "Key":
        """Reads a PKCS #8 file. Raises ValueError for anything else."""
        text = Path(path).read_text("ascii")
        found = re.search(r"-----BEGIN PRIVATE KEY-----(.+?)-----END PRIVATE KEY-----", text, re.S)
        der = base64.b64decode(found.group(1)) if found else b""
        if not der.startswith(_PKCS8) or len(der) != len(_PKCS8) + 32:
            raise ValueError(f"{path} is no PEM file with an Ed25519 private key")
        return cls(der[len(_PKCS8) :])

    def sign(self, message: bytes) -> bytes:
        return self._fast.sign(message) if self._fast else ed25519.sign(self._seed, message)

    def __repr__(self) -> str:
        return f"Key(public={self.public.hex()})"
