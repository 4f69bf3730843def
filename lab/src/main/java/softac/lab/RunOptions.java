package softac.lab;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import softac.autodiff.kernel.Precision;
import softac.lab.run.Algorithm;
import softac.lab.run.RunSettings;

/** Which algorithm, on which seed, in which numbers, as typed. */
final class RunOptions {
    static final String SEED = "decides every random number; default 1";

    @Option(names = "--algo", paramLabel = "v1|v2", description = "v1: with a value network; v2: learned temperature")
    private @Nullable String algo;

    @Option(names = "--seed", paramLabel = "N", converter = Whole.Long64.class, description = SEED)
    private long seed = 1;

    @Option(names = "--precision", paramLabel = "P", description = "float32 or float64")
    private @Nullable String precision;

    Algorithm algo(Algorithm preset) {
        return algo == null ? preset : Algorithm.named(algo);
    }

    long seed() {
        return seed;
    }

    Precision precision(Precision preset) {
        return precision == null ? preset : RunSettings.precision(precision);
    }
}
