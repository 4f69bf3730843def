package softac.lab.run;

import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.JsonNode;

/**
 * Reads the value that a file gives a setting, as it would be typed. What is of another type is refused, also where another
 * layer will lie over it. Ranges are checked when all settings are bound.
 */
final class ValueReader {
    private final Yaml yaml;

    ValueReader(Yaml yaml) {
        this.yaml = yaml;
    }

    /**
     * The value that a parser stands at.
     *
     * @throws IllegalArgumentException when it is none for this setting; in one line that says what was given
     */
    JsonNode read(JsonParser parser, Setting setting) {
        JsonToken token = parser.currentToken();
        if (token == JsonToken.VALUE_NULL && setting != Setting.MAX_GRADIENT_NORM) {
            throw new IllegalArgumentException(setting.key() + ": a value expected, or no such line");
        }
        if (token == JsonToken.VALUE_NULL) {
            return yaml.tree(parser);
        }
        if (!token.isScalarValue()) {
            return list(yaml.tree(parser), setting);
        }
        String text = parser.getString();
        return switch (setting.kind()) {
            case WORD, UNITS -> yaml.tree(setting.parse(text));
            case INT, LONG, REAL -> {
                if (!token.isNumeric()) {
                    throw refused(setting, text, token == JsonToken.VALUE_STRING ? " is text" : "");
                }
                yield yaml.tree(number(setting, text));
            }
        };
    }

    private static JsonNode list(JsonNode value, Setting setting) {
        boolean units = setting.kind() == Setting.Kind.UNITS
                && value.isArray()
                && value.valueStream().allMatch(JsonNode::isInt);
        if (!units) {
            throw refused(setting, value.toString(), "");
        }
        return value;
    }

    private static Object number(Setting setting, String text) {
        try {
            return switch (setting.kind()) {
                case INT -> Numeral.whole(text, Integer.MAX_VALUE);
                case LONG -> Numeral.whole(text, Long.MAX_VALUE);
                default -> Numeral.real(text);
            };
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(setting.key() + ": " + e.getMessage(), e);
        }
    }

    private static IllegalArgumentException refused(Setting setting, String given, String what) {
        return new IllegalArgumentException(
                setting.key() + ": " + Check.quoted(given) + what + ": must be " + expected(setting));
    }

    private static String expected(Setting setting) {
        return switch (setting.kind()) {
            case INT -> Numeral.whole(Integer.MAX_VALUE);
            case LONG -> Numeral.whole(Long.MAX_VALUE);
            case REAL -> Numeral.REAL;
            case WORD -> setting == Setting.TASK ? "a name, such as pendulum" : String.join(" or ", setting.words());
            case UNITS -> NetworkSettings.RANGE;
        };
    }
}
