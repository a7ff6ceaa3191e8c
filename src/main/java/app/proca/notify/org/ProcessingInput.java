package app.proca.notify.org;

import org.jspecify.annotations.Nullable;

/** How an org wants its actions, events and mails processed, as {@code updateOrgProcessing} takes it. */
public record ProcessingInput(@Nullable ServiceName emailBackend, @Nullable ServiceName transactionalEmailBackend,
        @Nullable ServiceName eventBackend, @Nullable ServiceName pushBackend, @Nullable ServiceName storageBackend,
        @Nullable ServiceName detailBackend, @Nullable String emailFrom, @Nullable Boolean supporterConfirm,
        @Nullable String supporterConfirmTemplate, @Nullable Boolean doiThankYou, @Nullable Boolean customSupporterConfirm,
        @Nullable Boolean customActionConfirm, @Nullable Boolean customActionDeliver, @Nullable Boolean customEventDeliver) {}
