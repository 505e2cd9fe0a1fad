-- The rare rows by which an enforcement path said no, the first call that a halt refused included.
create index concurrently if not exists governance_console_audit_refused
    on ${sdk}.governance_audit_events (chain_seq)
    where kind in ('scope.violation', 'budget.exceeded', 'budget.check_failed', 'approval.denied', 'loop.detected',
                   'contract.pre_violation', 'contract.post_violation', 'agent.halted', 'agent.halt_enforced',
                   'agent.killed');
