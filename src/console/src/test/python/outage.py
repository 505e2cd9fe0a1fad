"""Writes before, during and after an outage of the database, and drains its own fallback file.

outage.py AGENT SESSION FALLBACK [MODEL]
"""

import asyncio
import os
import sys
from uuid import UUID

from codeatelier_governance.audit import AuditEvent

from steps import open_sdk, say


async def main(agent, session, fallback, model=None):
    async with open_sdk(fallback_path=fallback) as sdk:

        async def log(kind):
            await sdk.audit.log(AuditEvent(agent_id=agent, session_id=UUID(session), kind=kind, model=model))

        await log("before")
        say("ready")
        sys.stdin.readline()
        await log("during")
        await log("during")
        say("held", file=os.path.exists(fallback))
        sys.stdin.readline()
        await log("after")
        say("drained", left=os.path.exists(fallback))


asyncio.run(main(*sys.argv[1:]))
