"""The HTTP API: every request signed by RFC 9421. Answers are the JSON of the API as Python has it; refusals are `Refused`."""

from __future__ import annotations

import asyncio
import base64
import hashlib
import http.client
import json
import secrets
import time
from typing import Any, Mapping, Optional
from urllib.parse import urlencode, urlsplit

from .keys import Key
from .refused import Refused

_TRIES = 3
_WAIT_S = 0.5
_BREAKS = (ConnectionError, http.client.HTTPException, TimeoutError, OSError)


class Rest:
    """One account's view of the API. Without a key only what is public is answered."""

    def __init__(
        self,
        url: str,
        account_id: int = 0,
        key_id: int = 0,
        key: Optional[Key] = None,
        timeout_s: float = 30.0,
    ):
        parts = urlsplit(url)
        if parts.scheme not in ("http", "https") or not parts.netloc:
            raise ValueError(f"{url} is no address of an API")
        self._is_tls = parts.scheme == "https"
        self._host = parts.netloc
        self._signer = (account_id, key_id, key)
        self._timeout_s = timeout_s

    async def get(self, path: str, query: Optional[Mapping[str, Any]] = None) -> Any:
        """Reads: what the operation answers."""
        text = f"?{urlencode(query)}" if query else ""
        return await self._sent("GET", path, text, None, "")

    async def command(
        self,
        method: str,
        path: str,
        body: Optional[Mapping[str, Any]] = None,
        idempotency_key: Optional[str] = None,
        query: Optional[Mapping[str, Any]] = None,
    ) -> Any:
        """Sends a command; it happens once, also when a connection breaks. Amounts are decimal texts of micro-PAT.

        idempotency_key: at most 64 bytes; a new one if not given.
        query: what a command without a body is told, such as which orders to cancel.
        """
        key = idempotency_key or secrets.token_hex(16)
        text = f"?{urlencode(query)}" if query else ""
        for left in reversed(range(_TRIES)):
            try:
                return await self._sent(method, path, text, body, key)
            except _BREAKS:
                if left == 0:
                    raise
                await asyncio.sleep(_WAIT_S)

    async def _sent(
        self, method: str, path: str, query: str, body: Optional[Mapping[str, Any]], key: str
    ) -> Any:
        text = None if body is None else json.dumps(body, separators=(",", ":"), ensure_ascii=False)
        data = None if text is None else text.encode()
        headers = self._headers(method, path, query, data, key)
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(None, self._exchange, method, path + query, headers, data)

    def _headers(
        self, method: str, path: str, query: str, data: Optional[bytes], key: str
    ) -> Mapping[str, str]:
        headers = {"accept": "application/json"}
        parts = {"@method": method, "@authority": self._host.lower(), "@path": path}
        if query:
            parts["@query"] = query
        if data is not None:
            digest = base64.b64encode(hashlib.sha256(data).digest()).decode()
            headers["content-type"] = "application/json"
            headers["content-digest"] = parts["content-digest"] = f"sha-256=:{digest}:"
        if key:
            parts["idempotency-key"] = key
            # A header has bytes, which http.client takes as characters of Latin-1.
            headers["idempotency-key"] = key.encode().decode("latin-1")
        account_id, key_id, signer = self._signer
        if signer is not None:
            names = " ".join(f'"{name}"' for name in parts)
            created = int(time.time())
            params = f'({names});created={created};keyid="{account_id}/{key_id}";alg="ed25519"'
            lines = [f'"{name}": {value}' for name, value in parts.items()]
            base = "\n".join([*lines, f'"@signature-params": {params}'])
            signature = base64.b64encode(signer.sign(base.encode())).decode()
            headers["signature-input"] = f"sig={params}"
            headers["signature"] = f"sig=:{signature}:"
        return headers

    def _exchange(
        self, method: str, target: str, headers: Mapping[str, str], data: Optional[bytes]
    ) -> Any:
        make = http.client.HTTPSConnection if self._is_tls else http.client.HTTPConnection
        connection = make(self._host, timeout=self._timeout_s)
        try:
            connection.request(method, target, body=data, headers=dict(headers))
            response = connection.getresponse()
            text = response.read()
        finally:
            connection.close()
        answer = json.loads(text) if text else None
        if response.status >= 400:
            raise Refused(answer if isinstance(answer, dict) else {"name": str(response.status)})
        return answer
