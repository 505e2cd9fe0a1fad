"""Goes every way that the SDK guards, over and over, and tells each time the answers differ from before.

halt.py AGENT SECONDS beating|silent models|no-models
"""

import asyncio
import sys
from uuid import uuid4

from codeatelier_governance.cost import BudgetPolicy
from codeatelier_governance.scope import ScopePolicy

from steps import POLL_SECONDS, open_sdk, refusal, say, until


async def main(agent, seconds, heart, models):
    sdk = open_sdk()
    tools = frozenset({"read_invoice", "chat.completions.create", "messages.create"})
    sdk.scope.register(ScopePolicy(agent_id=agent, allowed_tools=tools))
    sdk.cost.register(BudgetPolicy(agent_id=agent, per_agent_usd_daily=1000.0))
    async with sdk:
        ways = {
            "scope.check": lambda: sdk.scope.check(agent, tool="read_invoice"),
            "cost.check_or_raise": lambda: sdk.cost.check_or_raise(agent, session),
            "gates.request": lambda: sdk.gates.request("refund", agent, payload={}),
        }
        if models == "models":
            from models import wrapped

            ways.update(wrapped(sdk, agent))
        session = uuid4()
        before = None
        for gone in until(float(seconds)):
            if before is None or heart == "beating":
                await sdk.presence.heartbeat(agent, metadata={"busy": True}, operator_id="maria")
            answers = {name: await refusal(way()) or "ok" for name, way in ways.items()}
            if answers != before:
                say("answers", ways=answers, seconds=round(gone, 2))
                before = answers
            await asyncio.sleep(POLL_SECONDS)
        say("done")


asyncio.run(main(*sys.argv[1:]))
