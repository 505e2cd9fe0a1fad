package dev.governance.bench.data;

import java.util.SplittableRandom;

/** Metadata as each kind of event carries them: about 205 bytes. */
final class Metadata {
    private final SplittableRandom random;
    private final Fleet fleet;

    Metadata(SplittableRandom random, Fleet fleet) {
        this.random = random;
        this.fleet = fleet;
    }

    String of(String kind, int agent) {
        StringBuilder out = new StringBuilder(320);
        switch (kind) {
            case "llm.call" -> call(out, agent);
            case "llm.result" -> result(out, agent);
            case "tool.call" -> tool(out);
            case "tool.result" -> toolResult(out);
            case "scope.violation" -> violation(out);
            case "budget.exceeded" -> budget(out);
            case "approval.requested", "approval.granted", "approval.denied" -> approval(out);
            case "llm.error", "tool.error" -> error(out, agent);
            case "loop.detected" -> loop(out);
            default -> plain(out);
        }
        return out.append('}').toString();
    }

    private void call(StringBuilder out, int agent) {
        out.append("{\"model\":\"").append(Fleet.model(agent)).append("\",\"max_tokens\":");
        out.append(256 << random.nextInt(4)).append(",\"temperature\":0.").append(1 + random.nextInt(9));
        out.append(",\"messages\":").append(1 + random.nextInt(40)).append(",\"prompt\":\"");
        fleet.text(out, 12);
        out.append("\",\"stream\":").append(random.nextBoolean());
    }

    private void result(StringBuilder out, int agent) {
        int in = random.nextInt(4_000);
        int answer = random.nextInt(900);
        out.append("{\"model\":\"").append(Fleet.model(agent)).append("\",\"token_usage\":{\"prompt_tokens\":");
        out.append(in).append(",\"completion_tokens\":").append(answer).append(",\"total_tokens\":");
        out.append(in + answer)
                .append("},\"latency_ms\":")
                .append(random.nextInt(4_000))
                .append('.');
        out.append(1 + random.nextInt(9)).append(",\"finish_reason\":\"stop\",\"preview\":\"");
        fleet.text(out, 5);
        out.append('"');
    }

    private void tool(StringBuilder out) {
        out.append("{\"tool\":\"").append(fleet.tool()).append("\",\"args\":{\"customer\":\"c-");
        out.append(random.nextInt(1_000_000))
                .append("\",\"amount\":")
                .append(random.nextInt(900))
                .append('.');
        out.append(1 + random.nextInt(9)).append(",\"tags\":[\"a\",\"b\",null],\"note\":\"");
        fleet.text(out, 9);
        out.append("\"},\"call\":\"")
                .append(Long.toHexString(random.nextLong()))
                .append('"');
    }

    private void toolResult(StringBuilder out) {
        out.append("{\"tool\":\"")
                .append(fleet.tool())
                .append("\",\"ok\":true,\"rows\":")
                .append(random.nextInt(500));
        out.append(",\"duration_ms\":").append(random.nextInt(90_000)).append(",\"result\":\"");
        fleet.text(out, 14);
        out.append("\\n\\\"quoted\\\"\"");
    }

    private void violation(StringBuilder out) {
        out.append("{\"tool\":\"").append(fleet.tool()).append("\",\"api\":null,\"reason\":\"tool not whitelisted\"");
    }

    private void budget(StringBuilder out) {
        out.append("{\"cap\":\"per_agent_usd_daily\",\"used\":5.")
                .append(1 + random.nextInt(9))
                .append(",\"limit\":5.0");
    }

    private void approval(StringBuilder out) {
        out.append("{\"request_id\":\"").append(fleet.id()).append("\",\"approval_kind\":\"refund\",\"note\":\"");
        fleet.text(out, 11);
        out.append('"');
    }

    private void error(StringBuilder out, int agent) {
        out.append("{\"model\":\"")
                .append(Fleet.model(agent))
                .append("\",\"error_type\":\"RateLimitError\",\"message\":\"");
        fleet.text(out, 13);
        out.append('"');
    }

    private void loop(StringBuilder out) {
        out.append("{\"tool_name\":\"")
                .append(fleet.tool())
                .append("\",\"count\":6,\"window_seconds\":60,\"max_calls\":5,");
        out.append("\"action\":\"raise\"");
    }

    private void plain(StringBuilder out) {
        out.append("{\"host\":\"worker-").append(random.nextInt(20)).append("\",\"note\":\"");
        fleet.text(out, 20);
        out.append('"');
    }
}
