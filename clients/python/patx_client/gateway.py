"""The WebSocket gateway by its JSON subprotocol: log on, ask and be answered, and everything else as it comes."""

from __future__ import annotations

import asyncio
import base64
import json
from typing import Any, AsyncIterator, Dict, Mapping, Optional

from .keys import Key
from .refused import Refused
from .websocket import WebSocket

_SUBPROTOCOL = "patx.v1.json"
_HEARTBEAT_S = 5.0
_UNREAD_MAX = 10_000


class Gateway:
    """A session of an account; used with `async with`. Raises ConnectionError when it is over."""

    def __init__(
        self, url: str, account_id: int, key_id: int, key: Key, timeout_s: float = 30.0
    ):
        self._url = url
        self._account_id = account_id
        self._key_id = key_id
        self._key = key
        self._timeout_s = timeout_s
        self._asked: Dict[str, "asyncio.Future[Dict[str, Any]]"] = {}
        self._unread: "asyncio.Queue[Optional[Dict[str, Any]]]" = asyncio.Queue(_UNREAD_MAX)
        self._last_id = 0
        self._tasks: "list[asyncio.Task[None]]" = []
        self._ended: Optional[BaseException] = None

    async def __aenter__(self) -> "Gateway":
        self._socket = await WebSocket.open(self._url, _SUBPROTOCOL)
        try:
            challenge = (await self._next())["challenge"]
            logged_on = await self._log_on(challenge)
        except BaseException:
            await self._socket.close()
            raise
        self.session: Mapping[str, Any] = logged_on
        self._tasks = [asyncio.create_task(self._read()), asyncio.create_task(self._beat())]
        return self

    async def __aexit__(self, *_: object) -> None:
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await self._socket.close()

    async def ask(self, name: str, body: Mapping[str, Any]) -> Dict[str, Any]:
        """Sends a message and answers the envelope that answers it. Raises Refused."""
        if self._ended is not None:
            raise ConnectionError(str(self._ended))
        self._last_id += 1
        request_id = str(self._last_id)
        answer: "asyncio.Future[Dict[str, Any]]" = asyncio.get_running_loop().create_future()
        self._asked[request_id] = answer
        try:
            await self._socket.send(json.dumps({"requestId": request_id, name: body}))
            return await asyncio.wait_for(answer, self._timeout_s)
        finally:
            self._asked.pop(request_id, None)

    async def messages(self) -> AsyncIterator[Dict[str, Any]]:
        """Everything that answers nothing: reports of fills, market data. The oldest is dropped for who reads too slowly."""
        while True:
            message = await self._unread.get()
            if message is None:
                raise ConnectionError(str(self._ended))
            yield message

    async def _log_on(self, challenge: Mapping[str, Any]) -> Dict[str, Any]:
        ids = (int(challenge["sessionId"]), self._account_id, self._key_id)
        signed = b"patx-logon-v1" + base64.b64decode(challenge["nonce"])
        signed += b"".join(number.to_bytes(4, "little") for number in ids)
        signature = base64.b64encode(self._key.sign(signed)).decode()
        logon = {"accountId": self._account_id, "keyId": self._key_id, "signature": signature}
        await self._socket.send(json.dumps({"requestId": "0", "logon": logon}))
        while True:
            message = await self._next()
            if "logonAccepted" in message:
                return message["logonAccepted"]
            _raise_refusal(message)

    async def _next(self) -> Dict[str, Any]:
        text = await asyncio.wait_for(self._socket.receive(), self._timeout_s)
        message = json.loads(text)
        return message[0] if isinstance(message, list) else message

    async def _read(self) -> None:
        try:
            while True:
                told = json.loads(await self._socket.receive())
                for message in told if isinstance(told, list) else [told]:
                    self._take(message)
        except (ConnectionError, ValueError, OSError) as error:
            self._ended = error
            for answer in self._asked.values():
                if not answer.done():
                    answer.set_exception(ConnectionError(str(error)))
            self._put(None)

    def _take(self, message: Dict[str, Any]) -> None:
        answer = self._asked.get(str(message.get("requestId", "")))
        if answer is None or answer.done():
            self._put(message)
            return
        try:
            _raise_refusal(message)
            answer.set_result(message)
        except Refused as refused:
            answer.set_exception(refused)

    def _put(self, message: Optional[Dict[str, Any]]) -> None:
        if self._unread.full():
            self._unread.get_nowait()
        self._unread.put_nowait(message)

    async def _beat(self) -> None:
        while True:
            await asyncio.sleep(_HEARTBEAT_S)
            await self._socket.send(json.dumps({"requestId": "0", "heartbeat": {}}))


def _raise_refusal(message: Mapping[str, Any]) -> None:
    for kind in ("errorReport", "commandResult", "executionReport"):
        body = message.get(kind)
        name = str(body.get("errorCode", "")) if isinstance(body, dict) else ""
        if name in ("", "ERROR_CODE_UNSPECIFIED"):
            continue
        detail = body.get("detail") or body.get("errorDetail") or ""
        prefix = "ERROR_CODE_"
        short = name[len(prefix) :] if name.startswith(prefix) else name
        raise Refused({"name": short, "field": body.get("errorField", ""), "detail": detail})
