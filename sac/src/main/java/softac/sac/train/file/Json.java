package softac.sac.train.file;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A cursor over strict JSON whose form the reader knows: it is asked for an object, a string or integers, and refuses
 * whatever else stands there. It builds no tree and calls nothing by recursion of its own, so the depth of a text is the
 * depth its reader asks for. Of JSON it knows what a safetensors header needs: objects, strings, arrays of integers from
 * 0 up (RFC 8259; no key twice, no half surrogate pair).
 */
final class Json {
    /** Reads the value of one member. */
    interface Member {
        void read(String key) throws BadFileException;
    }

    private static final String ESCAPED = "\"\\/bfnrt";
    private static final String UNESCAPED = "\"\\/\b\f\n\r\t";

    private final String file;
    private final String text;
    private int at;

    /**
     * At the start of a text.
     *
     * @param file as named in messages
     * @param text the text
     */
    Json(String file, String text) {
        this.file = file;
        this.text = text;
    }

    /** Reads an object; the member's reader is called behind each key and its colon. */
    void object(Member member) throws BadFileException {
        Set<String> keys = new HashSet<>();
        expect('{');
        if (accept('}')) {
            return;
        }
        do {
            String key = string();
            if (!keys.add(key)) {
                throw error("the name " + Text.quote(key) + " stands there twice");
            }
            expect(':');
            member.read(key);
        } while (accept(','));
        expect('}');
    }

    /** Reads an array of at most so many integers from 0 to 2⁶³ − 1. */
    List<Long> integers(int most) throws BadFileException {
        List<Long> integers = new ArrayList<>();
        expect('[');
        if (accept(']')) {
            return integers;
        }
        do {
            if (integers.size() == most) {
                throw error("more than " + most + " numbers in a list");
            }
            integers.add(integer());
        } while (accept(','));
        expect(']');
        return integers;
    }

    private long integer() throws BadFileException {
        skipSpace();
        int start = at;
        long value = 0;
        while (at < text.length() && isDigit(text.charAt(at))) {
            int digit = text.charAt(at) - '0';
            if (value > (Long.MAX_VALUE - digit) / 10) {
                throw error("a number above " + Long.MAX_VALUE);
            }
            value = 10 * value + digit;
            at++;
        }
        if (at == start) {
            throw unexpected("a whole number from 0 up");
        }
        if (text.charAt(start) == '0' && at > start + 1) {
            throw error("a number with a leading zero");
        }
        return value;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    /** Reads a string. */
    String string() throws BadFileException {
        expect('"');
        StringBuilder value = new StringBuilder();
        while (true) {
            char c = next();
            if (c == '"') {
                break;
            }
            if (c < ' ') {
                throw error("a control character in a string");
            }
            value.append(c == '\\' ? escape() : c);
        }
        return wellFormed(value);
    }

    private char escape() throws BadFileException {
        char c = next();
        if (c == 'u') {
            int code = 0;
            for (int i = 0; i < 4; i++) {
                code = 16 * code + hexDigit(next());
            }
            return (char) code;
        }
        int known = ESCAPED.indexOf(c);
        if (known < 0) {
            throw error("an unknown escape in a string");
        }
        return UNESCAPED.charAt(known);
    }

    /** Not Character.digit, which takes the digits of every script. */
    private int hexDigit(char c) throws BadFileException {
        if (isDigit(c)) {
            return c - '0';
        }
        char lower = (char) (c | ' ');
        if (lower < 'a' || lower > 'f') {
            throw error("an escape \\u without its four hexadecimal digits");
        }
        return lower - 'a' + 10;
    }

    private String wellFormed(StringBuilder value) throws BadFileException {
        for (int i = 0; i < value.length(); i += Character.charCount(value.codePointAt(i))) {
            int c = value.codePointAt(i);
            if (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE) {
                throw error("half a surrogate pair in a string");
            }
        }
        return value.toString();
    }

    private char next() throws BadFileException {
        if (at == text.length()) {
            throw error("it ends inside a string");
        }
        return text.charAt(at++);
    }

    /** Nothing may follow but the spaces that pad a header. */
    void end() throws BadFileException {
        while (at < text.length() && text.charAt(at) == ' ') {
            at++;
        }
        if (at < text.length()) {
            throw unexpected("nothing but spaces");
        }
    }

    private void expect(char wanted) throws BadFileException {
        if (!accept(wanted)) {
            throw unexpected("'" + wanted + "'");
        }
    }

    private boolean accept(char wanted) {
        skipSpace();
        boolean there = at < text.length() && text.charAt(at) == wanted;
        if (there) {
            at++;
        }
        return there;
    }

    private void skipSpace() {
        while (at < text.length() && " \t\n\r".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
    }

    private BadFileException unexpected(String wanted) {
        return error(
                (at < text.length() ? "'" + text.charAt(at) + "'" : "its end") + " where " + wanted + " should stand");
    }

    /** The refusal of what stands before the cursor. */
    BadFileException error(String problem) {
        return new BadFileException(
                file, "the header, at character " + at + ": " + problem + "; expected the JSON header of safetensors");
    }

    /** A string as JSON, with the escapes that are needed and no other. */
    static String quote(String value) {
        StringBuilder json = new StringBuilder("\"");
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            int known = c == '/' ? -1 : UNESCAPED.indexOf(c);
            if (known >= 0) {
                json.append('\\').append(ESCAPED.charAt(known));
            } else if (c < ' ') {
                json.append(String.format("\\u%04x", (int) c));
            } else {
                json.append(c);
            }
        }
        return json.append('"').toString();
    }
}
