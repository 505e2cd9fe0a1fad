"""Lets the package itself judge sessions.

verify.py SESSION...
"""

import asyncio
import sys
from uuid import UUID

from steps import open_sdk, refusal, say


async def main(sessions):
    async with open_sdk() as sdk:
        for session in sessions:
            events = await sdk.audit.get_events(UUID(session))
            chain = await refusal(sdk.audit.verify_chain(session_id=UUID(session)))
            trace = await refusal(sdk.audit.trace_session_chain(UUID(session)))
            say("verified", session=session, events=len(events), verify_chain=chain, trace_session_chain=trace)


asyncio.run(main(sys.argv[1:]))
