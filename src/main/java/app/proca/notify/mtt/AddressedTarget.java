package app.proca.notify.mtt;

import java.util.List;

/** A target with all its addresses. */
public record AddressedTarget(Target target, List<TargetEmail> emails) {

    public AddressedTarget {
        emails = List.copyOf(emails);
    }
}
