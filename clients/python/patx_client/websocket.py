"""A WebSocket (RFC 6455) as the gateway needs it: text messages, one subprotocol, on asyncio streams.

Frames the server may not send end the connection with a ConnectionError.
"""

from __future__ import annotations

import asyncio
import base64
import hashlib
import os
import ssl
from urllib.parse import urlsplit

_GUID = b"258EAFA5-E914-47DA-95CA-C5AB0DC85B11"
_TEXT, _CLOSE, _PING, _PONG, _CONTINUED = 1, 8, 9, 10, 0
_MESSAGE_BYTES_MAX = 16 * 1024 * 1024


class WebSocket:
    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter):
        self._reader = reader
        self._writer = writer

    @classmethod
    async def open(cls, url: str, subprotocol: str) -> "WebSocket":
        parts = urlsplit(url)
        is_tls = parts.scheme == "wss"
        if parts.scheme not in ("ws", "wss") or not parts.hostname:
            raise ValueError(f"{url} is no address of a gateway")
        port = parts.port or (443 if is_tls else 80)
        context = ssl.create_default_context() if is_tls else None
        reader, writer = await asyncio.open_connection(parts.hostname, port, ssl=context)
        key = base64.b64encode(os.urandom(16))
        request = (
            f"GET {parts.path or '/'} HTTP/1.1\r\nHost: {parts.netloc}\r\nUpgrade: websocket\r\n"
            f"Connection: Upgrade\r\nSec-WebSocket-Key: {key.decode()}\r\n"
            f"Sec-WebSocket-Version: 13\r\nSec-WebSocket-Protocol: {subprotocol}\r\n\r\n"
        )
        writer.write(request.encode())
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
        headers = {
            name.strip().lower(): value.strip()
            for name, _, value in (line.partition(":") for line in head[1:])
        }
        wanted = base64.b64encode(hashlib.sha1(key + _GUID).digest()).decode()
        is_open = " 101 " in f"{head[0]} " and headers.get("sec-websocket-accept") == wanted
        if not is_open or headers.get("sec-websocket-protocol") != subprotocol:
            writer.close()
            raise ConnectionError(f"the gateway does not open a WebSocket: {head[0]}")
        return cls(reader, writer)

    async def send(self, text: str) -> None:
        self._frame(_TEXT, text.encode())
        await self._writer.drain()

    async def receive(self) -> str:
        """The next message. Raises ConnectionError when there are no more."""
        message = b""
        while True:
            opcode, is_last, data = await self._read()
            if opcode == _PING:
                self._frame(_PONG, data)
                continue
            if opcode == _PONG:
                continue
            if opcode == _CLOSE:
                raise ConnectionError(f"the gateway closed: {data[2:].decode('utf-8', 'replace')}")
            if opcode not in (_TEXT, _CONTINUED):
                raise ConnectionError("the gateway sent what is no text")
            message += data
            if len(message) > _MESSAGE_BYTES_MAX:
                raise ConnectionError("a message is too long")
            if is_last:
                return message.decode()

    async def close(self) -> None:
        self._frame(_CLOSE, b"\x03\xe8")
        self._writer.close()
        try:
            await self._writer.wait_closed()
        except OSError:
            pass

    def _frame(self, opcode: int, data: bytes) -> None:
        if self._writer.is_closing():
            return
        size = len(data)
        head = bytes([0x80 | opcode])
        if size < 126:
            head += bytes([0x80 | size])
        elif size < 65_536:
            head += bytes([0x80 | 126]) + size.to_bytes(2, "big")
        else:
            head += bytes([0x80 | 127]) + size.to_bytes(8, "big")
        mask = os.urandom(4)
        masked = bytes(byte ^ mask[i & 3] for i, byte in enumerate(data))
        self._writer.write(head + mask + masked)

    async def _read(self) -> "tuple[int, bool, bytes]":
        try:
            first, second = await self._reader.readexactly(2)
            size = second & 0x7F
            if size > 125:
                size = int.from_bytes(await self._reader.readexactly(2 if size == 126 else 8), "big")
            if size > _MESSAGE_BYTES_MAX or second & 0x80:
                raise ConnectionError("the gateway sent a frame it may not send")
            return first & 0x0F, bool(first & 0x80), await self._reader.readexactly(size)
        except asyncio.IncompleteReadError as error:
            raise ConnectionError("the connection broke") from error
