package dev.understudy.runtime.config;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * One {@code understudy.yaml} with the environment's overrides applied. Immutable.
 *
 * <p>An override is {@code UNDERSTUDY_} and the key's path, upper case, dots and dashes as underscores:
 * {@code UNDERSTUDY_KAFKA_BOOTSTRAP=kafka:9092}. It replaces or adds one text value below a section.
 */
public final class Configuration {

    /** Every section that a file may have. */
    public static final Set<String> SECTIONS =
            Set.of("kafka", "clusters", "services", "agent", "detector", "router", "recovery", "journal", "orders");

    private static final String PREFIX = "UNDERSTUDY_";

    private static final ObjectMapper YAML = YAMLMapper.builder(new YAMLFactory())
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .addModule(new SimpleModule().addDeserializer(Duration.class, new Durations.Deserializer()))
            .build();

    private final Path file;
    private final ObjectNode root;
    private final Map<String, String> environment;

    private Configuration(Path file, ObjectNode root, Map<String, String> environment) {
        this.file = file;
        this.root = root;
        this.environment = Map.copyOf(environment);
    }

    /**
     * @param environment usually {@code System.getenv()}
     * @throws ConfigurationException where the file cannot be read, or has a section that nobody knows
     */
    public static Configuration read(Path file, Map<String, String> environment) {
        String text;
        try {
            text = Files.readString(file, UTF_8);
        } catch (IOException e) {
            throw new ConfigurationException("cannot read " + file + ": name an existing file with --config");
        }
        return parse(file, text, environment);
    }

    /**
     * What the same file says now.
     *
     * @throws ConfigurationException as {@link #read} does
     */
    public Configuration again() {
        return read(file, environment);
    }

    static Configuration parse(Path file, String text, Map<String, String> environment) {
        JsonNode tree;
        try {
            tree = YAML.readTree(text);
        } catch (JacksonException e) {
            throw new ConfigurationException(file.getFileName() + ":" + line(e) + ": not valid YAML: " + firstLine(e));
        }
        if (!(tree instanceof ObjectNode root)) {
            throw new ConfigurationException(file.getFileName() + ": expected sections such as kafka: and clusters:");
        }
        Set<String> unknown = new TreeSet<>();
        root.fieldNames().forEachRemaining(unknown::add);
        unknown.removeAll(SECTIONS);
        if (!unknown.isEmpty()) {
            throw new ConfigurationException(unknown.stream()
                    .map(key -> file.getFileName() + ": unknown section '" + key + "'; there are "
                            + String.join(", ", new TreeSet<>(SECTIONS)))
                    .toList());
        }
        environment.forEach((name, value) -> override(root, name, value));
        return new Configuration(file, root, environment);
    }

    public KafkaConfig kafka() {
        return required("kafka", KafkaConfig.class);
    }

    /** The database clusters by name, in the file's order. */
    public Map<String, ClusterConfig> clusters() {
        return entries("clusters", ClusterConfig.class);
    }

    /**
     * @throws ConfigurationException where there is no such cluster
     */
    public ClusterConfig cluster(String name) {
        ClusterConfig cluster = clusters().get(name);
        if (cluster == null) {
            throw new ConfigurationException(
                    file.getFileName() + ": there is no cluster '" + name + "' under clusters:");
        }
        return cluster;
    }

    /**
     * The cluster that a section means: the one that it names, otherwise the only one.
     *
     * @throws ConfigurationException where it names none and there are several
     */
    public String clusterOf(String section, @Nullable String named) {
        if (named != null) {
            return named;
        }
        Set<String> names = clusters().keySet();
        if (names.size() != 1) {
            throw new ConfigurationException(section + ".cluster is missing: there are the clusters " + names);
        }
        return names.iterator().next();
    }

    /** The services of application instances by name, in the file's order. */
    public Map<String, ServiceConfig> services() {
        return entries("services", ServiceConfig.class);
    }

    /**
     * @throws ConfigurationException where there is no such service
     */
    public ServiceConfig service(String name) {
        ServiceConfig service = services().get(name);
        if (service == null) {
            throw new ConfigurationException(
                    file.getFileName() + ": there is no service '" + name + "' under services:");
        }
        return service;
    }

    public boolean has(String section) {
        return root.hasNonNull(section);
    }

    /** Reads a section that must be there. */
    public <T> T required(String section, Class<T> type) {
        if (!has(section)) {
            throw new ConfigurationException(file.getFileName() + ": the section " + section + ": is missing");
        }
        return convert(root.get(section), section, type);
    }

    /** Reads a section as if it were empty where it is missing. */
    public <T> T optional(String section, Class<T> type) {
        return convert(has(section) ? root.get(section) : YAML.createObjectNode(), section, type);
    }

    private <T> Map<String, T> entries(String section, Class<T> type) {
        Map<String, T> entries = new LinkedHashMap<>();
        JsonNode node = root.path(section);
        if (!node.isMissingNode() && !node.isNull() && !node.isObject()) {
            throw new ConfigurationException(
                    file.getFileName() + ": " + section + " is a map from names to their settings");
        }
        node.fields()
                .forEachRemaining(entry ->
                        entries.put(entry.getKey(), convert(entry.getValue(), section + "." + entry.getKey(), type)));
        return entries;
    }

    private <T> T convert(JsonNode node, String path, Class<T> type) {
        try {
            return YAML.treeToValue(node, type);
        } catch (UnrecognizedPropertyException e) {
            throw new ConfigurationException(file.getFileName() + ": unknown key '" + at(path, e) + "'; there are "
                    + e.getKnownPropertyIds().stream()
                            .map(String::valueOf)
                            .sorted()
                            .toList());
        } catch (JsonMappingException e) {
            throw new ConfigurationException(file.getFileName() + ": " + at(path, e) + ": " + firstLine(e));
        } catch (JacksonException e) {
            throw new ConfigurationException(file.getFileName() + ": " + path + ": " + firstLine(e));
        }
    }

    private static void override(ObjectNode root, String name, String value) {
        if (!name.startsWith(PREFIX)) {
            return;
        }
        List<String> words = new ArrayList<>(
                List.of(name.substring(PREFIX.length()).toLowerCase(Locale.ROOT).split("_")));
        if (words.size() < 2 || !SECTIONS.contains(words.get(0))) {
            return;
        }
        set(root, words, new TextNode(value));
    }

    /** Follows the longest existing keys first, so that {@code ORDERS_A} finds {@code orders-a}. */
    private static void set(ObjectNode node, List<String> words, JsonNode value) {
        for (int length = words.size(); length > 0; length--) {
            String wanted = String.join("", words.subList(0, length));
            List<String> rest = words.subList(length, words.size());
            for (String key : (Iterable<String>) node::fieldNames) {
                if (!key.replaceAll("[-.]", "").toLowerCase(Locale.ROOT).equals(wanted)) {
                    continue;
                }
                if (rest.isEmpty()) {
                    node.set(key, value);
                    return;
                }
                if (node.get(key) instanceof ObjectNode child) {
                    set(child, rest, value);
                    return;
                }
            }
        }
        if (words.size() > 1 && !node.has(words.get(0))) {
            set(node.putObject(words.get(0)), words.subList(1, words.size()), value);
            return;
        }
        StringBuilder camel = new StringBuilder(words.get(0));
        words.stream()
                .skip(1)
                .forEach(word ->
                        camel.append(Character.toUpperCase(word.charAt(0))).append(word.substring(1)));
        node.set(camel.toString(), value);
    }

    private static String at(String path, JsonMappingException e) {
        StringBuilder at = new StringBuilder(path);
        e.getPath()
                .forEach(reference -> at.append(
                        reference.getFieldName() == null
                                ? "[" + reference.getIndex() + "]"
                                : "." + reference.getFieldName()));
        return at.toString();
    }

    private static String firstLine(JacksonException e) {
        Throwable cause = e;
        while (cause.getCause() != null && !(cause instanceof IllegalArgumentException)) {
            cause = cause.getCause();
        }
        String message = cause instanceof JacksonException jackson ? jackson.getOriginalMessage() : cause.getMessage();
        return String.valueOf(message)
                .lines()
                .findFirst()
                .orElse("")
                .replaceFirst("^.*problem: |^Cannot deserialize value of type .*?\": ", "");
    }

    private static int line(JacksonException e) {
        return e.getLocation() == null ? 0 : e.getLocation().getLineNr();
    }
}
