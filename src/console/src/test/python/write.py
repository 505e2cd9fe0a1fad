"""Writes what a busy agent writes: awkward text and numbers, policies, violations of both, heartbeats.

write.py AGENT
"""

import asyncio
import sys
from uuid import uuid4

from codeatelier_governance.audit import AuditEvent
from codeatelier_governance.cost import BudgetPolicy
from codeatelier_governance.scope import ScopePolicy

from steps import open_sdk, refusal, say

AWKWARD = {
    "text": "café — 日本語 — العربية — 🦀 \u007f \ue000 \U0001d518",
    "escapes": "quote \" backslash \\ slash / newline \n tab \t",
    "floats": [0.1, 1.0, 1e-07, 1.5e-05, 0.0001, 123456789.125, 1e15, 2.5e15, 5e-324, -2.75],
    "integers": [0, -1, 2**53 + 1, 10**30],
    "nested": {"z": 1, "a": {"B": False, "x": True, "y": [1, 2, {"k": None}]}, "ü": [], "🦀": {}},
    "keys": {"\U0001d518": 1, "\ue000": 2, "b": 3, "B": 4, "": 5},
}


async def main(agent):
    sdk = open_sdk()
    sdk.scope.register(ScopePolicy(agent_id=agent, allowed_tools=frozenset({"read_invoice"})))
    sdk.cost.register(BudgetPolicy(agent_id=agent, per_session_usd=0.05, per_agent_usd_daily=5.0))
    async with sdk:
        await sdk.presence.heartbeat(agent, metadata={"host": "büro-1"}, operator_id="maria")
        session = uuid4()
        first = await sdk.audit.log(AuditEvent(agent_id=agent, session_id=session, kind="agent.start"))
        await sdk.audit.log(
            AuditEvent(
                agent_id=agent,
                session_id=session,
                kind="tool.call",
                parent_event_id=first.event_id,
                input_hash="a" * 64,
                output_hash="b" * 64,
                metadata=AWKWARD,
            )
        )
        await sdk.audit.log(
            AuditEvent(agent_id=agent, session_id=session, kind="llm.call", model="gpt-4o-mini", metadata={"n": 0.3})
        )

        @sdk.audit.track(kind="report", agent_id=agent)
        async def report(month):
            return {"month": month, "total": 12.5}

        with sdk.audit.session(session):
            await report("2026-03")
            allowed = await refusal(sdk.scope.check(agent, tool="read_invoice"))
            forbidden = await refusal(sdk.scope.check(agent, tool="delete_database"))
        unknown = await refusal(sdk.scope.check(agent + "-stranger", tool="read_invoice"))
        say("scope", allowed=allowed, forbidden=forbidden, unknown=unknown)

        within = await refusal(sdk.cost.check_or_raise(agent, session))
        await sdk.cost.track(agent, session, tokens=1200, usd=0.0625, model="gpt-4o-mini")
        beyond = await refusal(sdk.cost.check_or_raise(agent, session))
        say("budget", within=within, beyond=beyond)
        say("wrote", session=str(session))


asyncio.run(main(sys.argv[1]))
