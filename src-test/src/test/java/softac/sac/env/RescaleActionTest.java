package softac.sac.env;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RescaleActionTest {
    @Test
    void theTaskSeesTheScaledActionAndTheCallersArrayStays() {
        StubEnvironment task = new StubEnvironment().then(1, false, false).then(2, true, false);
        Environment env = new RescaleAction(task);
        assertThat(env.actionSpace()).isEqualTo(Box.symmetric(2, 1));
        assertThat(env.observationSpace()).isEqualTo(task.observationSpace());
        double[] unit = {-1, 0};
        assertThat(env.step(unit).reward()).isEqualTo(1);
        assertThat(env.step(new double[] {0.5, 1}).terminated()).isTrue();
        assertThat(unit).containsExactly(-1, 0);
        assertThat(task.actions.remove()).containsExactly(-2, 0.5); // [-2, 2] x [0, 1]
        assertThat(task.actions.remove()).containsExactly(1, 1);
    }
}
