package softac.lab.run;

import tools.jackson.databind.JsonNode;

/**
 * What somebody said about one setting.
 *
 * @param value as it stands in a file
 * @param source who said it, in a few words
 * @param place where to correct it, {@code my.yaml: line 3: }; empty where it was typed
 */
record Leaf(JsonNode value, String source, String place) {
    /** What was typed: a whole number, a number, a word or a list of whole numbers. */
    static Leaf typed(Object value) {
        return new Leaf(new Yaml().tree(value), "command line", "");
    }

    /** Whether a file says it. */
    boolean inFile() {
        return !place.isEmpty();
    }
}
