package softac.benchmarks;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import softac.autodiff.kernel.Kernels;
import softac.autodiff.kernel.Precision;
import softac.autodiff.random.Seed;
import softac.sac.agent.SacAgent;
import softac.sac.agent.SacConfig;
import softac.sac.agent.SacV1;
import softac.sac.agent.SacV2;
import softac.sac.agent.TemperatureSetting;
import softac.sac.env.Environment;
import softac.sac.env.registry.Task;
import softac.sac.env.registry.Tasks;
import softac.sac.train.Evaluation;
import softac.sac.train.Trainer;
import softac.sac.train.TrainerSettings;
import softac.sac.train.TrainingListener;

/**
 * Pendulum-v1 with the settings that SBX was measured with: 64-64, batch 100, learning rate 1e-3, an update every step
 * after 100. A seed's figure is the mean of 100 deterministic returns from {@code reset(0)} … {@code reset(99)}; the
 * figure of five seeds is the mean of the middle three. Takes about a minute a seed and precision.
 *
 * <p>Arguments: seeds, 1 2 3 4 5 unless given. SacV1's reward scale was chosen on the seeds 11, 12 and 13.
 */
public final class PendulumReturns {
    private static final long[] MILESTONES = {10_000, 20_000};
    private static final double REWARD_SCALE = 5;

    private PendulumReturns() {}

    /** Trains and prints a table in Markdown. */
    public static void main(String[] args) throws IOException {
        long[] seeds = args.length == 0
                ? new long[] {1, 2, 3, 4, 5}
                : Arrays.stream(args).mapToLong(Long::parseLong).toArray();
        System.out.println("| agent | precision | steps | "
                + String.join(
                        " | ", Arrays.stream(seeds).mapToObj(s -> "seed " + s).toList())
                + " | mean of the middle | worst | s/10,000 steps |");
        System.out.println("|---|---|---|" + "---|".repeat(seeds.length + 3));
        for (boolean first : new boolean[] {false, true}) {
            for (Precision precision : List.of(Precision.FLOAT32, Precision.FLOAT64)) {
                report(first, precision, seeds);
            }
        }
    }

    private static void report(boolean first, Precision precision, long[] seeds) throws IOException {
        double[][] figures = new double[MILESTONES.length][seeds.length];
        double seconds = 0;
        for (int n = 0; n < seeds.length; n++) {
            long start = System.nanoTime();
            double[] reached = train(first, precision, seeds[n]);
            seconds += (System.nanoTime() - start) / 1e9;
            for (int m = 0; m < MILESTONES.length; m++) {
                figures[m][n] = reached[m];
            }
        }
        double pace = seconds / seeds.length / ((double) MILESTONES[MILESTONES.length - 1] / 10_000);
        for (int m = 0; m < MILESTONES.length; m++) {
            StringBuilder row = new StringBuilder(String.format(
                    Locale.ROOT, "| %s | %s | %,d |", first ? "SacV1" : "SacV2", precision, MILESTONES[m]));
            Arrays.stream(figures[m]).forEach(figure -> row.append(String.format(Locale.ROOT, " %.1f |", figure)));
            System.out.println(row.append(String.format(
                    Locale.ROOT,
                    " **%.1f** | %.1f | %.1f |",
                    middle(figures[m]),
                    Arrays.stream(figures[m]).min().orElseThrow(),
                    pace)));
        }
    }

    /** The mean without the best and the worst, of all where there are fewer than three. */
    private static double middle(double[] figures) {
        double[] sorted = figures.clone();
        Arrays.sort(sorted);
        int cut = sorted.length < 3 ? 0 : 1;
        return Arrays.stream(sorted, cut, sorted.length - cut).average().orElseThrow();
    }

    /** The figures of one seed at the milestones. */
    private static double[] train(boolean first, Precision precision, long number) throws IOException {
        Task pendulum = Tasks.named("Pendulum-v1");
        Environment task = pendulum.create();
        Seed seed = Seed.of(number);
        Kernels kernels = Kernels.best(precision);
        int observationSize = task.observationSpace().size();
        SacAgent agent = first
                ? new SacV1(kernels, observationSize, task.actionSpace(), v1(), seed.split("agent"))
                : new SacV2(kernels, observationSize, task.actionSpace(), v2(), seed.split("agent"));
        int steps = (int) MILESTONES[MILESTONES.length - 1];
        TrainerSettings settings = new TrainerSettings(steps, 100, 100, steps, 1, MILESTONES[0], 1);
        List<Double> reached = new ArrayList<>();
        TrainingListener milestones = new TrainingListener() {
            @Override
            public void evaluated(Trainer trainer, Map<String, Double> metrics) {
                double[] returns =
                        Evaluation.returns(pendulum.create(), trainer.agent().snapshot(), 0, 100);
                reached.add(Arrays.stream(returns).average().orElseThrow());
            }
        };
        new Trainer(task, pendulum.create(), agent, settings, seed).run(milestones);
        return reached.stream().mapToDouble(Double::doubleValue).toArray();
    }

    private static SacConfig v1() {
        return small(SacConfig.v1()).withTemperature(new TemperatureSetting.RewardScale(REWARD_SCALE));
    }

    private static SacConfig v2() {
        return small(SacConfig.v2());
    }

    private static SacConfig small(SacConfig config) {
        return config.withHidden(64, 64).withLearningRate(1e-3);
    }
}
