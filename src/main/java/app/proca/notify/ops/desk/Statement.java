package app.proca.notify.ops.desk;

import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

import io.vertx.mutiny.sqlclient.Tuple;

/** SQL with its parameters, which finds the notifications of a selection. */
final class Statement {

    // As comparisons of rows these lead to the index of the desk. With "org_id = … order by id" a planner that takes the org for
    // a large one reads the whole table backwards.
    private static final String ONE_ORGS_STATE = """
             g (org_id) cross join unnest(%s::text[]) s (state) cross join lateral (
              select o.* from notify.outbox o
              where (o.org_id, o.state, o.id) > (g.org_id, s.state, 0) and (o.org_id, o.state, o.id) < (g.org_id, s.state, %s)
                and o.state <> 'logged'%s
              order by o.org_id desc, o.state desc, o.id desc limit %s) o
            """;

    /** The number behind the colon; other subjects are compared as they are. */
    private static final String ABOUT_SUPPORTER =
            " when o.subject ~ '^supporter:[0-9]+$' then exists (select from public.supporters s"
                    + " where s.id = substr(o.subject, 11)::bigint and s.%s = %s)";

    private static final String ABOUT_PAGE = " when o.subject ~ '^page:[0-9]+$' then exists (select from public.action_pages p"
            + " where p.id = substr(o.subject, 6)::bigint and p.campaign_id = %s)";

    /** What a parked message is about, in the outbox's words. */
    static final String PARKED_SUBJECT = "coalesce((select 'supporter:' || a.supporter_id from public.actions a"
            + " where a.id = p.action_id), 'page:' || p.page_id, 'campaign:' || p.campaign_id)";

    private final List<Object> parameters = new ArrayList<>();
    private String sql = "";

    private Statement() {}

    /** Of the outbox, as {@code o}: at most {@code limit} of each org and state, the newest first. */
    static Statement outbox(String columns, Selection selection, long before, int limit) {
        Statement statement = new Statement();
        String orgs = selection.orgId() == null ? "(select id from public.orgs)"
                : "unnest(array[" + statement.parameter(selection.orgId()) + "::bigint])";
        String states = statement.parameter(selection.wireStates().toArray(String[]::new));
        String last = statement.parameter(before) + "::bigint";
        String most = statement.parameter(limit) + "::bigint";
        statement.sql = "select " + columns + " from " + orgs
                + ONE_ORGS_STATE.formatted(states, last, statement.outboxConditions(selection), most);
        return statement;
    }

    /** Of what workers gave up, as {@code p}. */
    static Statement parked(String columns, Selection selection, long before) {
        Statement statement = new Statement();
        String last = statement.parameter(before) + "::bigint";
        statement.sql =
                "select " + columns + " from notify.parked p where p.id < " + last + statement.parkedConditions(selection);
        return statement;
    }

    Statement then(String more) {
        sql += more;
        return this;
    }

    Statement limited(int limit) {
        return then(" limit " + parameter(limit) + "::bigint");
    }

    /** How many there are of them. */
    Statement counted() {
        sql = "select count(*) from (" + sql + ") found";
        return this;
    }

    String sql() {
        return sql;
    }

    Tuple parameters() {
        return Tuple.from(parameters);
    }

    private String parameter(Object value) {
        parameters.add(value);
        return "$" + parameters.size();
    }

    private String outboxConditions(Selection selection) {
        StringBuilder conditions = new StringBuilder();
        if (selection.kind() != null) {
            conditions.append(" and o.kind = ").append(parameter(selection.kind()));
        }
        if (selection.subject() != null) {
            conditions.append(" and o.subject = ").append(parameter(selection.subject()));
        }
        if (selection.channel() != null) {
            conditions.append(" and o.channel = ").append(parameter(selection.channel().wire()));
        }
        if (selection.queue() != null) {
            conditions.append(" and o.channel = 'broker' and o.address = '' and o.routing_key = ")
                    .append(parameter(selection.queue()));
        }
        if (selection.campaignId() != null) {
            String id = parameter(selection.campaignId().longValue()) + "::bigint";
            conditions.append(" and case").append(ABOUT_SUPPORTER.formatted("campaign_id", id)).append(ABOUT_PAGE.formatted(id))
                    .append(" else o.subject = 'campaign:' || ").append(id).append(" end");
        }
        if (selection.pageId() != null) {
            String id = parameter(selection.pageId().longValue()) + "::bigint";
            conditions.append(" and case").append(ABOUT_SUPPORTER.formatted("action_page_id", id))
                    .append(" else o.subject = 'page:' || ").append(id).append(" end");
        }
        return conditions + times("o.created_at", selection);
    }

    private String parkedConditions(Selection selection) {
        StringBuilder conditions = new StringBuilder();
        if (selection.orgId() != null) {
            conditions.append(" and p.org_id = ").append(parameter(selection.orgId()));
        }
        if (selection.kind() != null) {
            conditions.append(" and p.kind = ").append(parameter(selection.kind()));
        }
        if (selection.subject() != null) {
            conditions.append(" and ").append(PARKED_SUBJECT).append(" = ").append(parameter(selection.subject()));
        }
        if (selection.queue() != null) {
            conditions.append(" and p.queue = ").append(parameter(selection.queue()));
        }
        if (selection.campaignId() != null) {
            conditions.append(" and p.campaign_id = ").append(parameter(selection.campaignId().longValue()));
        }
        if (selection.pageId() != null) {
            conditions.append(" and p.page_id = ").append(parameter(selection.pageId().longValue()));
        }
        return conditions + times("p.parked_at", selection);
    }

    private String times(String column, Selection selection) {
        String times = "";
        if (selection.from() != null) {
            times += " and " + column + " >= " + parameter(selection.from().atOffset(ZoneOffset.UTC));
        }
        if (selection.to() != null) {
            times += " and " + column + " < " + parameter(selection.to().atOffset(ZoneOffset.UTC));
        }
        return times;
    }
}
