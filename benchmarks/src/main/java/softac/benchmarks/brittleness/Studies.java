package softac.benchmarks.brittleness;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import softac.autodiff.random.Seed;
import softac.sac.agent.SacConfig;
import softac.sac.agent.SacV1;
import softac.sac.agent.SacV2;
import softac.sac.agent.TemperatureSetting;

/** What is varied; everything else is as in {@link Learning#PRESET}. */
final class Studies {
    private static final double LEARNING_RATE = Learning.PRESET.learning().learningRate();

    private Studies() {}

    static List<String> names() {
        return List.of("brittleness", "tau", "evaluation", "reward-scale");
    }

    static List<Setting> named(String name) {
        return switch (name) {
            case "brittleness" -> brittleness();
            case "tau" -> tau();
            case "evaluation" -> evaluation();
            case "reward-scale" -> rewardScale();
            default -> throw new IllegalArgumentException(name + ": must be one of " + names());
        };
    }

    /** Learning rate × unit of the reward × agent: the same task, in other units and with other steps. */
    private static List<Setting> brittleness() {
        List<Setting> settings = new ArrayList<>();
        for (double rate : new double[] {3e-4, 1e-3, 3e-3, 1e-2}) {
            for (double unit : new double[] {0.1, 1, 10}) {
                String value = String.format(Locale.ROOT, "rate %s unit %s", number(rate), number(unit));
                settings.add(new Setting("brittleness", "DDPG", value, unit, ddpg(base(rate))));
                settings.add(new Setting("brittleness", "SacV1", value, unit, v1(rate, Learning.PRESET.rewardScale())));
                settings.add(new Setting("brittleness", "SacV2", value, unit, v2(base(rate))));
            }
        }
        return settings;
    }

    /** v1 figure 3 (c): how fast the target follows. */
    private static List<Setting> tau() {
        List<Setting> settings = new ArrayList<>();
        for (double tau : new double[] {1e-4, 1e-3, 5e-3, 5e-2, 1}) {
            SacConfig config = base(LEARNING_RATE).withTau(tau);
            settings.add(new Setting("tau", "SacV2", number(tau), 1, v2(config)));
        }
        return settings;
    }

    /** v1 figure 3 (a): what the agent does when it should do its best. */
    private static List<Setting> evaluation() {
        return List.of(
                evaluated("tanh of the mean", seed -> BestAction.deterministic()),
                evaluated("mean of tanh", seed -> BestAction.mean()),
                evaluated(
                        "drawn",
                        seed -> BestAction.drawn(seed.split("evaluation noise").rng())));
    }

    private static Setting evaluated(String value, Function<Seed, BestAction> best) {
        SacConfig config = base(LEARNING_RATE);
        return new Setting("evaluation", "SacV2", value, 1, v2(config, best));
    }

    /** v1 figure 3 (b): the first algorithm's reward scale, 1/α. */
    private static List<Setting> rewardScale() {
        List<Setting> settings = new ArrayList<>();
        for (double scale : new double[] {0.1, 1, 5, 20, 100}) {
            settings.add(new Setting("reward-scale", "SacV1", number(scale), 1, v1(LEARNING_RATE, scale)));
        }
        return settings;
    }

    private static SacConfig base(double rate) {
        return Learning.PRESET.settings(Learning.TASK, 0).agent().withLearningRate(rate);
    }

    private static Setting.Factory ddpg(SacConfig config) {
        return (kernels, n, box, seed) -> new Ddpg(kernels, n, box, config, seed);
    }

    private static Setting.Factory v1(double rate, double scale) {
        SacConfig config = base(rate).withTemperature(new TemperatureSetting.RewardScale(scale));
        return (kernels, n, box, seed) ->
                new Learner.Sac(new SacV1(kernels, n, box, config, seed), BestAction.deterministic());
    }

    private static Setting.Factory v2(SacConfig config) {
        return v2(config, seed -> BestAction.deterministic());
    }

    private static Setting.Factory v2(SacConfig config, Function<Seed, BestAction> best) {
        return (kernels, n, box, seed) -> new Learner.Sac(new SacV2(kernels, n, box, config, seed), best.apply(seed));
    }

    private static String number(double value) {
        return BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
    }
}
