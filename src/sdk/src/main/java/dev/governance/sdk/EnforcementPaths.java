package dev.governance.sdk;

import java.util.List;

/** The ways on which an agent is stopped, as the audit log names them. Wrapped clients add theirs: their provider's. */
final class EnforcementPaths {
    static final String SCOPE = "scope";
    static final String COST = "cost";
    static final String GATES = "gates";
    static final String LOOP = "loop";
    static final String CONTRACTS = "contracts";
    static final String ASSERT = "assertNotHalted";

    /** Those that every process has. */
    static final List<String> OWN = List.of(SCOPE, COST, GATES, LOOP, CONTRACTS, ASSERT);

    private EnforcementPaths() {}
}
