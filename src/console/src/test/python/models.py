"""The providers' own clients, wrapped by the SDK, talking to a provider of ours on this machine."""

import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from anthropic import AsyncAnthropic
from codeatelier_governance.integrations.anthropic_wrap import wrap_anthropic
from codeatelier_governance.integrations.openai_wrap import wrap_openai
from openai import AsyncOpenAI

OPENAI = {
    "id": "chatcmpl-1",
    "object": "chat.completion",
    "created": 1,
    "model": "gpt-4o-mini",
    "choices": [{"index": 0, "finish_reason": "stop", "message": {"role": "assistant", "content": "ok"}}],
    "usage": {"prompt_tokens": 11, "completion_tokens": 3, "total_tokens": 14},
}
ANTHROPIC = {
    "id": "msg_1",
    "type": "message",
    "role": "assistant",
    "model": "claude-haiku-4-5",
    "content": [{"type": "text", "text": "ok"}],
    "stop_reason": "end_turn",
    "stop_sequence": None,
    "usage": {"input_tokens": 11, "output_tokens": 3},
}
QUESTION = [{"role": "user", "content": "ok?"}]


class Provider(BaseHTTPRequestHandler):
    def do_POST(self):
        self.rfile.read(int(self.headers["Content-Length"]))
        body = json.dumps(ANTHROPIC if self.path.endswith("/messages") else OPENAI).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


def coroutine(create):
    """wrap_anthropic takes the async client's create, a decorated method, for a blocking one and then refuses to run."""

    async def plain(**arguments):
        return await create(**arguments)

    return plain


def wrapped(sdk, agent):
    """One call of each wrapped client, by name."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Provider)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    place = f"http://127.0.0.1:{server.server_port}"
    openai = wrap_openai(AsyncOpenAI(api_key="none", base_url=place + "/v1", max_retries=0), sdk, agent_id=agent)
    anthropic = AsyncAnthropic(api_key="none", base_url=place, max_retries=0)
    anthropic.messages.create = coroutine(anthropic.messages.create)
    wrap_anthropic(anthropic, sdk, agent_id=agent)
    return {
        "wrap_openai": lambda: openai.chat.completions.create(model="gpt-4o-mini", max_tokens=5, messages=QUESTION),
        "wrap_anthropic": lambda: anthropic.messages.create(
            model="claude-haiku-4-5", max_tokens=5, messages=QUESTION
        ),
    }
