package app.proca.notify.action;

import org.jspecify.annotations.Nullable;

import app.proca.notify.supporter.schema.ContactDetails;

/**
 * An action of somebody who says who they are.
 *
 * @param optIn whether the page's org may write to them
 * @param leadOptIn whether the campaign's lead may
 * @param referer the page that the browser says it was on
 * @param contactRef of earlier actions of theirs, to be linked
 */
public record NewSignature(long pageId, NewAction action, ContactDetails contact, boolean optIn, boolean leadOptIn,
        Tracking.@Nullable Given tracking, @Nullable String referer, @Nullable String contactRef) {}
