package softac.lab.run;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import softac.lab.run.Setting.Block;
import softac.lab.run.Setting.Kind;
import softac.sac.env.registry.Spelling;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.JsonNode;

/** Reads a file that says some of the settings, and keeps the line of each. Types are checked when all are bound. */
final class LayerReader {
    private static final String EXPECTED = "lines of a settings.yaml expected, such as 'seed: 1'";

    private static final int LONGEST = 40;

    private final Path file;
    private final boolean ofRun;
    private List<String> lines = List.of();
    private final Yaml yaml = new Yaml();
    private final Map<Setting, Leaf> leaves = new EnumMap<>(Setting.class);

    /**
     * A reader of one file.
     *
     * @param ofRun whether a run wrote it: then its comments name who said each line
     */
    LayerReader(Path file, boolean ofRun) {
        this.file = file;
        this.ofRun = ofRun;
    }

    Layer read() throws IOException {
        byte[] text = Yaml.bytes(file);
        lines = new String(text, StandardCharsets.UTF_8).lines().toList();
        try (JsonParser parser = yaml.parser(text)) {
            if (parser.nextToken() == JsonToken.START_OBJECT) {
                block(parser, Block.RUN);
                if (parser.nextToken() != null) {
                    throw new IOException(place(parser) + "a second document: a run has one");
                }
            }
        } catch (JacksonException e) {
            throw new IOException(file + ": " + Yaml.line(e) + Yaml.problem(e), e);
        }
        if (leaves.isEmpty()) {
            throw new IOException(file + ": no settings in it: " + EXPECTED);
        }
        return new Layer(leaves);
    }

    private void block(JsonParser parser, Block block) throws IOException {
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            String place = place(parser);
            String source = source(parser);
            String key = parser.currentName();
            if (key.length() > LONGEST) {
                throw new IOException(place + "unknown key '" + key.substring(0, LONGEST) + "…'");
            }
            JsonToken value = parser.nextToken();
            Optional<Block> inner = inner(block, key);
            if (inner.isEmpty()) {
                Setting setting = setting(block, key, place);
                leaves.put(setting, new Leaf(value(parser, setting, place), source, place));
            } else if (value == JsonToken.START_OBJECT) {
                block(parser, inner.get());
            } else if (value != JsonToken.VALUE_NULL) {
                throw new IOException(place + key + ": a block of settings expected, indented below it");
            }
        }
    }

    private static Stream<String> blocks() {
        return Arrays.stream(Block.values()).filter(block -> block != Block.RUN).map(Block::key);
    }

    private static Optional<Block> inner(Block around, String key) {
        return Arrays.stream(Block.values())
                .filter(block -> around == Block.RUN && block != Block.RUN)
                .filter(block -> block.key().equals(key))
                .findFirst();
    }

    private static Setting setting(Block block, String key, String place) throws IOException {
        Optional<Setting> known =
                Setting.of(block).filter(setting -> setting.key().equals(key)).findFirst();
        if (known.isEmpty()) {
            throw new IOException(place + "unknown key '" + key + "'" + advice(block, key));
        }
        return known.get();
    }

    /** Where the key belongs, else the nearest one, else all that may stand there. */
    private static String advice(Block block, String key) {
        Optional<Setting> elsewhere = Arrays.stream(Setting.values())
                .filter(setting -> setting.key().equals(key))
                .findFirst();
        if (elsewhere.isPresent()) {
            Block home = elsewhere.get().block();
            return home == Block.RUN ? " here: it stands in no block" : " here: it stands below '" + home.key() + ":'";
        }
        String known = Setting.of(block).map(Setting::key).collect(Collectors.joining(", "));
        return Spelling.nearest(
                        key,
                        Stream.concat(blocks(), Arrays.stream(Setting.values()).map(Setting::key)))
                .map(nearest -> ": did you mean '" + nearest + "'?")
                .orElse(": expected " + known);
    }

    private JsonNode value(JsonParser parser, Setting setting, String place) throws IOException {
        if (parser.currentToken() == JsonToken.VALUE_NULL && setting != Setting.MAX_GRADIENT_NORM) {
            throw new IOException(place + setting.key() + ": a value expected, or no such line");
        }
        if (setting.kind() == Kind.UNITS && parser.currentToken().isScalarValue()) {
            return units(parser.getString(), setting, place);
        }
        JsonToken token = parser.currentToken();
        boolean whole = setting.kind() == Kind.INT || setting.kind() == Kind.LONG;
        return whole && token == JsonToken.VALUE_NUMBER_FLOAT ? whole(parser) : yaml.tree(parser);
    }

    /** {@code 1e4} means {@code 10000}, as it does where it is typed. */
    private JsonNode whole(JsonParser parser) {
        try {
            return yaml.tree(new BigDecimal(parser.getString()).longValueExact());
        } catch (ArithmeticException | NumberFormatException e) {
            return yaml.tree(parser); // refused where it is bound
        }
    }

    /** {@code 64,64} means {@code [64, 64]}, as it does where it is typed. */
    private JsonNode units(String text, Setting setting, String place) throws IOException {
        try {
            return yaml.tree(setting.parse(text));
        } catch (IllegalArgumentException e) {
            throw new IOException(place + SourcedSettings.asInFile(String.valueOf(e.getMessage()), setting), e);
        }
    }

    private String place(JsonParser parser) {
        return file + ": line " + parser.currentTokenLocation().getLineNr() + ": ";
    }

    /** Who says the line: the file, or whom a comment names. Fit for a comment: nobody ends the line in it. */
    private String source(JsonParser parser) {
        int line = parser.currentTokenLocation().getLineNr();
        String text = ofRun && line <= lines.size() ? lines.get(line - 1) : "";
        int comment = text.indexOf(" # ");
        String source = comment < 0 ? file.getFileName().toString() : text.substring(comment + 3);
        return source.replaceAll("[^\\p{L}\\p{M}\\p{N}\\p{P}\\p{S} ]", "?");
    }
}
