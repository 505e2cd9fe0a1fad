package dev.governance.console.policies;

import dev.governance.console.contract.Policies.Change;
import dev.governance.console.db.Queries;
import dev.governance.console.wire.Caller;
import dev.governance.console.wire.ScopedToken;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Rows of {@code policy_proposals}. Whoever acts on one does so before they lock its policy, so nobody waits in a circle. */
final class ProposalStore {
    private static final String COLUMNS =
            "proposal_id, agent_id, policy_type, policy, version, reason, proposed_by, proposed_by_id, token_id,"
                    + " proposed_at, expires_at";

    /** Only what expired makes room. */
    private static final String ADD = """
            insert into governance_console.policy_proposals as waiting (%1$s)
            select $3::uuid, $1::text, $2::text, $4::text, $5::text, $6::text, $7::text, $8::uuid, $9::uuid,
                   moment.now, moment.now + interval '24 hours'
              from (select clock_timestamp() as now) as moment
                on conflict (agent_id, policy_type) do update
               set proposal_id = excluded.proposal_id,
                   policy = excluded.policy,
                   version = excluded.version,
                   reason = excluded.reason,
                   proposed_by = excluded.proposed_by,
                   proposed_by_id = excluded.proposed_by_id,
                   token_id = excluded.token_id,
                   proposed_at = excluded.proposed_at,
                   expires_at = excluded.expires_at
             where waiting.expires_at <= clock_timestamp()
            returning %1$s
            """.formatted(COLUMNS);

    private static final String WAITING = """
            select %s
              from governance_console.policy_proposals
             where agent_id = $1
               and expires_at > clock_timestamp()
             order by policy_type
            """.formatted(COLUMNS);

    private static final String ALL_WAITING = """
            select %s
              from governance_console.policy_proposals
             where expires_at > clock_timestamp()
             order by expires_at, proposal_id
             limit $1
            """.formatted(COLUMNS);

    private static final String TAKE = """
            delete from governance_console.policy_proposals
             where agent_id = $1
               and policy_type = $2
               and proposal_id = coalesce($3::uuid, proposal_id)
               and expires_at > clock_timestamp()
            returning %s
            """.formatted(COLUMNS);

    /** Asked again by the database once whoever is changing an account has done so. */
    private static final String UNCHANGED = """
            select user_id
              from governance_console_users
             where user_id in ($1, $2)
               and role = 'admin'
               and not disabled
               and greatest(created_at, updated_at) <= $3
               for share
            """;

    /** After the accounts, in the order in which whoever resets a password locks both. */
    private static final String UNREVOKED = """
            select token_id
              from governance_console.api_tokens
             where token_id = $1
               and revoked_at is null
               for share
            """;

    /** Adds one; empty when another one waits. */
    Future<Optional<Proposal>> add(Queries transaction, Change change, String json) {
        Caller by = change.by();
        ScopedToken token = by.token();
        Tuple values = Tuple.of(change.agentId(), change.policyType(), UUID.randomUUID(), json)
                .addString(change.version())
                .addString(change.reason())
                .addString(by.username())
                .addUUID(by.userId())
                .addUUID(token == null ? null : token.tokenId());
        return transaction.findOne(ADD, values, ProposalStore::proposal);
    }

    /** Those of an agent that did not expire, by type. */
    Future<List<Proposal>> waiting(Queries queries, String agentId) {
        return queries.list(WAITING, Tuple.of(agentId), ProposalStore::proposal);
    }

    /** Those of all agents, the one that expires first first. */
    Future<List<Proposal>> waiting(Queries queries, int limit) {
        return queries.list(ALL_WAITING, Tuple.of(limit), ProposalStore::proposal);
    }

    /**
     * Takes the one that waits out of the table; empty when it does not wait any more.
     *
     * @param proposalId the only one that is meant; null for whichever waits
     */
    Future<Optional<Proposal>> take(Queries transaction, String agentId, String policyType, @Nullable UUID proposalId) {
        return transaction.findOne(TAKE, Tuple.of(agentId, policyType).addUUID(proposalId), ProposalStore::proposal);
    }

    /**
     * Whether both are admins who can sign in, by accounts that nobody made or changed since the proposal, and the token that
     * proposed was not revoked. Nobody changes accounts or token until the transaction ends.
     */
    Future<Boolean> bothStand(Queries transaction, Proposal proposal, Caller confirmer) {
        Tuple values =
                Tuple.of(proposal.byId(), confirmer.userId(), proposal.at().atOffset(ZoneOffset.UTC));
        return transaction
                .list(UNCHANGED, values, row -> row.getUUID("user_id"))
                .compose(standing ->
                        standing.size() == 2 ? tokenStands(transaction, proposal) : Future.succeededFuture(false));
    }

    private static Future<Boolean> tokenStands(Queries transaction, Proposal proposal) {
        UUID tokenId = proposal.tokenId();
        return tokenId == null
                ? Future.succeededFuture(true)
                : transaction.findOne(UNREVOKED, Tuple.of(tokenId), row -> true).map(Optional::isPresent);
    }

    private static Proposal proposal(Row row) {
        return new Proposal(
                row.getUUID("proposal_id"),
                row.getString("agent_id"),
                row.getString("policy_type"),
                row.getString("policy"),
                row.getString("version"),
                row.getString("reason"),
                row.getString("proposed_by"),
                row.getUUID("proposed_by_id"),
                row.getUUID("token_id"),
                row.getOffsetDateTime("proposed_at").toInstant(),
                row.getOffsetDateTime("expires_at").toInstant());
    }
}
