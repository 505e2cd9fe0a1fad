-- JSONB as text where that is no longer than somebody wants, else null. A few bytes of JSONB can stand for gigabytes of
-- text (1e131071 prints 131,072 digits), and what is nested deep enough cannot be printed at all: such a row must cost
-- itself, and not the reading of all others. No Python prints an integer of more than 4,300 digits.
create function governance_console.printed(document jsonb, longest integer) returns text
language plpgsql stable strict as $$
declare
    printed text;
begin
    if pg_column_size(document || '{}') > 1048576
       or document @? '$.** ? (@ >= 1e4300 || @ <= -1e4300)' then
        return null;
    end if;
    printed := document::text;
    return case when octet_length(printed) <= longest then printed end;
exception
    when program_limit_exceeded or statement_too_complex or out_of_memory then
        return null;
end
$$;
