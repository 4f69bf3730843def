package softac.lab.run;

import java.io.IOException;
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
import softac.sac.env.registry.Spelling;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.exc.StreamConstraintsException;

/** Reads a file that says some of the settings, and keeps the line of each. */
final class LayerReader {
    private static final String EXPECTED = "lines of a settings.yaml expected, such as 'seed: 1'";

    private final Path file;
    private final boolean ofRun;
    private List<String> lines = List.of();
    private final Yaml yaml = new Yaml();
    private final ValueReader values = new ValueReader(yaml);
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
            document(parser);
        } catch (JacksonException e) {
            throw new IOException(file + ": " + Yaml.line(e) + Yaml.problem(e), e);
        }
        if (leaves.isEmpty()) {
            throw new IOException(file + ": no settings in it: " + EXPECTED);
        }
        return new Layer(leaves);
    }

    private void document(JsonParser parser) throws IOException {
        try {
            if (parser.nextToken() == JsonToken.START_OBJECT) {
                block(parser, Block.RUN);
                if (parser.nextToken() != null) {
                    throw new IOException(place(parser) + "a second document: a run has one");
                }
            }
        } catch (StreamConstraintsException e) { // does not know its place
            throw new IOException(place(parser) + Yaml.problem(e), e);
        }
    }

    private void block(JsonParser parser, Block block) throws IOException {
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            String place = place(parser);
            String source = source(parser);
            String key = parser.currentName();
            JsonToken value = parser.nextToken();
            Optional<Block> inner = inner(block, key);
            if (inner.isEmpty()) {
                Setting setting = setting(block, key, place);
                leaves.put(setting, leaf(parser, setting, source, place));
            } else if (value == JsonToken.START_OBJECT) {
                block(parser, inner.get());
            } else if (value != JsonToken.VALUE_NULL) {
                throw new IOException(place + key + ": a block of settings expected, indented below it");
            }
        }
    }

    private Leaf leaf(JsonParser parser, Setting setting, String source, String place) throws IOException {
        try {
            return new Leaf(values.read(parser, setting), source, place);
        } catch (IllegalArgumentException e) {
            throw new IOException(place + SourcedSettings.asInFile(String.valueOf(e.getMessage()), setting), e);
        }
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
            throw new IOException(place + "unknown key " + Check.quoted(key) + advice(block, key));
        }
        return known.get();
    }

    /** Where the key belongs, else the nearest one, else all that may stand there. */
    private static String advice(Block block, String key) {
        for (Block home : Block.values()) {
            if (keys(home).anyMatch(key::equals)) {
                return home == Block.RUN
                        ? " here: it stands in no block"
                        : " here: it stands below '" + home.key() + ":'";
            }
        }
        return Spelling.nearest(key, Arrays.stream(Block.values()).flatMap(LayerReader::keys))
                .map(nearest -> ": did you mean '" + nearest + "'?")
                .orElse(": expected " + keys(block).collect(Collectors.joining(", ")));
    }

    /** All that may stand in a block: settings, and in none of them the blocks. */
    private static Stream<String> keys(Block block) {
        Stream<String> settings = Setting.of(block).map(Setting::key);
        Stream<String> blocks = Arrays.stream(Block.values())
                .filter(inner -> block == Block.RUN && inner != Block.RUN)
                .map(Block::key);
        return Stream.concat(settings, blocks);
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
