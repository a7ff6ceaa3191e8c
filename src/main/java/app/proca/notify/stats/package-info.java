/**
 * What campaigns show of themselves: how many people and actions they have, and when and where their pages were last seen
 * active. A reaction to actions and supporters; read by the API and by mails through {@code campaign.CampaignCounters}.
 */
@CheckReturnValue
@NullMarked
package app.proca.notify.stats;

import org.jspecify.annotations.NullMarked;

import com.google.errorprone.annotations.CheckReturnValue;
