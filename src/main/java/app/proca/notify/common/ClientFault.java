package app.proca.notify.common;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What a caller asked for cannot be done, and why, in words that are safe to send back. Carries one {@link Problem} per
 * thing that is wrong; nothing was changed. Mapped to GraphQL errors in one place (spec/graphql.md, Errors).
 */
public class ClientFault extends RuntimeException {

    /**
     * One thing that is wrong.
     *
     * @param message what, in the words of spec/graphql.md
     * @param field where below the operation (camelCase input fields); empty for the operation itself
     * @param extensions machine-readable part; empty where the error has none
     */
    public record Problem(String message, List<String> field, Map<String, Object> extensions) {
        public Problem {
            field = List.copyOf(field);
            extensions = Map.copyOf(extensions);
        }

        /** A field of the input, camelCase, and what is wrong with it. */
        public static Problem of(String field, String message) {
            return new Problem(message, List.of(field), Map.of());
        }

        /** The same in an input object that stands further in: in a field, or at a place in a list, counted from 0. */
        public Problem within(String... outer) {
            return new Problem(message, Stream.concat(Stream.of(outer), field.stream()).toList(), extensions);
        }
    }

    private final transient List<Problem> problems;

    private ClientFault(List<Problem> problems) {
        super(String.join("; ", problems.stream().map(Problem::message).toList()));
        this.problems = List.copyOf(problems);
    }

    public List<Problem> problems() {
        return problems;
    }

    /** The same about an input object that stands further in. */
    public ClientFault within(String... outer) {
        return new ClientFault(problems.stream().map(problem -> problem.within(outer)).toList());
    }

    /** An error without a code: "has action data", "code invalid", … */
    public static ClientFault plain(String message) {
        return new ClientFault(List.of(new Problem(message, List.of(), Map.of())));
    }

    /** "Entity not found" and its like, code {@code not_found}. */
    public static ClientFault notFound(String message) {
        return coded("not_found", message);
    }

    /** The entity of the operation does not exist, or the caller may not know that it does. */
    public static ClientFault notFound() {
        return notFound("Entity not found");
    }

    /** Arguments that do not fit together, code {@code bad_arg}. */
    public static ClientFault badArgument(String message) {
        return coded("bad_arg", message);
    }

    /** Nobody is signed in, or not as somebody of this org; code {@code unauthorized}. */
    public static ClientFault unauthorized(String message) {
        return coded("unauthorized", message);
    }

    /** Any other stable code. */
    public static ClientFault coded(String code, String message) {
        return new ClientFault(List.of(new Problem(message, List.of(), Map.of("code", code))));
    }

    /** Any other stable code, and what else programs want to know. */
    public static ClientFault coded(String code, String message, Map<String, Object> details) {
        Map<String, Object> extensions = new LinkedHashMap<>(details);
        extensions.put("code", code);
        return new ClientFault(List.of(new Problem(message, List.of(), extensions)));
    }

    /** A refusal with the bits that were needed and whatever else the caller should see; code {@code permission_denied}. */
    public static ClientFault permissionDenied(String message, Map<String, Object> details) {
        Map<String, Object> extensions = new LinkedHashMap<>(details);
        extensions.put("code", "permission_denied");
        return new ClientFault(List.of(new Problem(message, List.of(), extensions)));
    }

    /** One field of the input is wrong. */
    public static ClientFault invalid(String field, String message) {
        return new ClientFault(List.of(new Problem(message, List.of(field), Map.of())));
    }

    /** Several fields of the input are wrong, one problem each; at least one. */
    public static ClientFault invalid(List<Problem> problems) {
        if (problems.isEmpty()) {
            throw new IllegalStateException("a fault needs at least one problem");
        }
        return new ClientFault(problems);
    }

    /** @throws ClientFault with one problem per field, where there is any */
    public static void refuse(List<Problem> problems) {
        if (!problems.isEmpty()) {
            throw invalid(problems);
        }
    }
}
