import dev.hedgerow.hogql.HogQl;
import dev.hedgerow.hogql.Options;
import dev.hedgerow.hogql.Schema;
import dev.hedgerow.hogql.TableDefinition;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;

/** What HogQL over HTTP adds to the SQL it is compiled to, run by the bare driver: the two take turns. */
class QueryOverhead {

    static final String ANSWER = "select number, toString(number), number * 1.5 from numbers(1000000) where number % 10000 = 0";
    static final String AGGREGATE = "select number % 1000 as k, count() as n, sum(number) as total, avg(number * 1.5) as mean"
            + " from numbers(1000000) group by k order by k limit 100";
    static final int CLIENTS = 4;

    static final class NoTables implements Schema {
        @Override
        public Optional<TableDefinition> find(List<String> name) {
            return Optional.empty();
        }

        @Override
        public Collection<String> names() {
            return List.of();
        }
    }

    interface Query {
        int rows() throws Exception;
    }

    final HttpClient http = HttpClient.newHttpClient();
    final Connection database;
    final String url;
    final String key;

    QueryOverhead(String url, String key) throws SQLException {
        this.url = url;
        this.key = key;
        this.database = DriverManager.getConnection("jdbc:duckdb:");
    }

    Query overHttp(String hogql) {
        var body = "{\"query\": {\"kind\": \"HogQLQuery\", \"query\": \"%s\"}, \"refresh\": \"force_blocking\"}".formatted(hogql);
        var request = HttpRequest.newBuilder(URI.create(url + "/api/projects/1/query/"))
                .header("Authorization", "Bearer " + key)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body))
                .build();
        return () -> {
            var answer = http.send(request, BodyHandlers.ofString());
            if (answer.statusCode() != 200) throw new IllegalStateException(answer.body());
            return answer.body().length();
        };
    }

    Query bare(Connection connection, String hogql) {
        var sql = HogQl.forDuckDb().compile(hogql, new NoTables(), Options.NONE).sql();
        return () -> {
            try (var statement = connection.createStatement();
                    var result = statement.executeQuery(sql)) {
                var width = result.getMetaData().getColumnCount();
                var rows = new ArrayList<List<Object>>();
                while (result.next()) {
                    var row = new ArrayList<>(width);
                    for (int i = 1; i <= width; i++) row.add(result.getObject(i));
                    rows.add(row);
                }
                return rows.size();
            }
        };
    }

    static double median(List<Double> values) {
        var sorted = values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        return sorted[sorted.length / 2];
    }

    static double milliseconds(Query query) throws Exception {
        var start = System.nanoTime();
        query.rows();
        return (System.nanoTime() - start) / 1e6;
    }

    static double perSecond(List<Query> clients, double seconds) throws Exception {
        var end = System.nanoTime() + (long) (seconds * 1e9);
        try (var threads = Executors.newFixedThreadPool(clients.size())) {
            var counts = threads.invokeAll(clients.stream()
                    .<Callable<Integer>>map(client -> () -> {
                        var count = 0;
                        for (; System.nanoTime() < end; count++) client.rows();
                        return count;
                    })
                    .toList());
            var sum = 0;
            for (var count : counts) sum += count.get();
            return sum / seconds;
        }
    }

    void answer(int rounds) throws Exception {
        var bare = bare(database, ANSWER);
        var full = overHttp(ANSWER);
        for (int i = 0; i < 300; i++) {
            bare.rows();
            full.rows();
        }
        var bareTimes = new ArrayList<Double>();
        var fullTimes = new ArrayList<Double>();
        for (int i = 0; i < rounds; i++) {
            bareTimes.add(milliseconds(bare));
            fullTimes.add(milliseconds(full));
        }
        System.out.printf(
                "| answer of 100 rows out of 1M, median ms of %d | %.2f | %.2f | + %.2f ms |%n",
                rounds, median(fullTimes), median(bareTimes), median(fullTimes) - median(bareTimes));
    }

    void aggregate(int rounds, double seconds) throws Exception {
        var bare = new ArrayList<Query>();
        var full = new ArrayList<Query>();
        for (int i = 0; i < CLIENTS; i++) {
            bare.add(bare(database.unwrap(org.duckdb.DuckDBConnection.class).duplicate(), AGGREGATE));
            full.add(overHttp(AGGREGATE));
        }
        perSecond(bare, seconds);
        perSecond(full, seconds);
        var bareRates = new ArrayList<Double>();
        var fullRates = new ArrayList<Double>();
        for (int i = 0; i < rounds; i++) {
            bareRates.add(perSecond(bare, seconds));
            fullRates.add(perSecond(full, seconds));
        }
        System.out.printf(
                "| aggregate over 1M rows, %d clients, queries/s, median of %d rounds | %.1f | %.1f | %.2f |%n",
                CLIENTS, rounds, median(fullRates), median(bareRates), median(fullRates) / median(bareRates));
    }

    static void main(String[] arguments) throws Exception {
        var overhead = new QueryOverhead(arguments[0], arguments[1]);
        System.out.println("| what | `/query/` | bare driver | ratio |");
        System.out.println("| --- | --- | --- | --- |");
        overhead.answer(1000);
        overhead.aggregate(5, 4);
        System.exit(0);
    }
}
