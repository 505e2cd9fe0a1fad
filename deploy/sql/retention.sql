-- Takes whole sessions out of the log whose last event has a sequence number up to :upto, as the owner, while no console runs:
--
--   psql -v ON_ERROR_STOP=1 -v upto=1234567 -d governance -U governance_owner -f deploy/sql/retention.sql
--
-- A session that goes on after :upto stays whole, for a part of one is tampered. So do those that say which key signed what, and
-- what was adopted and corrected. docs/operations.md says what has to come before and what has to follow.
\if :{?sdk} \else \set sdk public \endif

begin;
set local search_path = :"sdk";
set local lock_timeout = '10s';

-- Writers wait until it is done, so that none goes on with a session that is just taken.
lock table governance_audit_events in share row exclusive mode;
alter table governance_audit_events disable trigger trg_audit_no_delete;

with over as (
    select session_id
      from governance_audit_events
     group by session_id
    having max(chain_seq) <= :'upto'::bigint
       and not bool_or(kind in ('audit.chain_key_rotation', 'agent.key_registered', 'audit.correction', 'marks.adopted'))
), taken as (
    delete from governance_audit_events event
     using over
     where event.session_id = over.session_id
    returning event.event_id
)
delete from governance_console.row_parts part
 using taken
 where part.event_id = taken.event_id;

alter table governance_audit_events enable trigger trg_audit_no_delete;
commit;
