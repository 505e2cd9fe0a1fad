"""Appends to a session that somebody else appends to as well.

interleave.py AGENT SESSION COUNT [MODEL]
"""

import asyncio
import sys
from uuid import UUID

from codeatelier_governance.audit import AuditEvent

from steps import open_sdk, say


async def main(agent, session, count, model=None):
    async with open_sdk() as sdk:
        say("ready")
        sys.stdin.readline()
        for number in range(int(count)):
            await sdk.audit.log(
                AuditEvent(
                    agent_id=agent,
                    session_id=UUID(session),
                    kind="tool.call",
                    model=model,
                    metadata={"from": "python", "number": number, "share": number / 7},
                )
            )
        say("appended", count=int(count))


asyncio.run(main(*sys.argv[1:]))
