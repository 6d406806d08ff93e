"""Ed25519 signatures (RFC 8032, section 6) in plain Python, for where `cryptography` is not installed.

Its time depends on the key. Signing alone: nothing is verified with it.
"""

from __future__ import annotations

import hashlib
from typing import Tuple

_P = 2**255 - 19
_Q = 2**252 + 27742317777372353535851937790883648493
_D = -121665 * pow(121666, _P - 2, _P) % _P

Point = Tuple[int, int, int, int]


def _add(a: Point, b: Point) -> Point:
    e = (a[1] - a[0]) * (b[1] - b[0]) % _P
    f = (a[1] + a[0]) * (b[1] + b[0]) % _P
    g = 2 * a[3] * b[3] * _D % _P
    h = 2 * a[2] * b[2] % _P
    p, q, r, s = f - e, h - g, h + g, f + e
    return (p * q % _P, r * s % _P, q * r % _P, p * s % _P)


def _multiply(scalar: int, point: Point) -> Point:
    result: Point = (0, 1, 1, 0)
    while scalar > 0:
        if scalar & 1:
            result = _add(result, point)
        point = _add(point, point)
        scalar >>= 1
    return result


_GY = 4 * pow(5, _P - 2, _P) % _P
_GX = 15112221349535400772501151409588531511454012693041857206046113283949847762202
_G: Point = (_GX, _GY, 1, _GX * _GY % _P)


def _compress(point: Point) -> bytes:
    inverse = pow(point[2], _P - 2, _P)
    x, y = point[0] * inverse % _P, point[1] * inverse % _P
    return int.to_bytes(y | ((x & 1) << 255), 32, "little")


def _expand(seed: bytes) -> Tuple[int, bytes]:
    digest = hashlib.sha512(seed).digest()
    scalar = int.from_bytes(digest[:32], "little")
    return (scalar & ((1 << 254) - 8)) | (1 << 254), digest[32:]


def public_key(seed: bytes) -> bytes:
    """The 32 bytes of the public key of a seed of 32 bytes."""
    scalar, _ = _expand(seed)
    return _compress(_multiply(scalar, _G))


def sign(seed: bytes, message: bytes) -> bytes:
    """The 64 bytes of the signature of a message."""
    scalar, prefix = _expand(seed)
    key = _compress(_multiply(scalar, _G))
    r = int.from_bytes(hashlib.sha512(prefix + message).digest(), "little") % _Q
    commitment = _compress(_multiply(r, _G))
    h = int.from_bytes(hashlib.sha512(commitment + key + message).digest(), "little") % _Q
    return commitment + int.to_bytes((r + h * scalar) % _Q, 32, "little")
