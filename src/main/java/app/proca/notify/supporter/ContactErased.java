package app.proca.notify.supporter;

import app.proca.notify.change.UnitOfWork;

/**
 * An org forgets somebody, in a transaction that may still roll back: whatever it holds of them apart from its contact is to
 * go in the same transaction.
 *
 * @param contactRef base64url without padding, as messages name the person
 */
public record ContactErased(long orgId, String contactRef, UnitOfWork unit) {}
