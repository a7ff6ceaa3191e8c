package app.proca.notify.cli;

import picocli.CommandLine.Command;

/** Only for its help: {@code main} runs the service before it comes here. */
@Command(name = "serve", header = "Runs the service.", description = "It is configured by environment variables: see README.md.")
final class ServeCommand {}
