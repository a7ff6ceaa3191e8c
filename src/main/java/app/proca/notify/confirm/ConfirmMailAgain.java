package app.proca.notify.confirm;

import app.proca.notify.change.UnitOfWork;

/** An operator wants the mails of a Confirm to go out once more. */
public record ConfirmMailAgain(Confirm confirm, UnitOfWork unit) {}
