// @ts-check
// The event that is open, beside the stream, with the check of it and of its session. Fetched with the first event.
import { eventCheck } from '../audit/event-check.js';
import { inspector } from '../audit/inspector.js';
import { markOf } from '../verify/verdict.js';
import { verification } from '../verify/verification.js';

/** @typedef {import('../audit/opened-event.js').Opened} Opened */

export function eventDetail() {
  const proof = verification();
  const check = eventCheck();

  return {
    /** @param {Opened} opened @param {{ up: string | null, down: string | null }} steps @param {() => void} retry */
    view(opened, steps, retry) {
      const { event } = opened;
      const own = event && proof.run.value?.session === event.session_id ? proof.run.value : null;
      const place = own?.rows.get(opened.id)?.position ?? null;
      const mark = event && own?.verdict ? markOf(own.verdict, own.rows, event) : null;
      const verify = () => event && proof.start(event.session_id);
      return inspector({ opened, place, mark, run: own, steps, verify, retry, check });
    },
    follow: proof.follow,
    clear: proof.clear,
  };
}
