package softac.book;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import softac.autodiff.random.Rng;
import softac.autodiff.random.Seed;
import softac.sac.theory.AllPolicies;
import softac.sac.theory.FiniteMdp;
import softac.sac.theory.MdpProblem;
import softac.sac.theory.SoftChain;
import softac.sac.theory.SoftPolicyIteration;
import softac.sac.theory.Tables;
import softac.sac.theory.TabularPolicy;

/** Chapter 4. */
final class IterationExercisesTest {
    private static final FiniteMdp CHAIN = SoftChain.of(5);
    private static final double DISCOUNT = 0.9;
    private static final double ALPHA = 0.5;
    private static final MdpProblem PROBLEM = new MdpProblem(CHAIN, DISCOUNT, ALPHA);

    private static SoftPolicyIteration uniform() {
        return SoftPolicyIteration.from(PROBLEM, new AllPolicies(), TabularPolicy.uniform(5, 2));
    }

    @Test
    @DisplayName("4.1: policies converge as fast as their values")
    void policiesConvergeGeometrically() {
        SoftPolicyIteration best = SoftPolicyIteration.optimum(PROBLEM);
        SoftPolicyIteration now = uniform();
        double bound = 2 / ALPHA * Tables.distance(best.actionValue(), now.actionValue());
        for (int k = 0; k < 20; k++) {
            SoftPolicyIteration next = now.next();
            for (int s = 0; s < 5; s++) {
                for (int a = 0; a < 2; a++) {
                    double ratio =
                            next.policy().probability(s, a) / best.policy().probability(s, a);
                    assertThat(Math.abs(Math.log(ratio))).isLessThanOrEqualTo(bound + 1e-11);
                }
            }
            now = next;
            bound *= DISCOUNT;
        }
    }

    /**
     * The upper one where all rewards are equal, for then being undecided costs nothing; the lower one with a single action.
     * In the chain itself, which has a choice that matters, neither.
     */
    @Test
    @DisplayName("4.2: both bounds are attained")
    void bothBoundsAreAttained() {
        double[][] equal = new double[5][];
        Arrays.setAll(equal, s -> new double[] {3, 3});
        MdpProblem indifferent = new MdpProblem(CHAIN.withRewards(equal), DISCOUNT, ALPHA);
        double[][][] onlyWay = {{{0, 1, 0}}, {{.5, 0, .5}}, {{0, 0, 1}}};
        FiniteMdp forced = FiniteMdp.of(onlyWay, new double[][] {{7}, {-1}, {2}});
        double most = ALPHA * Math.log(2) / (1 - DISCOUNT);
        assertThat(gains(indifferent))
                .hasSize(5)
                .allSatisfy(gain -> assertThat(gain).isCloseTo(most, within(1e-12)));
        assertThat(gains(new MdpProblem(forced, DISCOUNT, ALPHA)))
                .hasSize(3)
                .allSatisfy(gain -> assertThat(gain).isZero());
        assertThat(gains(PROBLEM))
                .hasSize(5)
                .allSatisfy(gain -> assertThat(gain).isBetween(0.1, most - 3));
    }

    /** V*_α − V*_0 in every state. */
    private static List<Double> gains(MdpProblem problem) {
        DMatrixRMaj soft = SoftPolicyIteration.optimum(problem).value();
        DMatrixRMaj hard =
                SoftPolicyIteration.optimum(problem.withTemperature(0)).value();
        return IntStream.range(0, soft.getNumElements())
                .mapToObj(s -> soft.get(s) - hard.get(s))
                .toList();
    }

    /** A few steps of policy iteration against more than a hundred sweeps; the bound is the same for both but for where they begin. */
    @Test
    @DisplayName("4.3: steps and sweeps")
    void fewStepsAndManySweeps() {
        DMatrixRMaj best = SoftPolicyIteration.optimum(PROBLEM).actionValue();
        SoftPolicyIteration policy = uniform();
        double first = Tables.distance(best, policy.actionValue());
        int steps = 0;
        while (Tables.distance(best, policy.actionValue()) > 1e-6) {
            policy = policy.next();
            steps++;
        }
        DMatrixRMaj q = new DMatrixRMaj(5, 2);
        double zero = Tables.distance(best, q);
        int sweeps = 0;
        while (Tables.distance(best, q) > 1e-6) {
            q = PROBLEM.optimalityBackup(q);
            sweeps++;
        }
        assertThat(steps).isLessThanOrEqualTo(10).isLessThanOrEqualTo(promised(first));
        assertThat(sweeps).isGreaterThan(100).isLessThanOrEqualTo(promised(zero));
    }

    private static int promised(double distance) {
        return (int) Math.ceil(Math.log(1e-6 / distance) / Math.log(DISCOUNT));
    }

    /** A maximum of functions that are affine in q is convex; ∂/∂q(a) α log Σ e^(q/α) = e^(q(a)/α)/Z. */
    @Test
    @DisplayName("4.4: the soft maximum is convex and its gradient the softmax")
    void theSoftMaximumIsConvex() {
        Rng rng = Seed.of(3).rng();
        for (int n = 0; n < 200; n++) {
            double[] q = {rng.normal(), rng.normal(), rng.normal()};
            double[] other = {rng.normal(), rng.normal(), rng.normal()};
            double[] p = TabularPolicy.softmax(new DMatrixRMaj(new double[][] {q}), ALPHA)
                    .row(0);
            double tangent = softMaximum(q);
            for (int a = 0; a < 3; a++) {
                tangent += p[a] * (other[a] - q[a]);
                double[] up = q.clone();
                double[] down = q.clone();
                up[a] += 1e-5;
                down[a] -= 1e-5;
                assertThat((softMaximum(up) - softMaximum(down)) / 2e-5)
                        .as("seed 3")
                        .isCloseTo(p[a], within(1e-9));
            }
            assertThat(softMaximum(other)).as("seed 3").isGreaterThanOrEqualTo(tangent - 1e-14);
        }
    }

    private static double softMaximum(double[] q) {
        double sum = 0;
        for (double x : q) {
            sum += Math.exp(x / ALPHA);
        }
        return ALPHA * Math.log(sum);
    }
}
