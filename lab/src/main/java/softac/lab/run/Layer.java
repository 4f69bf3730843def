package softac.lab.run;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.NullNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Some of the settings, each with who said it: the papers, the preset of a task, a file or the command line. Layers lie
 * one over the other, and the uppermost that says something about a setting wins.
 */
public final class Layer {
    /** Nothing said. */
    public static final Layer EMPTY = new Layer(Map.of());

    /** Ways to say how much entropy is worth. Who says one has said no to the others. */
    private static final Set<Setting> LEARNED = Set.of(Setting.INITIAL_ALPHA, Setting.TARGET_ENTROPY);

    private final Map<Setting, Leaf> leaves;

    Layer(Map<Setting, Leaf> leaves) {
        this.leaves = leaves.isEmpty() ? Map.of() : Collections.unmodifiableMap(new EnumMap<>(leaves));
    }

    /**
     * What was typed.
     *
     * @param values whole numbers, numbers, words or lists of whole numbers
     */
    public static Layer typed(Map<Setting, Object> values) {
        Map<Setting, Leaf> leaves = new EnumMap<>(Setting.class);
        values.forEach((setting, value) -> leaves.put(setting, Leaf.typed(value)));
        return new Layer(leaves);
    }

    /**
     * What a file says: some of the keys of {@code settings.yaml}, as they stand there.
     *
     * @param file of at most 64 KiB
     * @throws IOException when it cannot be read or says anything else; in one line, with the line
     */
    public static Layer read(Path file) throws IOException {
        return new LayerReader(file, false).read();
    }

    /**
     * What the {@code settings.yaml} of a run says, with who said so: its comments name them.
     *
     * @param file as {@link SourcedSettings#text} wrote it
     * @throws IOException as {@link #read}
     */
    public static Layer ofRun(Path file) throws IOException {
        return new LayerReader(file, true).read();
    }

    /** What whole settings say. Of the optional ones it is said that there is none. */
    static Layer of(RunSettings settings, Function<Setting, String> source) {
        JsonNode tree = new Yaml().tree(settings);
        Map<Setting, Leaf> leaves = new EnumMap<>(Setting.class);
        for (Setting setting : Setting.values()) {
            JsonNode value = tree.at("/" + setting.path().replace('.', '/'));
            if (!value.isMissingNode()) {
                leaves.put(setting, new Leaf(value, source.apply(setting), ""));
            }
        }
        leaves.putIfAbsent(
                Setting.MAX_GRADIENT_NORM,
                new Leaf(NullNode.getInstance(), source.apply(Setting.MAX_GRADIENT_NORM), ""));
        return new Layer(leaves);
    }

    /** As a file would hold it. */
    JsonNode tree() {
        ObjectNode tree = JsonNodeFactory.instance.objectNode();
        leaves.forEach((setting, leaf) -> home(tree, setting.block()).set(setting.key(), leaf.value()));
        return tree;
    }

    private static ObjectNode home(ObjectNode tree, Setting.Block block) {
        return block == Setting.Block.RUN ? tree : tree.withObjectProperty(block.key());
    }

    /** Whether anybody says what it is. */
    public boolean says(Setting setting) {
        return leaves.containsKey(setting);
    }

    Optional<Leaf> get(Setting setting) {
        return Optional.ofNullable(leaves.get(setting));
    }

    Map<Setting, Leaf> leaves() {
        return leaves;
    }

    /** This layer with one leaf more, or another in its place. */
    Layer with(Setting setting, Leaf leaf) {
        Map<Setting, Leaf> all = new EnumMap<>(Setting.class);
        all.putAll(leaves);
        all.put(setting, leaf);
        return new Layer(all);
    }

    /** This layer with another over it. */
    Layer under(Layer upper) {
        Map<Setting, Leaf> all = new EnumMap<>(Setting.class);
        all.putAll(leaves);
        all.keySet().removeIf(upper::saysNoTo);
        all.putAll(upper.leaves);
        return new Layer(all);
    }

    private boolean saysNoTo(Setting setting) {
        return setting.block() == Setting.Block.TEMPERATURE
                && leaves.keySet().stream()
                        .anyMatch(said -> said.block() == Setting.Block.TEMPERATURE && !sameWay(said, setting));
    }

    private static boolean sameWay(Setting one, Setting other) {
        return one == other || (LEARNED.contains(one) && LEARNED.contains(other));
    }

    /** What this layer says otherwise than the one below. */
    Layer beyond(Layer lower) {
        Map<Setting, Leaf> differ = new EnumMap<>(Setting.class);
        leaves.forEach((setting, leaf) -> {
            if (!lower.get(setting).map(Leaf::value).equals(Optional.of(leaf.value()))) {
                differ.put(setting, leaf);
            }
        });
        return new Layer(differ);
    }

    /** Half of a learned temperature is completed from another layer. */
    Layer completedBy(Layer usual) {
        Layer whole = this;
        for (Setting setting : LEARNED) {
            if (whole.leaves.keySet().stream().anyMatch(LEARNED::contains)
                    && whole.get(setting).isEmpty()) {
                whole = whole.with(setting, usual.get(setting).orElseThrow());
            }
        }
        return whole;
    }
}
