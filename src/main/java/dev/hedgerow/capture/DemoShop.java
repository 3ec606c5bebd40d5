package dev.hedgerow.capture;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** A shop for gardens that does not exist, and what its visitors did: the same on every machine, but for the dates. */
final class DemoShop {

    private static final int DAYS = 30;
    private static final int VISITORS = 600;
    private static final List<String> BROWSERS = List.of("Chrome", "Chrome", "Chrome", "Safari", "Safari", "Firefox");
    private static final List<String> SYSTEMS = List.of("Mac OS X", "Windows", "iOS", "Android", "Linux");
    private static final List<String> COUNTRIES = List.of("DE", "FR", "GB", "NL", "US", "US");
    private static final List<String> SOURCES = List.of("newsletter", "search", "partner");
    private static final List<String> COMPANIES = List.of("Oak & Elm", "Green Thumb", "Border Works", "City Gardens");
    private static final List<Product> PRODUCTS = List.of(
            new Product("hornbeam", 24.5),
            new Product("privet", 9.9),
            new Product("hawthorn", 14),
            new Product("box", 32),
            new Product("shears", 49.95),
            new Product("gloves", 12.5));

    private final RandomGenerator random =
            RandomGeneratorFactory.of("L64X128MixRandom").create(20_260_101);
    private final Instant end;
    private final List<CapturedEvent> events = new ArrayList<>();

    private record Product(String name, double price) {}

    /** Somebody in front of a screen. */
    private record Visitor(String anonymousId, String email, String browser, String system, String country) {}

    DemoShop(Instant now) {
        end = now.truncatedTo(ChronoUnit.HOURS);
    }

    /** The events of the last 30 days, in the order in which they happened. */
    List<CapturedEvent> month() {
        for (int i = 0; i < VISITORS; i++) {
            live(new Visitor(
                    new UUID(random.nextLong(), random.nextLong()).toString(),
                    "visitor%03d@example.com".formatted(i),
                    pick(BROWSERS),
                    pick(SYSTEMS),
                    pick(COUNTRIES)));
        }
        events.sort(Comparator.comparing(CapturedEvent::timestamp));
        return List.copyOf(events);
    }

    private void live(Visitor visitor) {
        var known = false;
        var time = end.minus(Duration.ofDays(DAYS))
                .plusSeconds(random.nextLong(Duration.ofDays(DAYS - 1).toSeconds()));
        for (int visits = 1 + random.nextInt(5);
                visits > 0 && time.isBefore(end.minus(Duration.ofHours(1)));
                visits--) {
            known = visit(visitor, known, time);
            time = time.plus(Duration.ofMinutes(60 + random.nextLong(6 * 24 * 60)));
        }
    }

    /** One visit from {@code start} on; says whether the visitor is known by name at its end. */
    private boolean visit(Visitor visitor, boolean known, Instant start) {
        var session = TimeOrderedId.of(start, random).toString();
        var id = known ? visitor.email() : visitor.anonymousId();
        var time = start;
        send("$pageview", id, time, seen(visitor, session, "/").put("utm_source", pick(SOURCES)));
        var product = pick(PRODUCTS);
        for (int pages = random.nextInt(8); pages > 0; pages--) {
            product = pick(PRODUCTS);
            time = later(time);
            send("$pageview", id, time, seen(visitor, session, "/products/" + product.name()));
        }
        if (random.nextInt(100) < 60) {
            time = later(time);
            send("product added", id, time, bought(seen(visitor, session, "/products/" + product.name()), product));
        }
        var signsUp = !known && random.nextInt(100) < 35;
        if (signsUp) {
            time = later(time);
            signUp(visitor, session, time);
        }
        if ((known || signsUp) && random.nextInt(100) < 55) {
            send("order paid", visitor.email(), later(time), bought(seen(visitor, session, "/checkout"), product));
        }
        return known || signsUp;
    }

    private void signUp(Visitor visitor, String session, Instant time) {
        var identified = seen(visitor, session, "/welcome").put("$anon_distinct_id", visitor.anonymousId());
        identified.putObject("$set").put("email", visitor.email()).put("country", visitor.country());
        send("$identify", visitor.email(), time, identified);
        send("signed up", visitor.email(), time.plusMillis(50), seen(visitor, session, "/welcome"));
        if (random.nextInt(100) < 30) {
            var company = pick(COMPANIES);
            var group = seen(visitor, session, "/welcome")
                    .put("$group_type", "company")
                    .put("$group_key", company);
            group.putObject("$group_set").put("name", company);
            group.putObject("$groups").put("company", company);
            send("$groupidentify", visitor.email(), time.plusMillis(90), group);
        }
    }

    private ObjectNode seen(Visitor visitor, String session, String path) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("$current_url", "https://shop.example.com" + path)
                .put("$pathname", path)
                .put("$browser", visitor.browser())
                .put("$os", visitor.system())
                .put("$geoip_country_code", visitor.country())
                .put("$session_id", session)
                .put("$lib", "web");
    }

    private ObjectNode bought(ObjectNode properties, Product product) {
        var quantity = 1 + random.nextInt(4);
        return properties
                .put("product", product.name())
                .put("quantity", quantity)
                .put("amount", Math.round(product.price() * quantity * 100) / 100.0)
                .put("currency", "EUR");
    }

    private void send(String name, String distinctId, Instant time, ObjectNode properties) {
        events.add(new CapturedEvent(TimeOrderedId.of(time, random), name, distinctId, time, properties.toString()));
    }

    private Instant later(Instant time) {
        return time.plusSeconds(4 + random.nextLong(120));
    }

    private <T> T pick(List<T> from) {
        return from.get(random.nextInt(from.size()));
    }
}
