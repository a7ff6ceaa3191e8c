package app.proca.notify.mail.supporter;

/**
 * What became of an action by now: a message may have waited.
 *
 * @param repeat the same person had acted on the same page before
 * @param withdrawn action or supporter were rejected
 * @param held the org still has a contact of the supporter's
 * @param dupeRank how often the same person had signed the campaign before
 */
record Standing(boolean repeat, boolean withdrawn, boolean held, int dupeRank) {

    /** Of an action that was deleted, or whose supporter was. */
    static final Standing GONE = new Standing(false, false, false, 0);
}
