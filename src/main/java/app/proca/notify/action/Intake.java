package app.proca.notify.action;

import java.time.Clock;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import app.proca.notify.change.Announcements;
import app.proca.notify.change.UnitOfWork;
import app.proca.notify.change.UnitsOfWork;
import app.proca.notify.common.ClientFault;
import app.proca.notify.common.Text;
import app.proca.notify.common.Times;
import app.proca.notify.key.Seal;
import app.proca.notify.key.Sealed;
import app.proca.notify.key.Seals;
import app.proca.notify.supporter.Contact;
import app.proca.notify.supporter.ContactRef;
import app.proca.notify.supporter.Fingerprints;
import app.proca.notify.supporter.Supporter;
import app.proca.notify.supporter.schema.ContactRules;
import app.proca.notify.supporter.schema.PersonalData;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;

/**
 * Takes in signatures: actions of people who say who they are (spec/processing.md, Intake). In two phases: all that can be
 * looked up, found wrong and encrypted comes first, without a transaction; then everything is written in one.
 */
@ApplicationScoped
public class Intake {

    private static final int LONGEST_ADDRESS = 255;
    private static final List<String> SCOPES = List.of("email");

    private final IntakeTables tables;
    private final UnitsOfWork units;
    private final Announcements announcements;
    private final Linking linking;
    private final Extras extras;
    private final Seals seals;
    private final Fingerprints fingerprints;
    private final Clock clock;

    Intake(IntakeTables tables, UnitsOfWork units, Announcements announcements, Linking linking, Extras extras,
            Seals seals, Fingerprints fingerprints, Clock clock) {
        this.tables = tables;
        this.units = units;
        this.announcements = announcements;
        this.linking = linking;
        this.extras = extras;
        this.seals = seals;
        this.fingerprints = fingerprints;
        this.clock = clock;
    }

    /** Phase one, not in a transaction. Fails with a {@link ClientFault} where something is wrong with what was given. */
    public Uni<Signature> prepare(NewSignature given) {
        Optional<Tracking> tracking = Tracking.of(given.tracking(), given.referer());
        return tables.find(given.pageId(), tracking.orElse(null)).chain(found -> prepare(given, tracking, found));
    }

    /** Phase two, in the caller's transaction: the supporter with the contacts and the action, and what hangs on them. */
    public Uni<Actor> write(Signature signature) {
        UnitOfWork unit = units.current();
        return extras.source(signature.source(), signature.action().insertedAt)
                .invoke(id -> id.ifPresent(signature::cameFrom))
                .chain(() -> tables.sign(unit.connection(), signature.supporter(), signature.contacts(), signature.action()))
                .invoke(() -> announce(signature, unit))
                .chain(() -> extras.add(signature.action(), signature.given(), unit))
                .chain(() -> linkEarlier(signature))
                .map(linked -> new Actor(ContactRef.of(signature.supporter().fingerprint), signature.firstName()));
    }

    private Uni<Signature> prepare(NewSignature given, Optional<Tracking> tracking, PageAndSource found) {
        PersonalData data = ContactRules.of(found.page().schema()).check(given.contact(),
                LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC));
        Action action = found.action(given.action(), Times.now(clock));
        action.withConsent = true;
        Optional<byte[]> reference = Optional.ofNullable(given.contactRef()).filter(text -> !text.isBlank())
                .map(ContactRef::decode);
        action.ref = reference.orElse(null);
        return contacts(Consent.of(found.page(), given.optIn(), given.leadOptIn()), data.payload())
                .map(contacts -> new Signature(supporter(data, found, action.insertedAt), contacts, action, data.firstName(),
                        given.action(), found.sourceId() == null ? tracking : Optional.empty(), reference));
    }

    private void announce(Signature signature, UnitOfWork unit) {
        announcements.created(signature.supporter(), unit);
        announcements.created(signature.action(), unit);
    }

    /** In clear only what is needed to write mails, and to the targets of the campaign. */
    private Supporter supporter(PersonalData data, PageAndSource found, LocalDateTime now) {
        Supporter supporter = new Supporter();
        supporter.actionPageId = found.page().pageId();
        supporter.campaignId = found.page().campaignId();
        supporter.sourceId = found.sourceId();
        supporter.fingerprint = fingerprints.of(data.identity());
        supporter.area = data.area();
        supporter.insertedAt = now;
        supporter.updatedAt = now;
        if (!found.page().highSecurity()) {
            supporter.firstName = data.firstName();
            supporter.email = data.email();
            if (found.page().mailsTargets()) {
                supporter.lastName = data.lastName();
                supporter.address = data.address() == null ? null : Text.cut(data.address(), LONGEST_ADDRESS);
            }
        }
        return supporter;
    }

    private Uni<List<Contact>> contacts(List<Consent> consents, byte[] payload) {
        return Multi.createFrom().iterable(consents)
                .onItem().transformToUniAndConcatenate(consent -> seals.of(consent.orgId())
                        .map(seal -> contact(consent, payload, seal)))
                .collect().asList();
    }

    private static Contact contact(Consent consent, byte[] payload, Optional<Seal> seal) {
        Contact contact = new Contact();
        contact.orgId = consent.orgId();
        contact.deliveryConsent = consent.delivery();
        contact.communicationConsent = consent.communication();
        contact.communicationScopes = SCOPES;
        contact.payload = payload;
        seal.map(of -> of.seal(payload)).ifPresent(sealed -> put(contact, sealed));
        return contact;
    }

    private static void put(Contact contact, Sealed sealed) {
        contact.payload = sealed.payload();
        contact.cryptoNonce = sealed.nonce();
        contact.publicKeyId = sealed.publicKeyId();
        contact.signKeyId = sealed.signKeyId();
    }

    private Uni<Void> linkEarlier(Signature signature) {
        return signature.reference().map(reference -> linking.link(List.of(reference), signature.supporter().id))
                .orElseGet(() -> Uni.createFrom().voidItem());
    }
}
