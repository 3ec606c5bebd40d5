package dev.hedgerow.account;

import dev.hedgerow.auth.RandomToken;
import java.text.Normalizer;
import java.util.Locale;

/** A name as it may stand in a URL, with something random behind it because names are not unique. */
final class Slug {

    private static final int LONGEST_STEM = 40;

    private Slug() {}

    static String of(String name) {
        var ascii = Normalizer.normalize(name, Normalizer.Form.NFKD).replaceAll("\\p{M}", "");
        var words = ascii.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-|-$", "");
        var stem = words.substring(0, Math.min(words.length(), LONGEST_STEM));
        return (stem + "-" + RandomToken.of(6).toLowerCase(Locale.ROOT)).replaceAll("^-", "");
    }
}
