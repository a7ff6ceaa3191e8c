package app.proca.notify.mtt;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

import app.proca.notify.common.ClientFault;
import app.proca.notify.common.ClientFault.Problem;
import app.proca.notify.common.Given;
import app.proca.notify.common.Json;
import app.proca.notify.common.Text;
import io.vertx.core.json.JsonObject;

/**
 * What an input makes of a target.
 *
 * @param before its addresses until now
 * @param emails its addresses from now on
 */
record TargetChange(Target target, List<TargetEmail> before, List<TargetEmail> emails, Given<TargetInput> input) {

    static TargetChange ofNew(Given<TargetInput> input) {
        Target target = new Target();
        target.id = UUID.randomUUID();
        target.externalId = input.input().externalId();
        return of(target, List.of(), input);
    }

    static TargetChange of(Target target, List<TargetEmail> before, Given<TargetInput> input) {
        List<String> wanted = input.input().emails();
        return new TargetChange(target, before, wanted == null ? before
                : wanted.stream().map(email -> email(target, before, email)).toList(), input);
    }

    /** Changes the target; what is wrong with it then. */
    List<Problem> apply() {
        List<Problem> problems = new ArrayList<>();
        input.applyValue("name", TargetInput::name, name -> target.name = name)
                .apply("locale", TargetInput::locale, locale -> target.locale = Text.filled(locale))
                .apply("area", TargetInput::area, area -> target.area = area)
                .applyValue("fields", TargetInput::fields, fields -> target.fields = object(fields, problems));
        problems.addAll(TargetRules.problems(target, input.input().emails()));
        return problems;
    }

    /** The addresses that it has no more. */
    List<TargetEmail> withdrawn() {
        return before.stream().filter(email -> !emails.contains(email)).toList();
    }

    AddressedTarget written() {
        return new AddressedTarget(target, emails);
    }

    private static TargetEmail email(Target target, List<TargetEmail> before, String email) {
        return before.stream().filter(known -> email.equalsIgnoreCase(known.email)).findFirst().orElseGet(() -> {
            TargetEmail added = new TargetEmail();
            added.targetId = target.id;
            added.email = email;
            return added;
        });
    }

    private static JsonObject object(Json fields, List<Problem> problems) {
        try {
            return fields.object("fields");
        } catch (ClientFault notAnObject) {
            problems.addAll(notAnObject.problems());
            return new JsonObject();
        }
    }
}
