package softac.lab.dashboard;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import softac.lab.run.Syntax;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * A YAML file as a list of names and values, whatever its keys are: the page shows what is there. (What a run *means* is
 * bound strictly, in {@code softac.lab.run}.) The comment at the end of a line is the source of its value.
 */
final class SettingsText {
    private static final int LARGEST = 1 << 16;
    private static final int MOST = 200;

    private final List<String> lines;
    private final List<Message.Entry> entries = new ArrayList<>();

    private SettingsText(String text) {
        lines = text.lines().toList();
    }

    /**
     * Reads a file.
     *
     * @throws IOException when it cannot be read, is larger than 64 KiB, or is not YAML; in one line
     */
    static List<Message.Entry> read(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new IOException(file.getFileName() + ": no such file");
        }
        if (Files.size(file) > LARGEST) {
            throw new IOException(file.getFileName() + ": larger than 64 KiB");
        }
        String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
        SettingsText settings = new SettingsText(text);
        try (JsonParser parser = new YAMLMapper().createParser(text)) {
            settings.walk(parser);
        } catch (JacksonException e) {
            int line = Syntax.line(e);
            String place = file.getFileName() + ": " + (line > 0 ? "line " + line + ": " : "");
            throw new IOException(place + "not YAML: " + Syntax.problem(e), e);
        }
        return settings.entries;
    }

    /** The value of a name, empty where there is none. */
    static String value(List<Message.Entry> entries, String name) {
        return entries.stream()
                .filter(entry -> entry.name().equals(name))
                .map(Message.Entry::value)
                .findFirst()
                .orElse("");
    }

    private void walk(JsonParser parser) {
        Deque<String> blocks = new ArrayDeque<>();
        String name = "";
        List<String> list = new ArrayList<>();
        int lists = 0;
        for (JsonToken token = parser.nextToken(); token != null && entries.size() < MOST; token = parser.nextToken()) {
            switch (token) {
                case START_OBJECT -> blocks.addLast(name);
                case END_OBJECT -> blocks.removeLast();
                case PROPERTY_NAME -> name = parser.getString();
                case START_ARRAY -> lists++;
                case END_ARRAY -> {
                    if (--lists == 0) {
                        add(blocks, name, String.join(", ", list), parser);
                        list.clear();
                    }
                }
                default -> {
                    if (lists > 0) {
                        list.add(parser.getString());
                    } else {
                        add(blocks, name, parser.getString(), parser);
                    }
                }
            }
        }
    }

    private void add(Deque<String> blocks, String name, String value, JsonParser parser) {
        StringBuilder full = new StringBuilder();
        Iterator<String> outer = blocks.iterator();
        while (outer.hasNext()) {
            String block = outer.next();
            full.append(block).append(block.isEmpty() ? "" : ".");
        }
        entries.add(new Message.Entry(
                full + name, value, source(parser.currentTokenLocation().getLineNr())));
    }

    private String source(int line) {
        String text = line >= 1 && line <= lines.size() ? lines.get(line - 1) : "";
        int comment = text.lastIndexOf(" # ");
        return comment < 0 ? "" : text.substring(comment + 3).strip();
    }
}
