package app.proca.notify.key;

/**
 * Data that only one org can read.
 *
 * @param publicKeyId the org's key that it was encrypted to
 * @param signKeyId the instance's key that it was encrypted from
 */
// made to be stored, compared with nothing
@SuppressWarnings("ArrayRecordComponent")
public record Sealed(byte[] payload, byte[] nonce, long publicKeyId, long signKeyId) {}
