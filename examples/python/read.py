"""Prints every open series with its best prices and its last trades, without an account:

PATX_API=http://127.0.0.1:9466 python3 read.py
"""

import asyncio
import os

from patx_client import Rest


async def main() -> None:
    rest = Rest(os.environ.get("PATX_API", "http://127.0.0.1:9466"))
    cursor = ""
    while cursor is not None:
        page = await rest.get("/v1/series", {"cursor": cursor} if cursor else None)
        for one in page["data"]:
            number = one["seriesId"]
            trades = (await rest.get(f"/v1/series/{number}/trades", {"limit": 3}))["data"]
            last = ", ".join(f"{each['quantityLots']} at {each['priceTicks']}" for each in trades)
            best = f"{one['bestBidTicks']} / {one['bestAskTicks']}"
            print(f"series {number}: {best}; trades: {last or 'none'}")
        cursor = page["next"]


asyncio.run(main())
