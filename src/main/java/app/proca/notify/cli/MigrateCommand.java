package app.proca.notify.cli;

import picocli.CommandLine.Command;

/** Only for its help: {@code main} does it before it comes here. */
@Command(name = "migrate", header = "Lays out the database, and ends.", description = "Brings the database that DATABASE_URL names to "
        + "the layout of this version, as serve does when it starts. Several at once take turns.")
final class MigrateCommand {}
