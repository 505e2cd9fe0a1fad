-- Replaced by governance_console_audit_refused.
drop index concurrently if exists ${sdk}.governance_console_audit_blocked;
