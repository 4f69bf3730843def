package softac.book;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import softac.autodiff.Parameter;
import softac.autodiff.Tape;
import softac.autodiff.Tensor;
import softac.autodiff.kernel.Kernels;
import softac.autodiff.kernel.Precision;
import softac.sac.theory.FiniteMdp;
import softac.sac.theory.MdpProblem;
import softac.sac.theory.SoftChain;
import softac.sac.theory.SoftPolicyIteration;
import softac.sac.theory.TabularPolicy;
import softac.sac.theory.TemperatureDual;

/** Chapter 7. */
final class TemperatureExercisesTest {
    private static final FiniteMdp CHAIN = SoftChain.of(5);
    private static final double[] START = {.2, .2, .2, .2, .2};

    /** log(0.9/0.1) = 1/α. */
    @Test
    @DisplayName("7.1: the temperature of a bandit")
    void theTemperatureOfABandit() {
        FiniteMdp bandit = FiniteMdp.of(new double[][][] {{{1}, {1}}}, new double[][] {{1, 0}});
        double target = -.9 * Math.log(.9) - .1 * Math.log(.1);
        assertThat(new TemperatureDual(bandit, .9, target, 1).minimiser()).isCloseTo(1 / Math.log(9), within(1e-12));
    }

    /** log α ← log α − α (H(π_α) − H̄), (1 − γ) times the gradient of g with respect to log α. */
    @Test
    @DisplayName("7.2: down the gradient of the dual")
    void descentFindsTheMinimiser() {
        double target = 0.3;
        TemperatureDual dual = new TemperatureDual(CHAIN, .9, target, START);
        double logAlpha = 0;
        for (int n = 0; n < 1000; n++) {
            double alpha = Math.exp(logAlpha);
            logAlpha -= alpha * (dual.entropy(alpha) - target);
        }
        assertThat(Math.exp(logAlpha)).isCloseTo(dual.minimiser(), within(1e-9));
    }

    /**
     * Each is no worse than the other at its own price, in units of 1 − γ:
     * R_α + α H_α ≥ R_β + α H_β and R_β + β H_β ≥ R_α + β H_α. The sum is (β − α)(H_β − H_α) ≥ 0.
     */
    @Test
    @DisplayName("7.3: entropy does not decrease with its price")
    void entropyDoesNotDecreaseWithItsPrice() {
        TemperatureDual dual = new TemperatureDual(CHAIN, .9, 0, START);
        MdpProblem ordinary = new MdpProblem(CHAIN, .9, 0);
        double[] prices = {.01, .1, .3, 1, 3};
        for (double alpha : prices) {
            for (double beta : prices) {
                TabularPolicy own = optimal(alpha);
                TabularPolicy other = optimal(beta);
                double reward = .1 * (ordinary.objective(own, START) - ordinary.objective(other, START));
                double entropy = dual.entropy(own) - dual.entropy(other);
                assertThat(reward + alpha * entropy).isGreaterThanOrEqualTo(-1e-12);
                assertThat(reward + beta * entropy).isLessThanOrEqualTo(1e-12);
                assertThat((alpha - beta) * entropy).isGreaterThanOrEqualTo(-1e-11);
            }
        }
    }

    private static TabularPolicy optimal(double alpha) {
        return SoftPolicyIteration.optimum(new MdpProblem(CHAIN, .9, alpha)).policy();
    }

    /**
     * −α and −1. With steps of 0.1 the second multiplies α by e^0.1 each time, the first raises log α by a thousandth at first: where
     * α is small it hardly moves.
     */
    @Test
    @DisplayName("7.4: α or log α in the loss")
    void theTwoLossesDifferByTheFactorAlpha() {
        assertThat(gradient(0.01, false)).isCloseTo(-0.01, within(1e-15));
        assertThat(gradient(0.01, true)).isEqualTo(-1);
        double slow = Math.log(0.01);
        double fast = slow;
        for (int n = 0; n < 20; n++) {
            slow -= 0.1 * gradient(Math.exp(slow), false);
            fast -= 0.1 * gradient(Math.exp(fast), true);
        }
        assertThat(Math.exp(slow)).isBetween(0.0102, 0.0103);
        assertThat(Math.exp(fast)).isCloseTo(0.01 * Math.exp(2), within(1e-12));
    }

    /** The derivative of −α · 1, or of −log α · 1, with respect to log α: E[log π + H̄] = 1 is the nat that is missing. */
    private static double gradient(double alpha, boolean logarithm) {
        try (Kernels kernels = Kernels.scalar(Precision.FLOAT64)) {
            Parameter logAlpha = new Parameter("log_alpha", kernels, 1, 1);
            kernels.fill(StrictMath.log(alpha), logAlpha.value());
            Tape tape = new Tape(kernels);
            tape.begin();
            Tensor log = tape.parameter(logAlpha);
            tape.differentiate((logarithm ? log : log.exp()).neg(), List.of(logAlpha));
            return kernels.get(logAlpha.gradient(), 0, 0);
        }
    }
}
