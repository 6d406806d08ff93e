"""A provider offers what it minted at two prices, moves the better one, and takes both back:

PATX_API=http://127.0.0.1:9466 PATX_ACCOUNT=6 PATX_KEY_FILE=me.pem python3 quote.py SERIES_ID PRICE_TICKS

Who quotes both sides is the broker, and in later phases market makers.
"""

import asyncio
import os
import sys

from patx_client import Key, Rest

STEP_TICKS = 5


async def main() -> None:
    series_id, best_ticks = int(sys.argv[1]), int(sys.argv[2])
    key = Key.from_pem(os.environ["PATX_KEY_FILE"])
    rest = Rest(os.environ["PATX_API"], int(os.environ["PATX_ACCOUNT"]), 1, key)
    order = {
        "seriesId": series_id,
        "side": "SELL",
        "orderType": "LIMIT",
        "timeInForce": "GTC",
        "quantityLots": 1,
        "postOnly": True,
        "selfTradePrevention": "CANCEL_TAKER",
    }
    try:
        near = await rest.command("POST", "/v1/orders", {**order, "priceTicks": best_ticks})
        behind = {**order, "priceTicks": best_ticks + STEP_TICKS}
        far = await rest.command("POST", "/v1/orders", behind)
        print("offered by orders", near["referenceId"], "and", far["referenceId"])
        moved = {"priceTicks": best_ticks - 1, "openLots": 1}
        await rest.command("PATCH", f"/v1/orders/{near['referenceId']}", moved)
        print("best offer moved to", best_ticks - 1)
    finally:
        taken = await rest.command("DELETE", "/v1/orders", query={"seriesId": series_id})
        print(taken["affectedCount"], "orders taken back")


asyncio.run(main())
