package softac.lab;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** A kind of picture that a command writes where it is told to. It takes the place of an earlier one, and of nothing else. */
enum Output {
    /** One picture. */
    PNG("\u0089PNG"),
    /** One that moves. */
    GIF("GIF8");

    private final String beginning;

    Output(String beginning) {
        this.beginning = beginning;
    }

    /**
     * Where to write.
     *
     * @param option as typed, {@code --out}
     * @param name as typed behind it
     * @throws IllegalArgumentException when the name does not end as it must
     * @throws IOException when something else is there, or the folder is not: better said before than after the work
     */
    Path file(Shell shell, String option, String name) throws IOException {
        String ending = "." + name().toLowerCase(Locale.ROOT);
        if (!name.toLowerCase(Locale.ROOT).endsWith(ending)) {
            throw new IllegalArgumentException(
                    option + " '" + name + "': must end with " + ending + ", for example " + option + " out" + ending);
        }
        Path file = shell.file(name);
        Path folder = file.getParent();
        if (folder != null && !Files.isDirectory(folder)) {
            String typed = String.valueOf(Path.of(name).getParent());
            throw new IOException(option + " '" + name + "': there is no folder '" + typed
                    + "': create it, or name a file elsewhere, for example " + option + " out" + ending);
        }
        if (Files.exists(file) && !isOfThisKind(file)) {
            throw new IOException(file + ": exists and is no " + this + " picture: name another file with " + option);
        }
        return file;
    }

    private boolean isOfThisKind(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            return false;
        }
        try (InputStream in = Files.newInputStream(file)) {
            return new String(in.readNBytes(beginning.length()), StandardCharsets.ISO_8859_1).equals(beginning);
        }
    }
}
