package app.proca.notify.confirm;

import app.proca.notify.change.UnitOfWork;

/** An operator wants the event of a Confirm to go out once more. */
public record ConfirmEventAgain(Confirm confirm, UnitOfWork unit) {}
