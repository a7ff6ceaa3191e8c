package app.proca.notify.action;

import jakarta.persistence.Entity;
import jakarta.persistence.Table;

import app.proca.notify.database.Recorded;

/** Where supporters came from; unique by its five texts. */
@Entity
@Table(name = "sources")
public class Source extends Recorded {

    public String source;
    public String medium;
    public String campaign;
    public String content;
    /** Without its query. */
    public String location = "";
}
