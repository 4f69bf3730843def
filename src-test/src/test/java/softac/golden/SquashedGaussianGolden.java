package softac.golden;

import java.util.List;
import org.ejml.data.ReshapeMatrix;
import softac.autodiff.Parameter;
import softac.autodiff.Tape;
import softac.autodiff.Tensor;
import softac.sac.agent.PolicySample;
import softac.sac.agent.SacConfig;
import softac.sac.agent.SquashedGaussianPolicy;
import softac.sac.env.Box;

/** Kind "squashed_gaussian": a = tanh(μ + σ ε) and log π from given μ, log σ and ε, with gradients. */
final class SquashedGaussianGolden {
    private final GoldenCase golden;
    private final int batch;
    private final int actions;
    private final Tape tape;
    private final Parameter head; // [μ, log σ], (B × 2A)

    private SquashedGaussianGolden(GoldenCase golden) {
        this.golden = golden;
        batch = (int) golden.number("/batch");
        actions = (int) golden.number("/act_dim");
        tape = new Tape(golden.kernels());
        head = new Parameter("head", golden.kernels(), batch, 2 * actions);
        golden.load(head, beside(actions, golden.numbers("/mean"), golden.numbers("/log_std_raw")));
    }

    static void compare(GoldenCase golden) {
        SquashedGaussianGolden gaussian = new SquashedGaussianGolden(golden);
        gaussian.compareSample();
        gaussian.compareDimensions();
        gaussian.compareDeterministic();
        if (golden.has("/box")) {
            gaussian.compareBox();
        }
    }

    /** Everything about the batch, and the gradients of the two losses. */
    private void compareSample() {
        tape.begin();
        PolicySample drawn = squash(tape.parameter(head), golden.numbers("/eps"));
        golden.compare("/log_std", drawn.logStd(), Tolerance.VALUE);
        golden.compare("/std", drawn.logStd().exp(), Tolerance.VALUE);
        golden.compare("/u", drawn.u(), Tolerance.VALUE);
        golden.compare("/action", drawn.action(), Tolerance.VALUE);
        golden.compare("/log_prob", drawn.logProbability(), Tolerance.VALUE);
        golden.compare("/log_prob_ref30", drawn.logProbability(), Tolerance.REFERENCE);

        compareGradient("/grad_sum_log_prob", drawn.logProbability().sum());
        if (golden.has("/c") && golden.has("/w")) {
            Tensor c = tape.constant(golden.matrix("/c"));
            Tensor w = tape.constant(golden.matrix("/w"));
            Tensor loss = c.mul(drawn.logProbability())
                    .sum()
                    .add(w.mul(drawn.action()).sum());
            golden.compare("/L", loss, Tolerance.VALUE);
            compareGradient("/grad_L", loss);
        }
    }

    private void compareGradient(String at, Tensor loss) {
        tape.differentiate(loss, List.of(head));
        double[] gradient = golden.kernels().elements(head.gradient());
        golden.compare(at + "/mean", half(gradient, 0), Tolerance.GRADIENT);
        golden.compare(at + "/log_std_raw", half(gradient, actions), Tolerance.GRADIENT);
    }

    /** log π of each dimension: the batch as B·A policies of one dimension each. */
    private void compareDimensions() {
        tape.begin();
        double[] heads = beside(1, golden.numbers("/mean"), golden.numbers("/log_std_raw"));
        PolicySample drawn = new PolicySample();
        policy(golden, 1)
                .squash(
                        tape.constant(golden.matrix(batch * actions, 2, heads)),
                        new ScriptedNoise(golden.numbers("/eps")),
                        drawn);
        golden.compare("/log_prob_per_dim", drawn.logProbability(), Tolerance.VALUE);
    }

    /** tanh μ, by a network whose weights are zero and whose last biases are the head. */
    private void compareDeterministic() {
        SquashedGaussianPolicy policy = policy(golden, actions);
        Parameter bias = policy.parameters().get(policy.parameters().size() - 1);
        double[] heads = golden.kernels().elements(head.value());
        double[] medians = new double[batch * actions];
        double[] scaled = new double[batch * actions];
        for (int i = 0; i < batch; i++) {
            golden.load(bias, row(heads, i, 2 * actions));
            tape.begin();
            Tensor a = policy.deterministic(tape.constant(golden.kernels().create(1, policy.observationSize())));
            put(golden.kernels().elements(a.value()), medians, i);
            if (golden.has("/box")) {
                put(box().fromUnit(golden.kernels().elements(a.value()), new double[actions]), scaled, i);
            }
        }
        golden.compare("/det_action", medians, Tolerance.VALUE);
        golden.compare("/box/det_env_action", scaled, Tolerance.VALUE);
    }

    /** Actions and densities in the task's box. */
    private void compareBox() {
        tape.begin();
        PolicySample drawn = squash(tape.parameter(head), golden.numbers("/eps"));
        double[] unit = golden.kernels().elements(drawn.action().value());
        double[] scaled = new double[unit.length];
        for (int i = 0; i < batch; i++) {
            put(box().fromUnit(row(unit, i, actions), new double[actions]), scaled, i);
        }
        golden.compare("/box/env_action", scaled, Tolerance.VALUE);
        golden.compare("/box/log_prob_env", drawn.logProbability().sub(box().logHalfWidth()), Tolerance.VALUE);

        double[] logHalfWidths = new double[actions];
        for (int j = 0; j < actions; j++) {
            logHalfWidths[j] = Box.of(new double[] {box().low(j)}, new double[] {box().high(j)})
                    .logHalfWidth();
        }
        golden.compare("/box/log_half_width", logHalfWidths, Tolerance.VALUE);
    }

    private Box box() {
        return Box.of(golden.numbers("/box/low"), golden.numbers("/box/high"));
    }

    private PolicySample squash(Tensor heads, double[] epsilon) {
        PolicySample drawn = new PolicySample();
        policy(golden, actions).squash(heads, new ScriptedNoise(epsilon), drawn);
        return drawn;
    }

    private static SquashedGaussianPolicy policy(GoldenCase golden, int actions) {
        SacConfig config = SacConfig.v2().withHidden(1);
        if (golden.has("/log_std_bounds")) {
            double[] bounds = golden.numbers("/log_std_bounds");
            config = config.withLogStdBounds(bounds[0], bounds[1]);
        }
        return new SquashedGaussianPolicy(golden.kernels(), 1, actions, config);
    }

    // ---------------------------------------------------------------------------------------------- extreme u

    /** One row of "extreme_u": the functions at one point. */
    static void compareExtreme(GoldenCase golden) {
        Tape tape = new Tape(golden.kernels());
        Parameter point = new Parameter("u", golden.kernels(), 1, 1);
        golden.load(point, golden.number("/u"));
        tape.begin();
        Tensor u = tape.parameter(point);
        compareExtreme(golden, "tanh", u.tanh());
        compareExtreme(golden, "softplus_minus_2u", u.scale(-2).softplus());
        Tensor logDeterminant = u.logOneMinusTanhSquared();
        compareExtreme(golden, "log_one_minus_tanh2", logDeterminant);
        tape.differentiate(logDeterminant, List.of(point));
        golden.compare("/d_log_one_minus_tanh2_du", point.gradient(), Tolerance.GRADIENT);
        golden.compare("/d_log_one_minus_tanh2_du_ref30", point.gradient(), Tolerance.REFERENCE);

        ReshapeMatrix standard = golden.matrix(1, 2, new double[] {golden.number("/u"), 0});
        PolicySample drawn = new PolicySample();
        policy(golden, 1).squash(tape.constant(standard), new ScriptedNoise(new double[] {0}), drawn);
        compareExtreme(golden, "log_prob_mean_u_std1_eps0", drawn.logProbability());
    }

    private static void compareExtreme(GoldenCase golden, String quantity, Tensor got) {
        golden.compare("/" + quantity, got, Tolerance.VALUE);
        golden.compare("/" + quantity + "_ref30", got, Tolerance.REFERENCE);
    }

    // -------------------------------------------------------------------------------------------- row by row

    /** [left right] of two tables with that many columns each. */
    private static double[] beside(int columns, double[] left, double[] right) {
        double[] both = new double[2 * left.length];
        for (int i = 0; i < left.length / columns; i++) {
            System.arraycopy(left, i * columns, both, 2 * i * columns, columns);
            System.arraycopy(right, i * columns, both, (2 * i + 1) * columns, columns);
        }
        return both;
    }

    /** The columns from … from + A of a (B × 2A) table. */
    private double[] half(double[] both, int from) {
        double[] half = new double[batch * actions];
        for (int i = 0; i < batch; i++) {
            System.arraycopy(both, 2 * i * actions + from, half, i * actions, actions);
        }
        return half;
    }

    private static double[] row(double[] table, int i, int columns) {
        double[] row = new double[columns];
        System.arraycopy(table, i * columns, row, 0, columns);
        return row;
    }

    private static void put(double[] row, double[] table, int i) {
        System.arraycopy(row, 0, table, i * row.length, row.length);
    }
}
