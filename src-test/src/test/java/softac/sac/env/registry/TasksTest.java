package softac.sac.env.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import softac.sac.env.Environment;

class TasksTest {
    @Test
    void everyTaskIsFoundByItsIdAndItsAlias() {
        assertThat(Tasks.all())
                .extracting(Task::id)
                .contains("Pendulum-v1", "Lqr-v0", "ContinuousBandit-v0", "TwoPeakBandit-v0");
        for (Task task : Tasks.all()) {
            assertThat(Tasks.named(task.id())).isSameAs(task);
            assertThat(Tasks.named(task.alias())).isSameAs(task);
            assertThat(task.description()).isNotBlank().doesNotContain("\n");
            assertThat(task.bestReturn()).isGreaterThan(task.randomReturn());
            try (Environment env = task.create()) {
                assertThat(env.actionSpace().isBounded()).isTrue();
            }
        }
        assertThat(Tasks.all().stream().flatMap(task -> Stream.of(task.id(), task.alias())))
                .doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @CsvSource({
        "pendulm, pendulum",
        "Pendulum, pendulum",
        "pendulum-v1, Pendulum-v1",
        "Pendulum-v0, Pendulum-v1",
        "lqrr, lqr",
        "bandt, bandit",
        "bandit3, bandit",
        "TwoPeaksBandit-v0, TwoPeakBandit-v0"
    })
    void aMisspeltNameIsAnsweredWithTheNearest(String wrong, String meant) {
        assertThatThrownBy(() -> Tasks.named(wrong))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(
                        "unknown task '" + wrong + "': did you mean '" + meant + "'? (known: pendulum = ")
                .hasMessageContainingAll("lqr = Lqr-v0", "bandit = ContinuousBandit-v0")
                .hasMessageNotContaining("\n");
    }

    @Test
    void aNameNearToNothingGetsNoSuggestion() {
        for (String name : new String[] {"Humanoid-v5", "", "x"}) {
            assertThatThrownBy(() -> Tasks.named(name))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith(
                            "unknown task '" + name + "' (known: pendulum = Pendulum-v1, lqr = Lqr-v0, ");
        }
    }
}
