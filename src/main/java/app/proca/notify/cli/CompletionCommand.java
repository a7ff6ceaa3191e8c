package app.proca.notify.cli;

import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** What lets a shell complete the commands and options. */
@Command(name = "generate-completion", header = "Prints a script that lets bash or zsh complete commands and options.", description = {
        "For this shell: source <(proca-notify generate-completion)",
        "It is for a program that is called proca-notify: the native binary, or an alias of that name." })
final class CompletionCommand implements Runnable {

    @ParentCommand
    @SuppressWarnings("NullAway.Init")
    NotifyCommand parent;

    @Spec
    @SuppressWarnings("NullAway.Init")
    CommandSpec spec;

    @Override
    public void run() {
        CommandSpec all = spec.root();
        parent.out().println(AutoComplete.bash(all.name(), all.commandLine()));
    }
}
