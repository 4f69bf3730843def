package softac.sac.env.bandit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Scale;
import org.junit.jupiter.api.Test;
import softac.autodiff.random.Seed;
import softac.sac.env.Step;
import softac.sac.env.registry.Tasks;

class ContinuousBanditTest {
    @Property
    void oneStepPaysTheRewardAndTerminates(@ForAll @DoubleRange(min = -1, max = 1) @Scale(12) double a) {
        ContinuousBandit bandit = ContinuousBandit.onePeak();
        assertThat(bandit.reset(Seed.of(0))).containsExactly(1);
        Step step = bandit.step(new double[] {a});
        assertThat(step.reward()).isEqualTo(-Math.pow(a - .5, 2));
        assertThat(step.terminated()).isTrue();
        assertThat(step.truncated()).isFalse();
        assertThat(step.observation()).containsExactly(1);
    }

    @Property
    void twoPeaksAreTheBetterOfTwoMirroredOnes(@ForAll @DoubleRange(min = -1, max = 1) @Scale(12) double a) {
        ContinuousBandit one = ContinuousBandit.onePeak();
        assertThat(ContinuousBandit.twoPeaks().reward(a)).isEqualTo(Math.max(one.reward(a), one.reward(-a)));
    }

    @Test
    void theReferenceReturnsAreTheIntegrals() {
        int n = 100_000;
        double one = 0;
        double two = 0;
        for (int i = 0; i < n; i++) {
            double a = -1 + (2 * i + 1.0) / n;
            one += ContinuousBandit.onePeak().reward(a) / n;
            two += ContinuousBandit.twoPeaks().reward(a) / n;
        }
        assertThat(Tasks.named("bandit").randomReturn()).isCloseTo(one, within(1e-9));
        assertThat(Tasks.named("bandit2").randomReturn()).isCloseTo(two, within(1e-9));
        assertThat(Tasks.named("bandit").bestReturn())
                .isEqualTo(-ContinuousBandit.onePeak().reward(.5));
    }
}
