package softac.lab;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class ColumnsTest {
    @Test
    void blanksFillAColumn() {
        assertThat(Columns.left("J_π", 5) + "|").isEqualTo("J_π  |");
        assertThat(Columns.right("J_π", 5)).isEqualTo("  J_π");
    }

    @Test
    void aBarAboveALetterTakesNoColumn() {
        assertThat(Columns.left("θ\u0304₁", 4)).isEqualTo("θ\u0304₁  ");
        assertThat(Columns.right("θ\u0304₁", 4)).isEqualTo("  θ\u0304₁");
    }

    @Test
    void whatIsTooLongIsNotCut() {
        assertThat(Columns.left("state hash", 5)).isEqualTo("state hash");
        assertThat(Columns.right("state hash", 5)).isEqualTo("state hash");
    }
}
