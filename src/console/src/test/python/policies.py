"""Reads the policies that somebody else stored, as the package reads them.

policies.py AGENT
"""

import asyncio
import json
import sys

from codeatelier_governance.scope import ScopePolicy
from sqlalchemy import text

from steps import open_sdk, say


async def main(agent):
    sdk = open_sdk()
    async with sdk:
        budgets = {policy.agent_id: policy for policy in await sdk.cost.get_stored_policies()}
        say("budget", usd=repr(budgets[agent].per_session_usd), tokens=budgets[agent].per_agent_tokens_daily)
        async with sdk._shared_engine.connect() as connection:
            row = await connection.execute(
                text(
                    "select policy_json::text from governance_policies"
                    " where policy_type = 'scope' and agent_id = :agent"
                ),
                {"agent": agent},
            )
            (stored,) = row.first()
        scope = ScopePolicy.model_validate_json(stored)  # from Python's own objects no release can (interop.md, 16)
        say("scope", tools=sorted(scope.allowed_tools), members=sorted(json.loads(stored)))


asyncio.run(main(sys.argv[1]))
