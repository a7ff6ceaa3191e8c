package app.proca.notify.confirm;

import java.util.Optional;

import org.jspecify.annotations.Nullable;

import app.proca.notify.user.Viewer;

/**
 * Who answers a Confirm.
 *
 * @param viewer empty for somebody who is not signed in
 * @param orgId the org of theirs that they answer for; null where they did not say
 * @param address where the request came from: guesses are counted by it
 */
public record Respondent(Optional<Viewer> viewer, @Nullable Long orgId, String address) {}
