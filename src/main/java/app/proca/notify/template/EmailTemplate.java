package app.proca.notify.template;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

import org.jspecify.annotations.Nullable;

import io.quarkus.hibernate.reactive.panache.PanacheEntityBase;

/** A mail of an org with gaps to fill, in Mustache. Unique by org, name and locale. */
@Entity
@Table(name = "email_templates")
public class EmailTemplate extends PanacheEntityBase {

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    public Long id;
    @Column(name = "org_id")
    public Long orgId;
    public String name;
    public String locale;
    public String subject;
    public String html;
    public @Nullable String text;
    @Column(name = "external_id")
    public @Nullable String externalId;
}
