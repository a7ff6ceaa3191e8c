package app.proca.notify.action;

import org.jspecify.annotations.Nullable;

import app.proca.notify.key.PublicKey;
import app.proca.notify.supporter.Contact;
import app.proca.notify.supporter.Supporter;

/** An org's own copy of a supporter's data, with the keys that it was encrypted and signed with. */
public record ExportedContact(Supporter supporter, Contact contact, @Nullable PublicKey encryptKey,
        @Nullable PublicKey signKey) {}
