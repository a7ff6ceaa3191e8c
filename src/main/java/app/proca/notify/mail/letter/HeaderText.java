package app.proca.notify.mail.letter;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;

/** Texts of mail headers, in ASCII (RFC 5322) or as encoded words (RFC 2047), which also are the places to fold long lines. */
final class HeaderText {

    private static final Pattern PLAIN = Pattern.compile("[ -~]*");
    private static final Pattern ATOMS = Pattern.compile("[A-Za-z0-9!#$%&'*+/=?^_`{|}~ -]+");
    private static final Pattern CONTROLS = Pattern.compile("[\\p{Cc}\\u2028\\u2029]+");
    /** Longer ones are encoded, because that folds them. */
    private static final int LONGEST_PLAIN = 150;
    /** 45 bytes become 60 characters, 72 with their frame: an encoded word has at most 75. */
    private static final int WORD_BYTES = 45;

    private HeaderText() {}

    static boolean hasControls(String text) {
        return CONTROLS.matcher(text).find();
    }

    /** Line breaks and control characters become spaces. */
    static String line(String text) {
        return CONTROLS.matcher(text).replaceAll(" ").strip();
    }

    /** A subject, whatever is in it. */
    static String unstructured(String text) {
        String line = line(text);
        return isPlain(line) ? line : encoded(line);
    }

    /** The name before an address; has no control characters. */
    static String phrase(String name) {
        if (!isPlain(name)) {
            return encoded(name);
        }
        return ATOMS.matcher(name).matches() ? name : '"' + name.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    private static boolean isPlain(String text) {
        return text.length() <= LONGEST_PLAIN && PLAIN.matcher(text).matches() && !text.contains("=?");
    }

    private static String encoded(String text) {
        return String.join("\r\n ", words(text).stream()
                .map(word -> "=?UTF-8?B?" + Base64.getEncoder().encodeToString(word.getBytes(StandardCharsets.UTF_8)) + "?=")
                .toList());
    }

    /** No character is cut in two. */
    private static List<String> words(String text) {
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        int bytes = 0;
        for (int point : text.codePoints().toArray()) {
            String character = Character.toString(point);
            int more = character.getBytes(StandardCharsets.UTF_8).length;
            if (bytes + more > WORD_BYTES) {
                words.add(word.toString());
                word.setLength(0);
                bytes = 0;
            }
            word.append(character);
            bytes += more;
        }
        words.add(word.toString());
        return words;
    }
}
