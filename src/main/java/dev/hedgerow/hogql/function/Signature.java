package dev.hedgerow.hogql.function;

import dev.hedgerow.hogql.type.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The places of a call. Written as {@code name(text: text, offset: integer[, length: integer])}, with a bar between
 * kinds of values; three dots after the last place let it stand any number of times, and a first pair of parentheses
 * holds the parameters.
 */
record Signature(String text, String name, List<Place> parameters, List<Place> arguments) {

    private static final Pattern SHAPE = Pattern.compile("([\\w$]+)(?:\\((.*)\\))?\\((.*)\\)");

    record Place(String name, List<Accepts> accepts, boolean optional, boolean repeated) {

        boolean takes(Argument argument) {
            return accepts.stream().anyMatch(kind -> kind.accepts(argument));
        }

        String words() {
            return String.join(" or ", accepts.stream().map(Accepts::words).toList());
        }
    }

    static Signature parse(String text) {
        var shape = SHAPE.matcher(text);
        if (!shape.matches()) {
            throw new IllegalArgumentException(text);
        }
        var parameters = shape.group(2);
        return new Signature(
                text, shape.group(1), parameters == null ? List.of() : places(parameters), places(shape.group(3)));
    }

    private static List<Place> places(String text) {
        var places = new ArrayList<Place>();
        var optional = false;
        for (var part : text.split(",")) {
            optional |= part.stripLeading().startsWith("[");
            var place = part.replaceAll("[\\[\\]]", "").strip();
            if (!place.isEmpty()) {
                var repeated = place.endsWith("...");
                var words = place.replace("...", "").split(":\\s*");
                places.add(new Place(
                        words[0],
                        Stream.of(words[1].split("\\|")).map(Accepts::of).toList(),
                        optional,
                        repeated));
            }
            optional |= part.stripTrailing().endsWith("[");
        }
        return List.copyOf(places);
    }

    /** Whether it is at all called with two pairs of parentheses. */
    boolean isParametric() {
        return !parameters.isEmpty();
    }

    void check(List<Argument> givenParameters, List<Argument> givenArguments) {
        check("parameter", parameters, givenParameters);
        check("argument", arguments, givenArguments);
    }

    private void check(String noun, List<Place> places, List<Argument> given) {
        var least = (int) places.stream().filter(place -> !place.optional()).count();
        var most = !places.isEmpty() && places.getLast().repeated() ? Integer.MAX_VALUE : places.size();
        if (given.size() < least || given.size() > most) {
            throw InvalidCall.of(
                    "Function '%s' expects %s, found %d".formatted(name, count(least, most, noun), given.size()));
        }
        for (var i = 0; i < given.size(); i++) {
            var place = places.get(Math.min(i, places.size() - 1));
            var type = given.get(i).type();
            if (!place.takes(given.get(i))) {
                throw InvalidCall.of(
                        i,
                        "Function '%s' expects %s as %s %d (%s), found %s"
                                .formatted(name, place.words(), noun, i + 1, place.name(), described(type)));
            }
        }
    }

    private static String described(Type type) {
        return type instanceof Type.Lambda ? "a lambda" : type.clickHouseName();
    }

    private static String count(int least, int most, String noun) {
        if (most == Integer.MAX_VALUE) {
            return "at least " + plural(least, noun);
        }
        return least == most ? plural(least, noun) : "%d to %s".formatted(least, plural(most, noun));
    }

    private static String plural(int count, String noun) {
        return count + " " + noun + (count == 1 ? "" : "s");
    }
}
