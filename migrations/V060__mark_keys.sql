-- Which key signed heads since when: the timeline of keys reads one row a key.
create index mark_heads_key on governance_console.mark_heads (key_fingerprint, number);
