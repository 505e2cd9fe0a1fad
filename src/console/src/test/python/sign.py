"""Writes two events that the package signs with an Ed25519 key of its own, and says which.

sign.py AGENT FOLDER
"""

import asyncio
import os
import sys
from uuid import uuid4

from codeatelier_governance.audit import AuditEvent
from codeatelier_governance.identity.config import AgentIdentityConfig
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat, load_pem_private_key

from steps import open_sdk, say


async def main(agent, folder):
    path = os.path.join(folder, "agent.key")
    identity = AgentIdentityConfig(enabled=True, key_source="file", key_uri=path, allow_bootstrap=True)
    session = uuid4()
    async with open_sdk(agent_identity_config=identity) as sdk:
        for number in (1, 2):
            await sdk.audit.log(
                AuditEvent(
                    agent_id=agent,
                    session_id=session,
                    kind="llm.call",
                    model="gpt-4o-mini",
                    metadata={"n": number / 7.0, "text": "café 🦀"},
                )
            )
    with open(path, "rb") as file:
        public = load_pem_private_key(file.read(), password=None).public_key()
    with open(os.path.join(folder, "agent.pem"), "wb") as file:
        file.write(public.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo))
    say("signed", session=str(session))


asyncio.run(main(*sys.argv[1:]))
