package app.proca.notify.key;

/** The instance org's active key with its private half. Never printed. */
// compared with nothing
@SuppressWarnings("ArrayRecordComponent")
record SigningKey(long id, byte[] privateHalf) {

    @Override
    public String toString() {
        return "SigningKey[" + id + "]";
    }
}
