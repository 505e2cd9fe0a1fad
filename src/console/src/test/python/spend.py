"""Spends on counters that somebody else spends on as well, and says what it sees whenever it gets a line.

spend.py AGENT SESSION
"""

import asyncio
import sys
from uuid import UUID

from codeatelier_governance.cost import BudgetPolicy

from steps import open_sdk, refusal, say


async def main(agent, session):
    sdk = open_sdk()
    sdk.cost.register(BudgetPolicy(agent_id=agent, per_agent_usd_daily=1.0))
    async with sdk:

        async def spend(who, *amounts):
            for usd in amounts:
                await sdk.cost.track(who, session, tokens=100, usd=usd, model="gpt-4o-mini")

        async def see(step):
            snapshot = await sdk.cost.snapshot(agent, session)
            say(
                step,
                refusal=await refusal(sdk.cost.check_or_raise(agent, session)),
                session_usd=repr(snapshot.session_usd_used),
                day_usd=repr(snapshot.agent_daily_usd_used),
                day_tokens=snapshot.agent_daily_tokens_used,
            )
            sys.stdin.readline()

        await spend(agent, 0.1, 0.2)
        await see("spent")
        await see("beside")
        await see("settled")
        await see("passed")
        await spend(agent + "-twin", 0.1, 0.2, 0.6, 0.2)
        say("twin")


asyncio.run(main(sys.argv[1], UUID(sys.argv[2])))
