package softac.sac.theory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Test;

/** A finite process, a policy and a problem are what they were given, and refuse what is none. */
class FiniteMdpTest {
    private static final double[][][] P = {{{.25, .75}, {1, 0}, {0, 1}}, {{0, 1}, {.5, .5}, {1, 0}}};
    private static final double[][] R = {{1, 2, 3}, {4, 5, 6}};

    @Test
    void aProcessIsWhatItWasGiven() {
        double[][] rewards = {{1, 2, 3}, {4, 5, 6}};
        FiniteMdp model = FiniteMdp.of(P, rewards);
        rewards[1][2] = 7; // copied
        assertThat(model.states()).isEqualTo(2);
        assertThat(model.actions()).isEqualTo(3);
        assertThat(model.probability(0, 0, 1)).isEqualTo(.75);
        assertThat(model.probability(1, 2, 0)).isEqualTo(1);
        assertThat(model.reward(1, 2)).isEqualTo(6);
        FiniteMdp other = model.withRewards(rewards);
        assertThat(other.reward(1, 2)).isEqualTo(7);
        assertThat(other.probability(0, 0, 1)).isEqualTo(.75);
        DMatrixRMaj q = new MdpProblem(model, .5, 1).actionValue(Matrices.column(new double[] {8, 16}));
        assertThat(q.get(0, 0)).isEqualTo(1 + .5 * (.25 * 8 + .75 * 16));
        assertThat(q.get(1, 1)).isEqualTo(5 + .5 * 12);
    }

    @Test
    void whatIsNoProcessIsRefused() {
        refused(
                "mdp: 0 states and 0 actions given; at least one of each is needed",
                () -> FiniteMdp.of(P, new double[0][]));
        refused(
                "mdp: 1 states and 0 actions given; at least one of each is needed",
                () -> FiniteMdp.of(P, new double[1][0]));
        refused("mdp: transitions of 2 given; 1 are needed", () -> FiniteMdp.of(P, new double[1][3]));
        refused("mdp: state 0: transitions of 3 given; 2 are needed", () -> FiniteMdp.of(P, new double[2][2]));
        refused(
                "mdp: state 1: 2 rewards given; 3 are needed",
                () -> FiniteMdp.of(P, new double[][] {{1, 2, 3}, {1, 2}}));
        refused(
                "mdp: p(·|0,0) has 1 probabilities; 2 are needed",
                () -> FiniteMdp.of(new double[][][] {{{1}}, {{1}}}, new double[2][1]));
        refused(
                "mdp: the probabilities of p(·|0,0) sum to 0.875, not to 1",
                () -> FiniteMdp.of(new double[][][] {{{.5, .375}}, {{0, 1}}}, new double[2][1]));
        for (double bad : new double[] {-.5, Double.NaN}) {
            refused(
                    "mdp: p(·|0,0) has the probability " + bad + "; it must be at least 0",
                    () -> FiniteMdp.of(new double[][][] {{{1.5, bad}}, {{0, 1}}}, new double[2][1]));
        }
        for (double bad : new double[] {Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, Double.NaN}) {
            refused(
                    "mdp: r(0,0) = " + bad + " given; it must be finite",
                    () -> FiniteMdp.of(new double[][][] {{{1}}}, new double[][] {{bad}}));
        }
        refused(
                "mdp: rewards of 1 states given; 2 are needed",
                () -> FiniteMdp.of(P, R).withRewards(new double[1][3]));
    }

    @Test
    void aPolicyIsWhatItWasGiven() {
        double[] row = {.5, .5, 0};
        TabularPolicy policy = TabularPolicy.of(row, new double[] {0, 0, 1});
        row[0] = 1; // copied
        policy.row(0)[1] = 1; // a copy
        assertThat(policy.states()).isEqualTo(2);
        assertThat(policy.actions()).isEqualTo(3);
        assertThat(policy.row(0)).containsExactly(.5, .5, 0);
        assertThat(policy.entropy(0)).isCloseTo(Math.log(2), within(1e-16));
        assertThat(policy.entropy(1)).isZero();
        assertThat(TabularPolicy.uniform(2, 4).row(1)).containsExactly(.25, .25, .25, .25);
        assertThat(TabularPolicy.uniform(2, 4).states()).isEqualTo(2);
        assertThat(TabularPolicy.deterministic(3, 2, 0).row(0)).containsExactly(0, 0, 1);
        refused("mdp: a policy for 0 states given; at least one is needed", TabularPolicy::of);
        refused(
                "mdp: π(·|1) has 1 probabilities; 2 are needed",
                () -> TabularPolicy.of(new double[] {0, 1}, new double[] {1}));
        refused("mdp: the probabilities of π(·|0) sum to 1.5, not to 1", () -> TabularPolicy.of(new double[] {1, .5}));
    }

    @Test
    void aProblemRefusesWhatIsOutOfRange() {
        FiniteMdp model = FiniteMdp.of(P, R);
        MdpProblem problem = new MdpProblem(model, .5, 2);
        assertThat(problem.withTemperature(3).temperature()).isEqualTo(3);
        assertThat(problem.withTemperature(3).discount()).isEqualTo(.5);
        assertThat(problem.model()).isSameAs(model);
        for (double bad : new double[] {-.1, 1, Double.NaN}) {
            refused("mdp: discount " + bad + " given; it must be in [0, 1)", () -> new MdpProblem(model, bad, 1));
        }
        for (double bad : new double[] {-.1, Double.POSITIVE_INFINITY, Double.NaN}) {
            refused(
                    "mdp: temperature " + bad + " given; it must be at least 0 and finite",
                    () -> new MdpProblem(model, .5, bad));
        }
        refused("mdp: a policy (2×2) given; (2×3) is needed", () -> problem.evaluate(TabularPolicy.uniform(2, 2)));
        refused("mdp: a policy (1×3) given; (2×3) is needed", () -> problem.evaluate(TabularPolicy.uniform(1, 3)));
        refused(
                "mdp: the start has 1 probabilities; 2 are needed",
                () -> problem.objective(TabularPolicy.uniform(2, 3), 1));
    }

    @Test
    void classesRefuseTablesOfAnotherSize() {
        TabularPolicy two = TabularPolicy.uniform(1, 2);
        String choices = "mdp: choices of 0 states or over different actions given; one table for each state is needed";
        refused(choices, () -> new ProductClass(List.of()));
        refused(choices, () -> new ProductClass(List.of(two, TabularPolicy.uniform(1, 3))));
        ProductClass product = new ProductClass(List.of(two));
        refused("mdp: Q (2×2) given; (1×2) is needed", () -> product.project(new DMatrixRMaj(2, 2), 1));
        refused("mdp: Q (1×3) given; (1×2) is needed", () -> product.project(new DMatrixRMaj(1, 3), 1));
        refused(
                "mdp: the probabilities of the states' weights sum to 1.5, not to 1",
                () -> new SharedDistribution(1, .5));
        SharedDistribution shared = new SharedDistribution(.5, .5);
        refused("mdp: Q of 3 states given; 2 are needed", () -> shared.project(new DMatrixRMaj(3, 2), 1));
    }

    @Test
    void withoutTemperatureTiesAreShared() {
        DMatrixRMaj q = Tables.of(new double[] {1, 3, 3}, new double[] {2, 1, 0});
        assertThat(TabularPolicy.softmax(q, 0).row(0)).containsExactly(0, .5, .5);
        assertThat(TabularPolicy.softmax(q, 0).row(1)).containsExactly(1, 0, 0);
        assertThat(Softmax.value(q, 0).get(0)).isEqualTo(3);
        // large values do not overflow, and small temperatures are near the limit
        assertThat(TabularPolicy.softmax(Matrices.scaled(1e300, q), 1e-3).row(0))
                .containsExactly(0, .5, .5);
        assertThat(Softmax.value(q, 1e-3).get(0)).isCloseTo(3 + 1e-3 * Math.log(2), within(1e-15));
    }

    private static void refused(String message, ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOf(IllegalArgumentException.class).hasMessage(message);
    }
}
