"""Asks for an approval and waits for it.

approve.py AGENT
"""

import asyncio
import sys

from steps import open_sdk, refusal, say

PATIENCE_SECONDS = 60


async def main(agent):
    async with open_sdk() as sdk:
        await sdk.presence.heartbeat(agent, operator_id="maria")
        request = await sdk.gates.request("delete_patient", agent, payload={"patient": 17, "note": "gelöscht"})
        say("requested", request_id=str(request.request_id), token_version="v2" if request.token[:3] == "v2:" else "v1")
        outcome = await refusal(sdk.gates.wait_for(request.request_id, timeout=PATIENCE_SECONDS))
        say("answered", outcome=outcome or "granted")


asyncio.run(main(sys.argv[1]))
