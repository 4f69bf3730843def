package softac.sac.train.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/** Strings from files, made fit for a message and for bytes. */
final class Text {
    /** A name in a message is cut after so many characters. */
    private static final int SHOWN = 60;

    private Text() {}

    /** In quotation marks, on one line, cut where it is long. */
    static String quote(String name) {
        int end = Math.min(name.length(), SHOWN);
        return '"' + oneLine(name.substring(0, end)) + (end < name.length() ? "…" : "") + '"';
    }

    /** With everything that could break the line, reverse its direction or command a terminal written as its number. */
    static String oneLine(String text) {
        StringBuilder line = new StringBuilder(text.length());
        text.codePoints().forEach(c -> {
            if (isPlain(c)) {
                line.appendCodePoint(c);
            } else {
                line.append(String.format("\\u%04x", c));
            }
        });
        return line.toString();
    }

    private static boolean isPlain(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            default -> true;
        };
    }

    /**
     * In UTF-8.
     *
     * @throws IllegalArgumentException if the string holds half a surrogate pair, which UTF-8 cannot hold
     */
    static byte[] utf8(String text) {
        try {
            ByteBuffer bytes = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(text));
            byte[] exact = new byte[bytes.remaining()];
            bytes.get(exact);
            return exact;
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException(quote(text) + ": half a surrogate pair; names are valid Unicode", e);
        }
    }

    /** Why the operating system refused; its messages are often only the name of the file. */
    static String reason(IOException e) {
        if (e instanceof NoSuchFileException) {
            return "there is no such file";
        }
        if (e instanceof AccessDeniedException) {
            return "permission denied";
        }
        String reason = e instanceof FileSystemException system ? system.getReason() : e.getMessage();
        return reason == null ? e.getClass().getSimpleName() : reason;
    }
}
