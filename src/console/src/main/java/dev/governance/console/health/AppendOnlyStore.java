package dev.governance.console.health;

import dev.governance.console.db.Queries;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.util.Optional;

/** What stands between the console's role and the rows of the audit log, as PostgreSQL's own catalogue says it. */
final class AppendOnlyStore {
    /** Of a trigger's type 2 is before, 8 delete, 16 update, 32 truncate. */
    private static final String GUARDS = """
            with guard as (
              select tgname as name, tgtype as type
                from pg_trigger
               where tgrelid = to_regclass('governance_audit_events')
                 and not tgisinternal
                 and tgqual is null
                 and tgattr::text = ''
                 and (tgenabled = 'A'
                      or tgenabled = 'O' and current_setting('session_replication_role') <> 'replica'))
            select current_user::text as role,
                   pg_has_role(log.relowner, 'USAGE') as owns,
                   has_any_column_privilege(log.oid, 'UPDATE') as may_update,
                   has_table_privilege(log.oid, 'DELETE') as may_delete,
                   has_table_privilege(log.oid, 'TRUNCATE') as may_truncate,
                   exists (select from guard
                            where name = 'trg_audit_no_update' and type & 18 = 18) as no_update,
                   exists (select from guard
                            where name = 'trg_audit_no_delete' and type & 10 = 10) as no_delete,
                   exists (select from guard
                            where name = 'governance_console_no_truncate' and type & 34 = 34) as no_truncate
              from pg_class as log
             where log.oid = to_regclass('governance_audit_events')
            """;

    /** Empty when there is no log. */
    Future<Optional<Guards>> guards(Queries queries) {
        return queries.findOne(GUARDS, Tuple.tuple(), AppendOnlyStore::guards);
    }

    private static Guards guards(Row row) {
        return new Guards(
                row.getString("role"),
                row.getBoolean("owns"),
                new Guards.Act(row.getBoolean("may_update"), row.getBoolean("no_update")),
                new Guards.Act(row.getBoolean("may_delete"), row.getBoolean("no_delete")),
                new Guards.Act(row.getBoolean("may_truncate"), row.getBoolean("no_truncate")));
    }
}
