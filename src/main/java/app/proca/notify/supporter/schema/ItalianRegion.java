package app.proca.notify.supporter.schema;

import java.util.HashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/** The regions of Italy by the first two digits of a postcode. */
final class ItalianRegion {

    private static final Map<String, String> BY_PREFIX = new HashMap<>();

    static {
        of("Lazio", "00 01 02 03 04");
        of("Umbria", "05 06");
        of("Sardinia", "07 08 09");
        of("Piedmont", "10 12 13 14 15 28");
        of("Aosta Valley", "11");
        of("Liguria", "16 17 18 19");
        of("Lombardy", "20 21 22 23 24 25 26 27 46");
        of("Emilia-Romagna", "29 40 41 42 43 44 47 48");
        of("Veneto", "30 31 32 35 36 37 45");
        of("Friuli-Venezia Giulia", "33 34");
        of("Trentino-Alto Adige/Südtirol", "38 39");
        of("Tuscany", "50 51 52 53 54 55 56 57 58 59");
        of("Marche", "60 61 62 63");
        of("Abruzzo", "64 65 66 67");
        of("Apulia", "70 71 72 73 74 76");
        of("Basilicata", "75 85");
        of("Campania", "80 81 82 83 84");
        of("Molise", "86");
        of("Calabria", "87 88 89");
        of("Sicily", "90 91 92 93 94 95 96 97 98");
    }

    private ItalianRegion() {}

    /** Null where no region has it. */
    static @Nullable String ofPostcode(String postcode) {
        return postcode.length() < 2 ? null : BY_PREFIX.get(postcode.substring(0, 2));
    }

    private static void of(String region, String prefixes) {
        for (String prefix : prefixes.split(" ")) {
            BY_PREFIX.put(prefix, region);
        }
    }
}
