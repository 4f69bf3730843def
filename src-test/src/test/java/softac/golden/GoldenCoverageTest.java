package softac.golden;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The golden data would notice: of every quantity in the files, a number that is changed makes the comparison fail. */
class GoldenCoverageTest {
    /**
     * Sizes, margins and remarks; bounds that clamp nothing; the order of updates that is not ours; the variant of J(α)
     * that is information only.
     */
    private static final String IGNORED = ".*/(sizes|batch|obs_dim|act_dim|hidden_sizes|stride|log_std_bounds|formula.*"
            + "|relu_margin|kink_margin\\w*|log_prob_vs_ref_max_err|check/.*|J_alpha_alt_log_alpha"
            + "|after_1_simultaneous/.*|simultaneous/.*)";

    private static final String TRUNCATED = ".*/batch(es)?/truncated";

    static Stream<GoldenFile> files() throws URISyntaxException {
        return GoldenTest.committedFiles();
    }

    @ParameterizedTest
    @MethodSource("files")
    void everyNumberCounts(GoldenFile file) {
        assertThat(file.scores().failures()).isEmpty();
        quantities(file).forEach((quantity, places) -> {
            boolean counts = !quantity.matches(TRUNCATED);
            assertThat(places.stream().anyMatch(place -> isNoticed(file, place)))
                    .as(quantity + " changed in " + file)
                    .isEqualTo(counts);
        });
    }

    /** Every number's place, from the last to the first, by case and the keys that lead to it. */
    private static Map<String, List<JsonPointer>> quantities(GoldenFile file) {
        Map<String, List<JsonPointer>> quantities = new TreeMap<>();
        for (String part : List.of("cases", "extreme_u")) {
            for (int n = 0; n < file.json().path(part).size(); n++) {
                JsonPointer root = JsonPointer.compile("/" + part + "/" + n);
                collect(file.json().at(root), root, root.toString(), quantities);
            }
        }
        quantities.keySet().removeIf(quantity -> quantity.matches(IGNORED));
        return quantities;
    }

    private static void collect(
            JsonNode node, JsonPointer at, String quantity, Map<String, List<JsonPointer>> quantities) {
        if (node.isArray()) {
            for (int n = 0; n < node.size(); n++) {
                collect(node.get(n), at.appendIndex(n), quantity, quantities);
            }
        } else if (node.isObject()) {
            node.properties()
                    .forEach(entry -> collect(
                            entry.getValue(),
                            at.appendProperty(entry.getKey()),
                            quantity + "/" + entry.getKey(),
                            quantities));
        } else if (isQuantity(node, quantity)) {
            quantities.computeIfAbsent(quantity, key -> new ArrayList<>()).add(0, at);
        }
    }

    private static boolean isQuantity(JsonNode node, String name) {
        return node.isNumber() || name.endsWith("_ref30") || (node.isBoolean() && name.endsWith("ated"));
    }

    /** Whether the comparison fails with the number at that place changed in its fourth digit. */
    private static boolean isNoticed(GoldenFile file, JsonPointer place) {
        JsonNode changed = file.json().deepCopy();
        JsonNode value = changed.at(place);
        JsonNode parent = changed.at(place.head());
        double number = value.isBoolean() ? (value.asBoolean() ? 0 : 1) : Double.parseDouble(value.asString());
        double other = value.isBoolean() ? number : number + 1e-3 * Math.max(1, Math.abs(number));
        if (parent instanceof ArrayNode array) {
            array.set(place.last().getMatchingIndex(), other);
        } else if (parent instanceof ObjectNode object) {
            object.put(place.last().getMatchingProperty(), other);
        }
        return !new GoldenFile(file.name(), changed).scores().failures().isEmpty();
    }
}
