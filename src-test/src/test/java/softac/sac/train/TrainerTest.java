package softac.sac.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import softac.autodiff.kernel.Kernels;
import softac.autodiff.kernel.Precision;
import softac.autodiff.kernel.TestKernels;
import softac.autodiff.random.Rng;
import softac.autodiff.random.Seed;
import softac.sac.agent.SacAgent;
import softac.sac.agent.SacConfig;
import softac.sac.agent.SacV2;
import softac.sac.env.Box;
import softac.sac.train.TrainerTestReplay.Row;
import softac.sac.train.TrainerTestTask.End;
import softac.sac.train.file.Checkpoint;
import softac.sac.train.file.StateHash;

final class TrainerTest {
    private static final Seed SEED = Seed.of(5);
    private static final int BATCH = 8;

    private static SacAgent agent(Kernels kernels, int observationSize, Box actions) {
        return new SacV2(kernels, observationSize, actions, SacConfig.v2().withHidden(4, 4), SEED.split("agent"));
    }

    private static Trainer trainer(TrainerTestTask task, TrainerSettings settings) {
        Kernels kernels = TestKernels.of(Precision.FLOAT32);
        TrainerTestTask copy = TrainerTestTask.cutOffEvery(7);
        return new Trainer(task, copy, agent(kernels, 2, TrainerTestTask.ACTIONS), settings, SEED);
    }

    /** No evaluation before the end, room for every transition. */
    private static TrainerSettings settings(int steps, int warmup, double updatesPerStep) {
        return new TrainerSettings(steps, warmup, BATCH, Math.max(steps, BATCH), updatesPerStep, steps, 1);
    }

    private static void step(Trainer trainer, int count) {
        for (int n = 0; n < count; n++) {
            trainer.step();
        }
    }

    // ------------------------------------------------------------------------------------------------ acting

    @Test
    void warmsUpWithUniformActionsAndThenExploresWithThePolicy() {
        TrainerTestTask task = TrainerTestTask.cutOffEvery(100);
        step(trainer(task, settings(30, 10, 0)), 30);

        Rng uniform = SEED.split("warmup").rng();
        for (int k = 0; k < 10; k++) {
            double[] unit = {(float) uniform.uniform(-1, 1), (float) uniform.uniform(-1, 1)};
            assertThat(task.actions.get(k)).isEqualTo(TrainerTestTask.ACTIONS.fromUnit(unit, new double[2]));
        }
        SacAgent untouched = agent(TestKernels.of(Precision.FLOAT32), 2, TrainerTestTask.ACTIONS);
        Rng noise = SEED.split("exploration").rng();
        for (int k = 10; k < 30; k++) {
            double[] action = new double[2];
            untouched.act(new double[] {1, k}, noise, action);
            assertThat(task.actions.get(k)).isEqualTo(action);
        }
    }

    // ---------------------------------------------------------------------------------------------- updating

    @ParameterizedTest
    @CsvSource({
        "10000, 100, 1, 9900",
        "1000, 0, 1, 992", // not before one batch is there
        "1000, 3, 1, 992",
        "1100, 100, 2, 2000",
        "1100, 100, 0.25, 250",
        "1100, 100, 1.5, 1500",
        "1100, 100, 0, 0",
        "100, 100, 1, 0",
        "101, 100, 1, 1"
    })
    void updatesAsOftenAsSet(int steps, int warmup, double ratio, long updates) {
        Trainer trainer = trainer(TrainerTestTask.cutOffEvery(100), settings(steps, warmup, ratio));
        step(trainer, steps);
        assertThat(trainer.agent().updates()).isEqualTo(updates);
    }

    @ParameterizedTest
    @CsvSource({"0.1", "0.29", "0.3333333333333333", "0.75", "1", "1.7", "3"})
    void updatesAreSpreadEvenly(double ratio) {
        Trainer trainer = trainer(TrainerTestTask.cutOffEvery(100), settings(400, 20, ratio));
        for (int t = 1; t <= 400; t++) {
            trainer.step();
            double due = Math.max(0, t - 20) * ratio;
            assertThat((double) trainer.agent().updates())
                    .as("updates after %d steps at %s a step", t, ratio)
                    .isBetween(due - 1, due + 1e-9);
        }
    }

    // ------------------------------------------------------------------------------------- what the replay keeps

    @ParameterizedTest
    @EnumSource
    void onlyTerminationIsKeptAsTheEnd(End end) {
        TrainerTestTask task = new TrainerTestTask(k -> k == 3 ? end : End.NOT, k -> (double) k);
        Trainer trainer = trainer(task, settings(BATCH, BATCH, 0));
        step(trainer, 5);

        List<Row> rows = TrainerTestReplay.of(trainer);
        assertThat(rows).extracting(Row::r).containsExactly(1f, 2f, 3f, 4f, 5f);
        boolean terminated = end == End.TERMINATED || end == End.BOTH;
        assertThat(rows).extracting(Row::d).containsExactly(false, false, terminated, false, false);
        assertThat(trainer.episodes()).isEqualTo(end == End.NOT ? 0 : 1);
    }

    @Test
    void keepsTheObservationReachedAndGoesOnFromTheStart() {
        TrainerTestTask task = TrainerTestTask.cutOffEvery(3);
        Trainer trainer = trainer(task, settings(BATCH, BATCH, 0));
        step(trainer, 5);

        List<Row> rows = TrainerTestReplay.of(trainer);
        assertThat(rows).extracting(Row::s).containsExactly(s(1, 0), s(1, 1), s(1, 2), s(2, 3), s(2, 4));
        assertThat(rows).extracting(Row::s2).containsExactly(s(1, 1), s(1, 2), s(1, 3), s(2, 4), s(2, 5));
        for (int k = 0; k < 5; k++) {
            double[] unit = TrainerTestTask.ACTIONS.toUnit(task.actions.get(k), new double[2]);
            assertThat(rows.get(k).a()).containsExactly((float) unit[0], (float) unit[1]);
        }
    }

    private static List<Float> s(float episode, float step) {
        return List.of(episode, step);
    }

    @Test
    void aBrokenRewardIsNotKept() {
        TrainerTestTask task = new TrainerTestTask(k -> End.NOT, k -> k == 4 ? Double.NaN : 1);
        Trainer trainer = trainer(task, settings(BATCH, BATCH, 0));
        step(trainer, 3);
        String before = StateHash.of(trainer.agent());
        assertThatThrownBy(trainer::step)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("NaN");
        assertThat(TrainerTestReplay.of(trainer)).hasSize(3);
        assertThat(trainer.steps()).isEqualTo(3);
        assertThat(StateHash.of(trainer.agent())).isEqualTo(before);
    }

    // --------------------------------------------------------------------------------------------- refusing

    @ParameterizedTest
    @CsvSource({"20, 10, 1, 11", "20, 3, 1, 9", "20, 10, 0.5, 12", "20, 10, 3, 11", "20, 20, 1, 21", "20, 10, 0, 21"})
    void knowsAfterWhichStepTheFirstUpdateIsTaken(int steps, int warmup, double updatesPerStep, long first) {
        Trainer trainer = trainer(TrainerTestTask.cutOffEvery(7), settings(steps, warmup, updatesPerStep));
        assertThat(trainer.firstUpdate()).isEqualTo(first);
        while (trainer.steps() < steps) {
            trainer.step();
            assertThat(trainer.agent().updates() > 0).isEqualTo(trainer.steps() >= first);
        }
    }

    @Test
    void refusesOneTaskToTrainAndToEvaluateIn() {
        TrainerTestTask task = TrainerTestTask.cutOffEvery(7);
        SacAgent agent = agent(TestKernels.of(Precision.FLOAT32), 2, TrainerTestTask.ACTIONS);
        assertThatThrownBy(() -> new Trainer(task, task, agent, settings(10, 10, 1), SEED))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("trainer: one task given to train and to evaluate in; give it two instances");
    }

    @ParameterizedTest
    @CsvSource({"3, 2, 1, the agent observes 3 numbers", "2, 2, 4, acts in [-2.0, 2.0] × [0.0, 4.0]"})
    void refusesAnAgentOfAnotherTask(int observationSize, double bound, double secondBound, String complaint) {
        Kernels kernels = TestKernels.of(Precision.FLOAT32);
        Box actions = Box.of(new double[] {-bound, 0}, new double[] {bound, secondBound});
        SacAgent stranger = agent(kernels, observationSize, actions);
        TrainerTestTask task = TrainerTestTask.cutOffEvery(7);
        assertThatThrownBy(() -> new Trainer(task, TrainerTestTask.cutOffEvery(7), stranger, settings(10, 10, 1), SEED))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(complaint)
                .hasMessageContaining("the task shows 2 and takes [-2.0, 2.0] × [0.0, 1.0]")
                .message()
                .hasLineCount(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "0; 0; 1; 1; 1; 1; 1; steps 0: must be at least 1",
                "-5; 0; 1; 1; 1; 1; 1; steps -5: must be at least 1",
                "1; -1; 1; 1; 1; 1; 1; warm-up steps -1: must be at least 0",
                "1; 0; 0; 1; 1; 1; 1; batch size 0: must be at least 1",
                "1; 0; 11; 10; 1; 1; 1; batch size 11: must be at most the replay's capacity 10",
                "1; 0; 1; 0; 1; 1; 1; replay capacity 0: must be at least 1",
                "1; 0; 1; 1; -1; 1; 1; updates per step -1.0: must be between 0 and 1e6",
                "1; 0; 1; 1; NaN; 1; 1; updates per step NaN: must be between 0 and 1e6",
                "1; 0; 1; 1; 1; 0; 1; steps between evaluations 0: must be at least 1",
                "1; 0; 1; 1; 1; 1; 0; evaluation episodes 0: must be at least 1"
            })
    void refusesSettingsOutOfRange(
            long steps,
            long warmup,
            int batch,
            int capacity,
            double ratio,
            long every,
            int episodes,
            String complaint) {
        assertThatThrownBy(() -> new TrainerSettings(steps, warmup, batch, capacity, ratio, every, episodes))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(complaint);
    }

    // ----------------------------------------------------------------------------------------------- reporting

    @Test
    void tellsItsListenersOfEveryStepAndEveryEvaluation() throws IOException {
        TrainerSettings settings = new TrainerSettings(25, 10, BATCH, 25, 1, 10, 2);
        List<Long> steps = new ArrayList<>();
        List<Map<String, Double>> rows = new ArrayList<>();
        trainer(TrainerTestTask.cutOffEvery(4), settings).run(new TrainingListener() {
            @Override
            public void stepped(Trainer trainer) {
                steps.add(trainer.steps());
            }

            @Override
            public void evaluated(Trainer trainer, Map<String, Double> metrics) {
                rows.add(metrics);
            }
        });
        assertThat(steps).hasSize(25).isSorted().endsWith(25L);
        assertThat(rows).extracting(row -> row.get("time/total_timesteps")).containsExactly(10.0, 20.0, 25.0);
        assertThat(rows).extracting(row -> row.get("time/episodes")).containsExactly(2.0, 5.0, 6.0);
        assertThat(rows).extracting(row -> row.get("train/n_updates")).containsExactly(0.0, 10.0, 15.0);
        // episodes of rewards 1+2+3+4, 5+6+7+8 …
        assertThat(rows).extracting(row -> row.get("rollout/ep_rew_mean")).containsExactly(18.0, 42.0, 50.0);
        assertThat(rows).extracting(row -> row.get("rollout/ep_len_mean")).containsOnly(4.0);
        // the copy's rewards begin anew at every evaluation: 1+…+7 and 8+…+14
        assertThat(rows).extracting(row -> row.get("eval/mean_reward")).containsOnly((28.0 + 77) / 2);
        assertThat(rows).extracting(row -> row.get("eval/mean_ep_length")).containsOnly(7.0);
        assertThat(rows).extracting(Map::keySet).containsOnly(rows.get(0).keySet());
        assertThat(rows.get(0).get("train/critic_loss")).isNaN();
        assertThat(rows.get(2).values()).allMatch(Double::isFinite);
    }

    @Test
    void theRolloutMeanForgetsAllButAHundredEpisodes() {
        Trainer trainer = trainer(TrainerTestTask.cutOffEvery(2), settings(500, 500, 0));
        assertThat(trainer.recentReturn()).isNaN();
        step(trainer, 499);
        // episode e = 1, 2 … has the rewards 2e − 1 and 2e; the last finished is 249
        assertThat(trainer.recentReturn()).isCloseTo(4 * (150 + 249) / 2.0 - 1, within(1e-9));
    }

    // --------------------------------------------------------------------------------------------- evaluating

    @Test
    void anEvaluationIsAFunctionOfThePolicy() {
        SacAgent agent = agent(TestKernels.of(Precision.FLOAT32), 3, Box.symmetric(1, 2));
        Evaluation evaluation = new Evaluation(pendulum(), SEED, 2);
        Map<String, Double> first = evaluation.of(agent);
        assertThat(evaluation.of(agent)).isEqualTo(first);
        assertThat(new Evaluation(pendulum(), SEED, 2).of(agent)).isEqualTo(first);
        assertThat(new Evaluation(pendulum(), SEED.split("other"), 2).of(agent)).isNotEqualTo(first);
    }

    @Test
    void returnsBelongToTheirSeeds() {
        SacAgent agent = agent(TestKernels.of(Precision.FLOAT64), 3, Box.symmetric(1, 2));
        double[] five = Evaluation.returns(pendulum(), agent.snapshot(), 3, 5);
        assertThat(Evaluation.returns(pendulum(), agent::act, 3, 5)).isEqualTo(five);
        for (int n = 0; n < 5; n++) {
            assertThat(Evaluation.returns(pendulum(), agent.snapshot(), 3 + n, 1))
                    .containsExactly(five[n]);
        }
    }

    private static softac.sac.env.Environment pendulum() {
        return softac.sac.env.registry.Tasks.named("pendulum").create();
    }

    @Test
    void evaluatingRefusesAPolicyOfAnotherTask() {
        SacAgent agent = agent(TestKernels.of(Precision.FLOAT32), 3, Box.symmetric(1, 3));
        assertThatThrownBy(() -> Evaluation.returns(pendulum(), agent.snapshot(), 0, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "the policy observes 3 numbers and acts in [-3.0, 3.0], the task shows 3 and takes [-2.0, 2.0]");
    }

    // --------------------------------------------------------------------------------------------- going on

    @ParameterizedTest
    @CsvSource({"1, FLOAT32", "2, FLOAT32", "1, FLOAT64", "2, FLOAT64"})
    void aTrainerLoadedGoesOnAsIfItHadNeverStopped(int algorithm, Precision precision, @TempDir Path folder)
            throws IOException {
        Path file = folder.resolve("checkpoint");
        DeterminismTestRun run = DeterminismTestRun.of(algorithm, precision).small(500);
        Trainer first = run.trainer(500, 1);
        step(first, 330); // in the middle of an episode
        Checkpoint.save(file, first);
        List<Map<String, Double>> metrics = new ArrayList<>();
        first.run(keptIn(metrics));

        Trainer second = run.trainer(500, 1);
        step(second, 40);
        Checkpoint.load(file, second);
        assertThat(second.steps()).isEqualTo(330);
        second.run(keptIn(metrics));
        assertThat(StateHash.of(second))
                .as("%s", run)
                .isEqualTo(StateHash.of(first))
                .isEqualTo(run.hash());
        assertThat(metrics).hasSize(2);
        assertThat(metrics.get(1)).as("%s", run).isEqualTo(metrics.get(0));
    }

    @Test
    void toAdvanceUntilItIsFinishedIsToRun() throws IOException {
        DeterminismTestRun run = DeterminismTestRun.of(2, Precision.FLOAT32).small(500);
        List<Map<String, Double>> metrics = new ArrayList<>();
        Trainer first = run.trainer(500, 1);
        first.run(keptIn(metrics));
        Trainer second = run.trainer(500, 1);
        for (long steps = 0; !second.finished(); steps++) {
            assertThat(second.steps()).isEqualTo(steps);
            second.advance(List.of(keptIn(metrics)));
        }
        assertThat(second.steps()).isEqualTo(500);
        assertThat(StateHash.of(second)).isEqualTo(StateHash.of(first)).isEqualTo(run.hash());
        assertThat(metrics.subList(metrics.size() / 2, metrics.size()))
                .isEqualTo(metrics.subList(0, metrics.size() / 2));
    }

    private static TrainingListener keptIn(List<Map<String, Double>> rows) {
        return new TrainingListener() {
            @Override
            public void evaluated(Trainer trainer, Map<String, Double> metrics) {
                rows.add(metrics);
            }
        };
    }
}
