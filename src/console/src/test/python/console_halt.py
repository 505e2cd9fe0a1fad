"""Halts an agent a line of stdin, with the code of the release's own console.

console_halt.py WHO REASON

The console's statement cannot be run as it is: SQLAlchemy takes ":meta::jsonb" for no parameter. Its text is cured, nothing
else.
"""

import asyncio
import sys
from types import SimpleNamespace

from steps import say

from codeatelier_governance.console import app as console


def cured(text):
    return lambda sql: text(sql.replace(":meta::jsonb", "CAST(:meta AS jsonb)"))


console.text = cured(console.text)


async def main(who, reason):
    request = SimpleNamespace(state=SimpleNamespace(user_id=who))
    async with console.lifespan(console.app):
        while agent := (await asyncio.to_thread(sys.stdin.readline)).strip():
            await console.halt_agent(agent, console.HaltRequest(reason=reason), request)
            say("halted", agent=agent)


asyncio.run(main(*sys.argv[1:]))
