package softac.benchmarks.figures;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.ejml.data.DMatrixRMaj;
import softac.sac.theory.AllPolicies;
import softac.sac.theory.MdpProblem;
import softac.sac.theory.SoftChain;
import softac.sac.theory.SoftPolicyIteration;
import softac.sac.theory.TabularPolicy;

/**
 * How fast soft policy iteration and soft Q-iteration come to Q*, beside γᵏ ‖Q* − Q^{π₀}‖, which theorem 1 promises both: on a
 * {@link SoftChain}, both from the uniform policy.
 */
final class PolicyIteration {
    private static final int STATES = 20;
    private static final double DISCOUNT = 0.9;
    private static final double TEMPERATURE = 0.1;
    private static final int STEPS = 20;

    /** Below this a difference of values of size 10 is rounding. */
    private static final double ROUNDING = 1e-13;

    private PolicyIteration() {}

    static Plot draw() {
        MdpProblem problem = new MdpProblem(SoftChain.of(STATES), DISCOUNT, TEMPERATURE);
        DMatrixRMaj best = SoftPolicyIteration.optimum(problem).actionValue();
        SoftPolicyIteration first =
                SoftPolicyIteration.from(problem, new AllPolicies(), TabularPolicy.uniform(STATES, 2));
        Stream<DMatrixRMaj> policies =
                Stream.iterate(first, SoftPolicyIteration::next).map(SoftPolicyIteration::actionValue);
        Stream<DMatrixRMaj> sweeps = Stream.iterate(first.actionValue(), problem::optimalityBackup);
        double[] bound = IntStream.rangeClosed(0, STEPS)
                .mapToDouble(k -> StrictMath.pow(DISCOUNT, k) * distance(best, first.actionValue()))
                .toArray();
        double[] iteration = distances(best, policies);
        double[] sweeping = distances(best, sweeps);
        return new Plot("Distance to the optimum, a chain of twenty states", "steps k", "largest error of Q")
                .line("soft policy iteration", steps(iteration), iteration)
                .points("soft Q-iteration", steps(sweeping), sweeping)
                .reference("bound of theorem 1", steps(bound), bound)
                .logarithmic();
    }

    private static double[] steps(double[] values) {
        return IntStream.range(0, values.length).asDoubleStream().toArray();
    }

    private static double[] distances(DMatrixRMaj best, Stream<DMatrixRMaj> tables) {
        List<Double> distances = tables.limit(STEPS + 1)
                .map(table -> distance(best, table))
                .takeWhile(distance -> distance > ROUNDING)
                .toList();
        return distances.stream().mapToDouble(Double::doubleValue).toArray();
    }

    private static double distance(DMatrixRMaj a, DMatrixRMaj b) {
        return IntStream.range(0, a.getNumElements())
                .mapToDouble(i -> Math.abs(a.get(i) - b.get(i)))
                .max()
                .orElse(0);
    }
}
