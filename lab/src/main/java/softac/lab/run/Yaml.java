package softac.lab.run;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import softac.sac.train.file.AtomicFile;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.exc.InputCoercionException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.databind.cfg.MapperConfig;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;
import tools.jackson.databind.introspect.AnnotatedMember;
import tools.jackson.databind.introspect.JacksonAnnotationIntrospector;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.std.StdSerializer;
import tools.jackson.dataformat.yaml.YAMLMapper;
import tools.jackson.dataformat.yaml.YAMLWriteFeature;

/**
 * Small records as YAML files. Keys are spelled as options are; numbers are exact. A file is bound to one closed record:
 * keys that the record does not have, missing ones, keys twice, values of another type and files beyond 64 KiB are
 * refused. Only a component of type {@code Double} may be left out.
 */
final class Yaml {
    private static final int LARGEST = 1 << 16;

    private static final YAMLMapper MAPPER = YAMLMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.KEBAB_CASE)
            .annotationIntrospector(new Required())
            .addModule(new SimpleModule()
                    .addSerializer(Double.class, new Plain())
                    .addSerializer(double.class, new Plain()))
            .changeDefaultPropertyInclusion(value -> value.withValueInclusion(JsonInclude.Include.NON_NULL))
            .changeDefaultNullHandling(any -> JsonSetter.Value.forValueNulls(Nulls.FAIL, Nulls.FAIL))
            .withConfigOverride(
                    Double.class, optional -> optional.setNullHandling(JsonSetter.Value.forValueNulls(Nulls.SET)))
            .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY, MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
            .enable(EnumFeature.WRITE_ENUMS_TO_LOWERCASE, EnumFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(
                    DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES,
                    DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES,
                    DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .disable(YAMLWriteFeature.WRITE_DOC_START_MARKER, YAMLWriteFeature.SPLIT_LINES)
            .enable(YAMLWriteFeature.MINIMIZE_QUOTES)
            .build();

    /** Writes a record, whole or not at all, below a line of comment. */
    void write(Path file, String comment, Object record) throws IOException {
        AtomicFile.write(file, ("# " + comment + "\n" + text(record)).getBytes(StandardCharsets.UTF_8));
    }

    /** A record as text. */
    String text(Object record) {
        return MAPPER.writeValueAsString(record);
    }

    /**
     * Reads a record.
     *
     * @throws IOException when the file cannot be read or holds anything else; in one line
     */
    <T> T read(Path file, Class<T> type) throws IOException {
        try {
            return parse(bytes(file), type);
        } catch (JacksonException e) {
            String path = path(e);
            throw new IOException(file + ": " + line(e) + (path.isEmpty() ? "" : path + ": ") + problem(e), e);
        }
    }

    /** What is in a file, which must be small: some files never end. */
    static byte[] bytes(Path file) throws IOException {
        if (Files.isDirectory(file)) {
            throw new IOException(file + ": a folder, where a file of settings is to be");
        }
        byte[] bytes = beginning(file);
        if (bytes.length > LARGEST) {
            throw new IOException(file + ": more than " + LARGEST + " bytes; a file of settings has at most as many");
        }
        return bytes;
    }

    private static byte[] beginning(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return in.readNBytes(LARGEST + 1);
        } catch (NoSuchFileException e) {
            throw new IOException(file + ": no such file", e);
        } catch (FileSystemException e) { // names the file
            throw e;
        } catch (IOException e) { // of reading: does not
            throw new IOException(file + ": " + Reason.of(e), e);
        }
    }

    /**
     * A record from text.
     *
     * @throws JacksonException when it is anything else
     */
    <T> T parse(byte[] text, Class<T> type) {
        return MAPPER.readValue(text, type);
    }

    /**
     * A record from what a file would hold.
     *
     * @throws JacksonException when it is anything else
     */
    <T> T bind(JsonNode tree, Class<T> type) {
        return MAPPER.treeToValue(tree, type);
    }

    /** Reads one token after the other. */
    JsonParser parser(byte[] text) {
        return MAPPER.createParser(text);
    }

    /** The value that a parser stands at. */
    JsonNode tree(JsonParser parser) {
        return MAPPER.reader()
                .without(DeserializationFeature.FAIL_ON_TRAILING_TOKENS) // other keys follow
                .readTree(parser);
    }

    /** A record or a single value, as a file would hold it. */
    JsonNode tree(Object value) {
        return MAPPER.readTree(text(value));
    }

    /** A number, a word, null or a list of them, in one line. */
    String inline(JsonNode value) {
        if (value.isArray()) {
            return value.toString().replace(",", ", ");
        }
        return text(value.isFloatingPointNumber() ? (Object) value.doubleValue() : value)
                .strip();
    }

    /** Where in a text it is, empty where it is in none. */
    static String line(JacksonException e) {
        int line = Syntax.line(e);
        return line > 0 ? "line " + line + ": " : "";
    }

    /** The key that it is about, {@code training.steps}. */
    static String path(JacksonException e) {
        return e.getPath().stream()
                .map(JacksonException.Reference::getPropertyName)
                .filter(Objects::nonNull)
                .collect(Collectors.joining("."));
    }

    /** What is wrong, in one line. */
    static String problem(JacksonException e) {
        if (e.getCause() instanceof IllegalArgumentException refused) { // by the record itself
            return String.valueOf(refused.getMessage());
        }
        if (e instanceof UnrecognizedPropertyException unknown) {
            List<String> known = unknown.getKnownPropertyIds().stream()
                    .map(String::valueOf)
                    .sorted()
                    .toList();
            return "unknown key; expected " + String.join(", ", known);
        }
        if (e instanceof InputCoercionException number && number.getTargetType() != null) {
            return kind(number.getTargetType()) + " in the range of its type expected";
        }
        if (e instanceof MismatchedInputException mismatch
                && !e.getPath().isEmpty()
                && mismatch.getTargetType() != null) {
            return kind(mismatch.getTargetType()) + " expected";
        }
        return "not YAML with the settings of a run: " + Syntax.problem(e);
    }

    private static String kind(Class<?> type) {
        if (type.isEnum()) {
            return Arrays.stream(type.getEnumConstants())
                    .map(constant -> constant.toString().toLowerCase(Locale.ROOT))
                    .collect(Collectors.joining(" or "));
        }
        return switch (type.getSimpleName()) {
            case "int", "long", "Integer" -> "a whole number";
            case "double", "Double" -> "a number";
            case "String" -> "text";
            case "List", "ArrayList" -> "a list of whole numbers";
            default -> "a block of settings";
        };
    }

    /** Every component must be there, but for those of type {@code Double}. */
    private static final class Required extends JacksonAnnotationIntrospector {
        private static final long serialVersionUID = 1L;

        @Override
        public Boolean hasRequiredMarker(MapperConfig<?> config, AnnotatedMember member) {
            return member.getRawType() != Double.class;
        }
    }

    /** The shortest decimal that reads back as the same number, without an exponent where that is readable. */
    private static final class Plain extends StdSerializer<Double> {
        Plain() {
            super(Double.class);
        }

        @Override
        public void serialize(Double value, JsonGenerator out, SerializationContext context) {
            BigDecimal decimal = new BigDecimal(value.toString()).stripTrailingZeros();
            out.writeNumber(Math.abs(decimal.scale()) <= 12 ? decimal.toPlainString() : decimal.toString());
        }
    }
}
