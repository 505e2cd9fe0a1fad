package dev.governance.console.audit;

import dev.governance.chain.Finding;
import dev.governance.chain.RowResult;
import dev.governance.chain.SessionVerifier;
import dev.governance.console.wire.ChainVerdict;
import java.util.ArrayList;
import java.util.List;

/** Each row's result while the session is short enough to list them all, else those that failed. */
final class RowList {
    private final List<ChainVerdict.Row> all = new ArrayList<>();
    private final List<ChainVerdict.Row> failing = new ArrayList<>();

    void add(RowResult result) {
        if (result.position() <= ChainVerdict.LISTED) {
            all.add(row(result));
        } else {
            all.clear();
        }
        if (!result.verified() && failing.size() < SessionVerifier.FINDINGS_LIMIT) {
            failing.add(row(result));
        }
    }

    List<ChainVerdict.Row> listed() {
        return all.isEmpty() ? failing : all;
    }

    private static ChainVerdict.Row row(RowResult result) {
        Finding finding = result.finding();
        return new ChainVerdict.Row(
                result.row().event().eventId(),
                result.position(),
                result.row().chainSeq(),
                result.row().event().kind(),
                result.verified(),
                result.verified() || finding == null ? null : finding.kind().code());
    }
}
