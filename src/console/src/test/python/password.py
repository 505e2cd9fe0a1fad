"""Checks a password against the stored hash with the package's own function.

password.py USERNAME PASSWORD
"""

import asyncio
import sys

from codeatelier_governance.console.auth import verify_password
from sqlalchemy import text

from steps import open_sdk, say


async def main(username, password):
    async with open_sdk() as sdk, sdk._shared_engine.connect() as connection:
        found = await connection.execute(
            text("SELECT password_hash FROM governance_console_users WHERE username = :name"), {"name": username}
        )
        say("password", holds=verify_password(password, found.scalar_one()))


asyncio.run(main(*sys.argv[1:]))
