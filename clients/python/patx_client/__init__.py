"""Client of the PATX exchange: signed HTTP requests and the WebSocket gateway, on asyncio."""

from .gateway import Gateway
from .keys import Key
from .refused import Refused
from .rest import Rest

__all__ = ["Gateway", "Key", "Refused", "Rest"]
