package softac.lab.run;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import softac.sac.env.registry.Tasks;

/**
 * Every setting of a run, once: where it stands in {@code settings.yaml}, what it is called, what it is and where its
 * usual value comes from. As an option it is its key behind two dashes: {@code learning.batch} is {@code --batch}. A
 * setting is a component of {@link RunSettings} or of one of its blocks, which hold type and range.
 */
public enum Setting {
    /** What is learned. */
    TASK(Block.RUN, Kind.WORD, "<task>", "what to learn", Source.OURS),
    /** Of every stream. */
    SEED(Block.RUN, Kind.LONG, "N", "decides every random number", Source.OURS),
    /** Which paper. */
    ALGO(Block.RUN, Kind.WORD, "v1|v2", "v1: value network, v2: learned α", Source.OURS, "v1|v2"),
    /** Element type. */
    PRECISION(Block.RUN, Kind.WORD, "P", "float32 or float64", Source.OURS, "float64|float32"),
    /** Units of each layer. */
    HIDDEN(Block.NETWORK, Kind.UNITS, "N,N,…", "units of the hidden layers", Source.TABLE_1),
    /** After each hidden layer. */
    ACTIVATION(Block.NETWORK, Kind.WORD, "relu|tanh", "after each hidden layer", Source.TABLE_1, "relu|tanh"),
    /** B. */
    BATCH(Block.LEARNING, Kind.INT, "B", "transitions in an update", Source.TABLE_1),
    /** λ. */
    LEARNING_RATE(Block.LEARNING, Kind.REAL, "λ", "of Adam: networks and log α", Source.TABLE_1),
    /** γ. */
    DISCOUNT(Block.LEARNING, Kind.REAL, "γ", "worth of a reward one step later", Source.TABLE_1),
    /** τ. */
    TAU(Block.LEARNING, Kind.REAL, "τ", "share that a target takes over", Source.TABLE_1),
    /** Largest ‖∂L‖. */
    MAX_GRADIENT_NORM(Block.LEARNING, Kind.REAL, "X", "largest norm of a gradient", Source.PAPERS),
    /** α₀. */
    INITIAL_ALPHA(Block.TEMPERATURE, Kind.REAL, "α₀", "where a learned α starts", Source.AUTHORS),
    /** H̄. */
    TARGET_ENTROPY(Block.TEMPERATURE, Kind.REAL, "H", "learn α for this entropy in nats", Source.V2_TABLE_1),
    /** α. */
    ALPHA(Block.TEMPERATURE, Kind.REAL, "α", "fix α, in reward per nat", Source.OURS),
    /** c. */
    REWARD_SCALE(Block.TEMPERATURE, Kind.REAL, "c", "α = 1, rewards times c", Source.V1_TABLE_2),
    /** In the environment. */
    STEPS(Block.TRAINING, Kind.LONG, "N", "steps in the environment", Source.OURS),
    /** Without updates. */
    WARMUP(Block.TRAINING, Kind.LONG, "N", "first steps: random, no updates", Source.AUTHORS),
    /** After the warm-up. */
    UPDATES_PER_STEP(Block.TRAINING, Kind.REAL, "X", "updates a step, also a fraction", Source.TABLE_1),
    /** Transitions. */
    REPLAY(Block.TRAINING, Kind.INT, "N", "transitions kept", Source.TABLE_1),
    /** Steps. */
    EVALUATE_EVERY(Block.TRAINING, Kind.LONG, "N", "steps between evaluations", Source.V1_SECTION_5),
    /** Deterministic ones. */
    EVALUATE_EPISODES(Block.TRAINING, Kind.INT, "N", "episodes of an evaluation", Source.OURS);

    private final Block block;
    private final Kind kind;
    private final String label;
    private final String what;
    private final Source source;
    private final String words;

    Setting(Block block, Kind kind, String label, String what, Source source) {
        this(block, kind, label, what, source, "");
    }

    Setting(Block block, Kind kind, String label, String what, Source source, String words) {
        this.block = block;
        this.kind = kind;
        this.label = label;
        this.what = what;
        this.source = source;
        this.words = words;
    }

    /** Where it stands in the file. */
    public Block block() {
        return block;
    }

    /** Its name there: {@code learning-rate}. */
    public String key() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Its name and its block's: {@code learning.learning-rate}. */
    public String path() {
        return (block == Block.RUN ? "" : block.key() + ".") + key();
    }

    /** Its name on the command line: {@code --learning-rate}. */
    public String option() {
        return "--" + key();
    }

    /** What is typed for it. */
    public Kind kind() {
        return kind;
    }

    /** Its symbol: λ. */
    public String label() {
        return label;
    }

    /** What it is, in a few words. */
    public String what() {
        return what;
    }

    /** Where its value comes from when nobody says otherwise. */
    public Source source() {
        return source;
    }

    /** What to choose from, empty where it is no choice. */
    public List<String> words() {
        return words.isEmpty() ? List.of() : List.of(words.split("\\|", -1));
    }

    /**
     * The value that a word means, for {@link Kind#WORD} and {@link Kind#UNITS}; of a task its id.
     *
     * @param text as typed
     * @throws IllegalArgumentException when it means none
     */
    public Object parse(String text) {
        if (kind == Kind.UNITS) {
            return NetworkSettings.hidden(text);
        }
        if (this == TASK) {
            return Tasks.named(text).id();
        }
        List<String> words = words();
        if (!words.contains(text)) {
            String example = words.get(words.size() - 1);
            throw Check.refused(option(), Check.quoted(text), String.join(" or ", words), example);
        }
        return text;
    }

    static Stream<Setting> of(Block block) {
        return Arrays.stream(values()).filter(setting -> setting.block == block);
    }

    static Optional<Setting> at(String path) {
        return Arrays.stream(values())
                .filter(setting -> setting.path().equals(path))
                .findFirst();
    }

    /** A block of the file, and a group of options. */
    public enum Block {
        /** The keys that stand in no block. */
        RUN("What"),
        /** {@link NetworkSettings}. */
        NETWORK("Networks"),
        /** {@link LearningSettings}. */
        LEARNING("Updates"),
        /** {@link TemperatureSettings}. */
        TEMPERATURE("Temperature α: learned, fixed, or through the rewards"),
        /** {@link TrainingSettings}. */
        TRAINING("How long");

        private final String heading;

        Block(String heading) {
            this.heading = heading;
        }

        /** Its name in the file. */
        public String key() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** What stands over its options. */
        public String heading() {
            return heading;
        }
    }

    /** How a value is typed. */
    public enum Kind {
        /** A whole number up to 2³¹ − 1. */
        INT,
        /** A whole number up to 2⁶³ − 1. */
        LONG,
        /** A finite decimal number. */
        REAL,
        /** One of {@link Setting#words}. */
        WORD,
        /** Whole numbers with commas between them. */
        UNITS
    }

    /** Where a usual value comes from. */
    public enum Source {
        /** Table 1 of both papers. */
        TABLE_1("papers", "T1"),
        /** Table 1 of the second paper. */
        V2_TABLE_1("papers", "v2 T1"),
        /** Table 2 of the first paper, which has a value for every task. */
        V1_TABLE_2("papers", "v1 T2"),
        /** Section 5 of the first paper. */
        V1_SECTION_5("papers", "v1 §5"),
        /** Both papers, which have none. */
        PAPERS("papers", "papers"),
        /** The code that the authors published. */
        AUTHORS("authors' code", "code"),
        /** No paper says. */
        OURS("default", "");

        private final String layer;
        private final String mark;

        Source(String layer, String mark) {
            this.layer = layer;
            this.mark = mark;
        }

        /** As {@code settings.yaml} names it. */
        public String layer() {
            return layer;
        }

        /** As the help names it. */
        public String mark() {
            return mark;
        }
    }
}
