package dev.hedgerow.account;

import java.io.StringReader;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/** A mapping in a YAML file that knows where it stands and allows no keys but those that are read from it. */
final class YamlSection {

    private final int line;
    private final Map<String, Node> entries;

    private YamlSection(Node node, List<String> keys) {
        this.line = line(node);
        this.entries = new HashMap<>();
        if (!(node instanceof MappingNode mapping)) {
            throw new BootstrapRefused(line, "expected %s here".formatted(String.join(", ", keys)));
        }
        for (var entry : mapping.getValue()) {
            var key = scalar(entry.getKeyNode());
            if (!keys.contains(key)) {
                throw new BootstrapRefused(
                        line(entry.getKeyNode()),
                        "\"%s\" is unknown here; known are %s".formatted(key, String.join(", ", keys)));
            }
            if (entries.put(key, entry.getValueNode()) != null) {
                throw new BootstrapRefused(line(entry.getKeyNode()), "\"%s\" is here twice".formatted(key));
            }
        }
        entries.values().removeIf(value -> value.getTag().equals(Tag.NULL));
    }

    static YamlSection parse(String text, List<String> keys) {
        try {
            var root = new Yaml(new LoaderOptions()).compose(new StringReader(text));
            if (root == null) {
                throw new BootstrapRefused(1, "the file is empty");
            }
            return new YamlSection(root, keys);
        } catch (MarkedYAMLException malformed) {
            var mark = malformed.getProblemMark();
            throw new BootstrapRefused(mark == null ? 1 : mark.getLine() + 1, String.valueOf(malformed.getProblem()));
        }
    }

    int line() {
        return line;
    }

    String required(String key) {
        return optional(key).orElseThrow(() -> new BootstrapRefused(line, "\"%s\" is missing".formatted(key)));
    }

    Optional<String> optional(String key) {
        return Optional.ofNullable(entries.get(key)).map(YamlSection::scalar);
    }

    /** The value of {@code key} as {@code meaning} understands it; null when it is not there. */
    <T> @Nullable T optional(String key, String expected, Function<String, Optional<T>> meaning) {
        var node = entries.get(key);
        return node == null ? null : understood(node, expected, meaning);
    }

    /** The list under {@code key}, empty when it is not there. */
    <T> List<T> values(String key, String expected, Function<String, Optional<T>> meaning) {
        return items(key).stream()
                .map(node -> understood(node, expected, meaning))
                .toList();
    }

    List<YamlSection> sections(String key, List<String> keys) {
        return items(key).stream().map(node -> new YamlSection(node, keys)).toList();
    }

    private List<Node> items(String key) {
        return switch (entries.get(key)) {
            case null -> List.of();
            case SequenceNode list -> list.getValue();
            case Node other -> throw new BootstrapRefused(line(other), "\"%s\" must be a list".formatted(key));
        };
    }

    private static <T> T understood(Node node, String expected, Function<String, Optional<T>> meaning) {
        var text = scalar(node);
        return meaning.apply(text)
                .orElseThrow(() -> new BootstrapRefused(line(node), "\"%s\" is not %s".formatted(text, expected)));
    }

    private static String scalar(Node node) {
        if (node instanceof ScalarNode scalar) {
            return scalar.getValue();
        }
        throw new BootstrapRefused(line(node), "expected a single value");
    }

    private static int line(Node node) {
        return node.getStartMark().getLine() + 1;
    }
}
