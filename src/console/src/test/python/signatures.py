"""Writes an event that the package signs with a given key, and lets it judge the signatures of a session's rows by the
keys that the database knows.

signatures.py AGENT KEYFILE SESSION
"""

import asyncio
import sys
from uuid import UUID

from codeatelier_governance.audit import AuditEvent
from codeatelier_governance.audit.chain import verify_audit_row_signature
from codeatelier_governance.identity import AgentIdentityConfig, AgentKeyRegistry, RevocationStore
from sqlalchemy import text

from steps import open_sdk, say


async def judged(sdk, session):
    engine = sdk._shared_engine
    registry = AgentKeyRegistry(engine=engine)
    revocations = RevocationStore(engine=engine)
    verdicts = []
    for event in await sdk.audit.get_events(session):
        row = event.model_dump()
        async with engine.connect() as connection:
            found = await connection.execute(
                text("select chain_seq from governance_audit_events where event_id = :id"), {"id": event.event_id}
            )
            row["chain_seq"] = found.scalar_one()
        fingerprint = event.signing_key_fingerprint
        if fingerprint:
            await registry.lookup_key_by_fingerprint(fingerprint)
            if await revocations.is_revoked_at_seq(fingerprint, row["chain_seq"]):
                revocations.revoke(
                    key_fingerprint=fingerprint,
                    revoked_at_chain_seq=row["chain_seq"],
                    reason="as the database has it",
                    operator_id="maria",
                )
        verdicts.append(verify_audit_row_signature(row, event.signature, fingerprint, registry, revocations))
    return verdicts


async def main(agent, path, session):
    identity = AgentIdentityConfig(enabled=True, key_source="file", key_uri=path, allow_bootstrap=True)
    async with open_sdk(agent_identity_config=identity) as sdk:
        await sdk.audit.log(AuditEvent(agent_id=agent, session_id=UUID(session), kind="tool.call", model="gpt-4o-mini"))
        say("judged", signatures=await judged(sdk, UUID(session)))


asyncio.run(main(*sys.argv[1:]))
