"""Exercises one lot of a right the account holds, and prints the delivery that comes of it:

PATX_API=http://127.0.0.1:9466 PATX_GATEWAY=ws://127.0.0.1:9460/ PATX_ACCOUNT=5 PATX_KEY_FILE=me.pem python3 exercise.py SERIES_ID
"""

import asyncio
import os
import sys

from patx_client import Gateway, Key, Refused, Rest

ACCOUNT = int(os.environ["PATX_ACCOUNT"])
KEY = Key.from_pem(os.environ["PATX_KEY_FILE"])


async def main() -> None:
    series_id = int(sys.argv[1])
    rest = Rest(os.environ["PATX_API"], ACCOUNT, 1, KEY)
    path = f"/v1/series/{series_id}/exercises"
    # Open before anything is sent, so that no report is missed.
    async with Gateway(os.environ["PATX_GATEWAY"], ACCOUNT, 1, KEY) as gateway:
        done = await rest.command("POST", path, {"quantityLots": 1})
        print("exercised:", done["affectedCount"], "tickets")
        async for message in gateway.messages():
            report = message.get("deliveryReport")
            if report is not None:
                print("delivery", report["deliveryId"], report["state"])
                break
    try:
        await rest.command("POST", path, {"quantityLots": 1_000_000})
    except Refused as refused:
        print("refused:", refused.name)


asyncio.run(main())
