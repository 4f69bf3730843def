package softac.benchmarks.figures;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The command {@code benchmarks/figures [name …]}: draws the figures of docs/book/figures, all of them where none is named.
 * They are functions of the code and of the files in benchmarks/results.
 */
public final class Figures {
    private static final Path DIRECTORY = Path.of("docs", "book", "figures");

    private Figures() {}

    /** A figure. */
    @FunctionalInterface
    interface Figure {
        /** Computes and draws. */
        Plot draw() throws IOException;
    }

    private static Map<String, Figure> all() {
        Map<String, Figure> figures = new TreeMap<>();
        figures.put("epsilon-in-the-log", EpsilonInTheLog::draw);
        figures.put("brittleness", Curves::brittleness);
        figures.put("tau", Curves::tau);
        figures.put("evaluation", Curves::evaluation);
        figures.put("reward-scale", Curves::rewardScale);
        figures.put("truth-lqr", GroundTruth::lqr);
        figures.put("truth-one-peak", GroundTruth::onePeak);
        figures.put("truth-two-peaks", GroundTruth::twoPeaks);
        figures.put("truth-hill-action", GroundTruth::hillPolicy);
        figures.put("truth-hill-value", GroundTruth::hillValue);
        figures.put("gradient-estimators", EstimatorVariance::draw);
        figures.put("policy-iteration", PolicyIteration::draw);
        return figures;
    }

    /** Draws. */
    public static void main(String[] arguments) throws IOException {
        Map<String, Figure> figures = all();
        List<String> names = arguments.length == 0 ? List.copyOf(figures.keySet()) : List.of(arguments);
        for (String name : names) {
            Figure figure = figures.get(name);
            if (figure == null) {
                System.err.println("benchmarks/figures: no figure '" + name + "': must be one of "
                        + String.join(", ", figures.keySet()));
                System.exit(2);
            } else {
                Path file = DIRECTORY.resolve(name + ".png");
                figure.draw().write(file);
                System.out.println("wrote " + file);
            }
        }
    }
}
