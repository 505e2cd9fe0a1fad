"""What the scripts share: one JSON line a step on stdout, and an SDK that writes nowhere but into the database."""

import json
import os
import sys
import tempfile
import time

import structlog

structlog.configure(logger_factory=structlog.PrintLoggerFactory(sys.stderr))

from codeatelier_governance import GovernanceSDK  # noqa: E402

POLL_SECONDS = 0.2


def say(step, **facts):
    print(json.dumps({"step": step, **facts}), flush=True)


def open_sdk(**settings):
    if "fallback_path" not in settings:
        settings["fallback_path"] = os.path.join(tempfile.mkdtemp(prefix="governance-interop-"), "fallback.jsonl")
    return GovernanceSDK(database_url=os.environ["GOVERNANCE_DATABASE_URL"], **settings)


def until(seconds):
    """Yields the seconds gone by, until so many have."""
    begun = time.monotonic()
    while time.monotonic() - begun < seconds:
        yield time.monotonic() - begun


async def refusal(call):
    """The name of the error that the awaited call ends in, or None."""
    try:
        await call
    except Exception as error:
        return type(error).__name__
    return None
