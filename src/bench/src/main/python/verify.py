"""Checks MACs and links of audit rows as COPY prints them: the plain Python way, standard library only.

verify.py reads the rows from stdin, its key from GOVERNANCE_AUDIT_SECRET, and prints what it found as JSON.
"""

import hashlib
import hmac
import json
import os
import sys
import time

ESCAPES = {"b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t", "v": "\v", "\\": "\\"}


def text(field):
    """A field of COPY's text form (PostgreSQL, COPY, Text Format)."""
    if field == "\\N":
        return None
    if "\\" not in field:
        return field
    parts = field.split("\\\\")
    for index, part in enumerate(parts):
        for letter, meaning in ESCAPES.items():
            part = part.replace("\\" + letter, meaning)
        parts[index] = part
    return "\\".join(parts)


def created(field):
    """PostgreSQL prints UTC times as 2026-04-15 12:00:00.12+00; what is signed has a T and six digits or none."""
    day, clock = field.split(" ")
    whole, _, fraction = clock[:-3].partition(".")
    return day + "T" + whole + ("." + fraction.ljust(6, "0") if fraction else "") + "+00:00"


def main():
    key = os.environ["GOVERNANCE_AUDIT_SECRET"].encode()
    heads = {}
    rows = bad = 0
    began = time.perf_counter()
    for line in sys.stdin:
        event, session, agent, parent, kind, model, given, out, metadata, previous, mac, at = map(
            text, line.rstrip("\n").split("\t")
        )
        signed = json.dumps(
            {
                "agent_id": agent,
                "created_at": created(at),
                "event_id": event,
                "input_hash": given,
                "kind": kind,
                "metadata": json.loads(metadata),
                "model": model,
                "output_hash": out,
                "parent_event_id": parent,
                "prev_hash": previous,
                "session_id": session,
            },
            sort_keys=True,
            separators=(",", ":"),
            ensure_ascii=True,
        ).encode()
        good = hmac.compare_digest(hmac.new(key, signed, hashlib.sha256).hexdigest(), mac)
        if not good or heads.get(session) != previous:
            bad += 1
        heads[session] = mac
        rows += 1
    print(json.dumps({"rows": rows, "bad": bad, "seconds": time.perf_counter() - began}))


main()
