package dev.hedgerow.connector.mongodb;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import de.bwaldvogel.mongo.MongoServer;
import de.bwaldvogel.mongo.ServerVersion;
import de.bwaldvogel.mongo.backend.memory.MemoryBackend;
import de.bwaldvogel.mongo.bson.Document;
import dev.hedgerow.database.TestCertificate;
import io.netty.channel.Channel;
import java.io.IOException;
import java.security.KeyStore.PrivateKeyEntry;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/**
 * A server in this process that speaks MongoDB's protocol and keeps documents in memory. It is not MongoDB: it knows no
 * users, no replica sets and no snapshots, for which a test can answer in its place.
 */
public final class InMemoryMongo implements AutoCloseable {

    private static final String DATABASE = "shop";
    private static final Set<String> UNKNOWN_TYPES =
            Set.of("undefined", "dbPointer", "javascript", "javascriptWithScope", "symbol");

    private final Map<String, BiFunction<Document, Supplier<Document>, Document>> answers = new ConcurrentHashMap<>();
    private final List<Document> asked = new CopyOnWriteArrayList<>();
    private final MongoServer server = new MongoServer(new Backend().version(ServerVersion.MONGO_5_0));
    private final int port;
    private final MongoClient client;

    public InMemoryMongo() {
        this(null);
    }

    private InMemoryMongo(@Nullable PrivateKeyEntry identity) {
        ((Logger) LoggerFactory.getLogger("de.bwaldvogel")).setLevel(Level.OFF); // it tells of all that it does not do
        if (identity != null) {
            server.enableSsl(identity.getPrivateKey(), null, (X509Certificate) identity.getCertificate());
        }
        port = server.bind().getPort();
        client = MongoClients.create("mongodb://127.0.0.1:" + port);
    }

    /** With a certificate of localhost that nobody has signed. */
    static InMemoryMongo withTls() throws IOException {
        return new InMemoryMongo(TestCertificate.entry());
    }

    public int port() {
        return port;
    }

    public Map<String, Object> settings() {
        return Map.of("connection_string", uri("127.0.0.1:" + port));
    }

    static String uri(String host) {
        return "mongodb://%s/%s?serverSelectionTimeoutMS=2000".formatted(host, DATABASE);
    }

    MongoDatabase database() {
        return client.getDatabase(DATABASE);
    }

    /** A collection with an index for each of the fields, and documents as extended JSON. */
    public MongoCollection<BsonDocument> collection(String name, List<String> indexed, String... documents) {
        if (!database().listCollectionNames().into(new ArrayList<>()).contains(name)) {
            database().createCollection(name);
        }
        var collection = database().getCollection(name, BsonDocument.class);
        indexed.forEach(field -> collection.createIndex(new BsonDocument(field, new BsonInt32(1))));
        for (var document : documents) {
            collection.insertOne(BsonDocument.parse(document));
        }
        return collection;
    }

    /** Answers a command, by what was asked and, if it likes, by what would have been the answer. */
    void answer(String command, BiFunction<Document, Supplier<Document>, Document> answer) {
        answers.put(command.toLowerCase(Locale.ROOT), answer);
    }

    void refuse(String command, int code, String words) {
        answer(command, (_, _) -> new Document("ok", 0).append("code", code).append("errmsg", words));
    }

    /** What was asked so far by this command. */
    List<Document> asked(String command) {
        return asked.stream().filter(query -> query.containsKey(command)).toList();
    }

    @Override
    public void close() {
        client.close();
        server.shutdownNow();
    }

    private final class Backend extends MemoryBackend {

        @Override
        public Document handleCommand(Channel channel, String database, String command, Document query) {
            asked.add(query);
            var answer = answers.get(command.toLowerCase(Locale.ROOT));
            Supplier<Document> usual = () -> super.handleCommand(channel, database, command, known(query));
            return answer == null ? usual.get() : answer.apply(query, usual);
        }

        /** Without the types that no value can have here, whose names would be errors. */
        private static Document known(Document query) {
            var known = new Document();
            query.forEach((name, value) -> known.put(name, known(value)));
            return known;
        }

        private static @Nullable Object known(@Nullable Object value) {
            return switch (value) {
                case Document document -> known(document);
                case List<?> values ->
                    new ArrayList<>(values.stream()
                            .filter(one -> !UNKNOWN_TYPES.contains(String.valueOf(one)))
                            .map(Backend::known)
                            .toList());
                case null, default -> value;
            };
        }
    }
}
