package app.proca.notify.cli.smoke;

/** What a run has to see with, or is allowed; each check says what it needs. */
enum Means {

    CHANGES("it would change something, and --read-only forbids that"),
    BROKER("the broker is not given: set AMQP_URL, or name a file that holds it with --amqp-url-file"),
    WEBHOOK("no webhook listens: say with --listen where the service reaches this machine"),
    SUPPORTER_MAIL("no mail is seen: say with --listen where the service reaches this machine, or give the --mailbox of a "
            + "service in dev mode"),
    INSTANCE_MAIL("somebody would get the mail: give the --mailbox that the instance's own mails go to"),
    TRACES("it would leave a trace outside of the scratch orgs: allow that with --thorough");

    final String missing;

    Means(String missing) {
        this.missing = missing;
    }
}
