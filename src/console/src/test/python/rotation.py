"""Lets the package itself judge a session of a rotated chain.

rotation.py SESSION FINGERPRINT=URI...
"""

import asyncio
import os
import sys
from uuid import UUID

from codeatelier_governance.audit.chain import ChainVerifyRow, verify_chain_with_rotation
from codeatelier_governance.audit.keys import KeyVersion
from sqlalchemy import text
from sqlalchemy.ext.asyncio import create_async_engine

from steps import open_sdk, say


async def main(session, uris):
    async with open_sdk() as sdk:
        records = {str(record.event_id): record for record in await sdk.audit.get_events(UUID(session))}
    url = os.environ["GOVERNANCE_DATABASE_URL"].replace("postgresql://", "postgresql+asyncpg://", 1)
    engine = create_async_engine(url)
    async with engine.connect() as connection:
        rows = await connection.execute(
            text(
                "SELECT event_id, chain_seq, hmac_next FROM governance_audit_events"
                " WHERE session_id = :session ORDER BY chain_seq"
            ),
            {"session": UUID(session)},
        )
        chain = [ChainVerifyRow(row[1], records[str(row[0])], row[2]) for row in rows]
        keys = await connection.execute(
            text(
                "SELECT key_version, fingerprint, activated_at_chain_seq, retired_at_chain_seq"
                " FROM governance_audit_chain_keys"
            )
        )
        versions = [KeyVersion(*row) for row in keys]
    await engine.dispose()
    result = verify_chain_with_rotation(chain, versions, dict(uri.split("=", 1) for uri in uris))
    say("judged", verified=result.verified, failed=result.failed, unverified=result.unverified, status=result.status)


asyncio.run(main(sys.argv[1], sys.argv[2:]))
