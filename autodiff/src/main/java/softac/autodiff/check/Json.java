package softac.autodiff.check;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Writes JSON (RFC 8259) from text that is JSON already; numbers it does not have become strings. */
final class Json {
    private Json() {}

    /** An object with the members in their order; the values are JSON already. */
    static String object(Map<String, String> members) {
        return members.entrySet().stream()
                .map(member -> string(member.getKey()) + ":" + member.getValue())
                .collect(Collectors.joining(",", "{", "}"));
    }

    /** An array. */
    static <T> String array(List<T> items, Function<T, String> json) {
        return items.stream().map(json).collect(Collectors.joining(",", "[", "]"));
    }

    /** Seventeen digits at most, which give back the same double; "NaN", "Infinity" and "-Infinity" as strings. */
    static String number(double value) {
        return Double.isFinite(value) ? Double.toString(value) : string(Double.toString(value));
    }

    /** With the escapes that are needed and no other. */
    static String string(String value) {
        StringBuilder json = new StringBuilder("\"");
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '"' || c == '\\') {
                json.append('\\').append(c);
            } else if (c < ' ') {
                json.append(String.format("\\u%04x", (int) c));
            } else {
                json.append(c);
            }
        }
        return json.append('"').toString();
    }
}
