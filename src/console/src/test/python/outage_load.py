"""Appends from many tasks to a session that others append to, while the database goes away and comes back.

outage_load.py AGENT SESSION FALLBACK TASKS
"""

import asyncio
import os
import sys
from uuid import UUID

from codeatelier_governance.audit import AuditEvent

from steps import open_sdk, say


async def main(agent, session, fallback, tasks):
    async with open_sdk(fallback_path=fallback) as sdk:
        logged = []
        stop = asyncio.Event()

        async def log():
            record = await sdk.audit.log(AuditEvent(agent_id=agent, session_id=UUID(session), kind="tool.call"))
            logged.append(str(record.event_id))

        async def work():
            while not stop.is_set():
                await log()
                await asyncio.sleep(0.01)

        running = [asyncio.create_task(work()) for _ in range(int(tasks))]
        say("ready")
        await asyncio.to_thread(sys.stdin.readline)
        stop.set()
        await asyncio.gather(*running)
        await log()
        say("ended", logged=logged, left=os.path.exists(fallback))


asyncio.run(main(*sys.argv[1:]))
