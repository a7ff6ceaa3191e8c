package app.proca.notify.org;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;

import org.jspecify.annotations.Nullable;

import app.proca.notify.database.Recorded;

/** An account of an org with somebody who sends, stores or receives for it. */
@Entity
@Table(name = "services")
public class Service extends Recorded {

    @Column(name = "org_id")
    public Long orgId;
    public ServiceName name;
    public String host = "";
    @Column(name = "\"user\"")
    public String user = "";
    /** A secret: never logged, never sent back. */
    public String password = "";
    public @Nullable String path;
    @Column(name = "sending_from")
    public @Nullable String sendingFrom;
    @Column(name = "transactional_email_budget")
    public @Nullable Integer transactionalEmailBudget;
}
