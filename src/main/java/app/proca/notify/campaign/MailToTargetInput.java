package app.proca.notify.campaign;

import java.time.LocalDateTime;
import java.util.List;

import org.jspecify.annotations.Nullable;

/** What a caller may say of mails to targets; times in UTC. */
public record MailToTargetInput(@Nullable LocalDateTime startAt, @Nullable LocalDateTime endAt,
        @Nullable String messageTemplate, @Nullable String testEmail, @Nullable List<String> ccContacts,
        @Nullable Boolean ccSender, @Nullable Boolean dripDelivery, @Nullable Integer maxEmailsPerHour) {}
