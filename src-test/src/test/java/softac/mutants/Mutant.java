package softac.mutants;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A mistake to plant in the product: one text of one of its source files, and what is put in its place.
 *
 * @param name a few words, unique
 * @param file from the root of the repository
 * @param text stands in the file exactly once
 * @param replacement compiles
 */
record Mutant(String name, String file, String text, String replacement) {
    /**
     * The source with the mistake in it.
     *
     * @throws IllegalStateException when the text does not stand there exactly once: the product changed, and the mistake
     *     must be written anew
     */
    String source() throws IOException {
        String source =
                Files.readString(Path.of(System.getProperty("softac.root")).resolve(file));
        int at = source.indexOf(text);
        if (at < 0 || source.indexOf(text, at + 1) >= 0) {
            throw new IllegalStateException(name + ": must stand in " + file + " exactly once, is there "
                    + (at < 0 ? "never" : "more often") + ": " + text);
        }
        return source.substring(0, at) + replacement + source.substring(at + text.length());
    }

    @Override
    public String toString() {
        return name;
    }
}
