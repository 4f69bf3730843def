package softac.book;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The chapters in docs/book and the sources they speak of. A fenced block of Java whose line above is
 *
 * <pre>{@code <!-- from sac/src/main/java/softac/sac/agent/SacV2.java -->}</pre>
 *
 * is an excerpt: lines that follow one another in that file, whatever their indentation; a line {@code …} leaves some out.
 */
final class Book {
    static final Path ROOT = root();

    private static final Pattern EXCERPT =
            Pattern.compile("<!-- from (\\S+) -->\\s*\\n```java\\n(.*?)```", Pattern.DOTALL);
    private static final Pattern FENCE = Pattern.compile("^```.*?^```", Pattern.DOTALL | Pattern.MULTILINE);
    private static final Pattern NAME =
            Pattern.compile("`([A-Z][A-Za-z0-9]*[a-z][A-Za-z0-9]*)(?:[.#]([a-z][A-Za-z0-9]*))?(?:\\([^`]*\\))?`");
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)#\\s]+)(?:#[^)]*)?\\)");

    private Book() {}

    /** The tests run in src-test. */
    private static Path root() {
        Path here = Path.of("").toAbsolutePath();
        return here.endsWith("src-test") ? here.resolve("..").normalize() : here;
    }

    /** A class or a member of one that a chapter names. */
    record Name(String type, String member) {
        @Override
        public String toString() {
            return member.isEmpty() ? type : type + "." + member;
        }
    }

    /** Lines of a source. */
    record Excerpt(String file, List<String> lines) {}

    static List<Path> pages() throws IOException {
        try (Stream<Path> files = Files.walk(ROOT.resolve("docs"))) {
            return Stream.concat(
                            Stream.of(ROOT.resolve("README.md"), ROOT.resolve("benchmarks/README.md")),
                            files.filter(file -> file.toString().endsWith(".md"))
                                    .sorted())
                    .toList();
        }
    }

    static List<Path> chapters() throws IOException {
        try (Stream<Path> files = Files.list(ROOT.resolve("docs/book"))) {
            return files.filter(file -> file.toString().endsWith(".md"))
                    .sorted()
                    .toList();
        }
    }

    /** Names in backquotes that begin with a capital letter and have a small one. */
    static List<Name> names(String text) {
        return NAME.matcher(FENCE.matcher(text).replaceAll(""))
                .results()
                .map(match -> new Name(match.group(1), match.group(2) == null ? "" : match.group(2)))
                .distinct()
                .toList();
    }

    static List<Excerpt> excerpts(String text) {
        return EXCERPT.matcher(text)
                .results()
                .map(match -> new Excerpt(match.group(1), stripped(match.group(2))))
                .toList();
    }

    static List<String> links(String text) {
        Matcher matcher = LINK.matcher(FENCE.matcher(text).replaceAll(""));
        return matcher.results()
                .map(match -> match.group(1))
                .filter(link -> !link.contains("://"))
                .toList();
    }

    /** The first line of an excerpt that the source does not have there, nothing if all is as it stands. */
    static String drift(List<String> excerpt, String source) {
        List<List<String>> pieces = new ArrayList<>(List.of(new ArrayList<>()));
        for (String line : excerpt) {
            if (line.equals("…")) {
                pieces.add(new ArrayList<>());
            } else {
                pieces.get(pieces.size() - 1).add(line);
            }
        }
        List<String> lines = stripped(source);
        int from = 0;
        for (List<String> piece : pieces) {
            int at = indexOf(piece, lines, from);
            if (at < 0) {
                return piece.stream()
                        .filter(line -> !lines.contains(line))
                        .findFirst()
                        .orElse(piece.get(0) + " … stands there in another order");
            }
            from = at + piece.size();
        }
        return "";
    }

    private static int indexOf(List<String> piece, List<String> lines, int from) {
        for (int at = from; at <= lines.size() - piece.size(); at++) {
            if (lines.subList(at, at + piece.size()).equals(piece)) {
                return at;
            }
        }
        return -1;
    }

    /** Without indentation and empty lines. */
    private static List<String> stripped(String text) {
        return Arrays.stream(text.split("\n", -1))
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .toList();
    }

    static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
