"""Buys one lot at the best offer of a series, by HTTP and then by the gateway, and prints what became of both:

PATX_API=http://127.0.0.1:9466 PATX_GATEWAY=ws://127.0.0.1:9460/ PATX_ACCOUNT=5 PATX_KEY_FILE=me.pem python3 buy_one_lot.py
"""

import asyncio
import os
import time

from patx_client import Gateway, Key, Refused, Rest

ACCOUNT = int(os.environ["PATX_ACCOUNT"])
KEY = Key.from_pem(os.environ["PATX_KEY_FILE"])


async def main() -> None:
    rest = Rest(os.environ["PATX_API"], ACCOUNT, 1, KEY)
    series = (await rest.get("/v1/series"))["data"]
    offered = next(one for one in series if one["bestAskTicks"] > 0)
    order = {
        "seriesId": offered["seriesId"],
        "side": "BUY",
        "orderType": "LIMIT",
        "timeInForce": "IOC",
        "priceTicks": offered["bestAskTicks"],
        "quantityLots": 1,
        "selfTradePrevention": "CANCEL_TAKER",
    }
    first = await rest.command("POST", "/v1/orders", order, idempotency_key="beispiel ✓")
    again = await rest.command("POST", "/v1/orders", order, idempotency_key="beispiel ✓")
    print("by HTTP:", first["referenceId"], "again:", again["referenceId"], again["duplicate"])
    async with Gateway(os.environ["PATX_GATEWAY"], ACCOUNT, 1, KEY) as gateway:
        placed = await gateway.ask(
            "placeOrder",
            {
                "clientOrderId": str(time.time_ns() // 1_000_000),
                "seriesId": offered["seriesId"],
                "side": "SIDE_BUY",
                "orderType": "ORDER_TYPE_LIMIT",
                "timeInForce": "TIME_IN_FORCE_IOC",
                "priceTicks": str(offered["bestAskTicks"]),
                "quantityLots": "1",
            },
        )
        print("by the gateway:", placed["executionReport"]["executionType"])
        async for message in gateway.messages():
            report = message.get("executionReport", {})
            if report.get("executionType") == "EXECUTION_TYPE_TRADE":
                print("filled:", report["lastLots"], "at", report["lastPriceTicks"])
                filled_sequence = int(report["journalSequence"])
                break
        try:
            await gateway.ask("cancelOrder", {"orderId": "1"})
        except Refused as refused:
            print("refused:", refused.name)
    # What is read by HTTP may be a moment behind what the gateway tells; each answer says which sequence it is as of.
    balances = await rest.get("/v1/account/balances")
    while balances["asOfSequence"] < filled_sequence:
        await asyncio.sleep(0.1)
        balances = await rest.get("/v1/account/balances")
    print("available, micro-PAT:", balances["availableMicroPat"])


asyncio.run(main())
