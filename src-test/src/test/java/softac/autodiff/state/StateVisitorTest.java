package softac.autodiff.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.ejml.data.DMatrixRMaj;
import org.ejml.data.ReshapeMatrix;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A part of a component is visited under its scope's name, with everything else handed on. */
final class StateVisitorTest {
    /** One piece of each kind; remembers whether it was loaded. */
    private static final class Component implements Stateful {
        private boolean loaded;

        @Override
        public void state(StateVisitor visitor) {
            visitor.longs("words", new long[] {1});
            visitor.doubles("values", new double[] {2});
            visitor.matrix("weights", new DMatrixRMaj(1, 1));
            loaded = visitor.overwrites();
        }
    }

    private record Listing(List<String> seen, boolean overwrites) implements StateVisitor {
        @Override
        public void longs(String name, long[] words) {
            seen.add(name + " " + words[0]);
        }

        @Override
        public void doubles(String name, double[] values) {
            seen.add(name + " " + values[0]);
        }

        @Override
        public void matrix(String name, ReshapeMatrix matrix) {
            seen.add(name + " " + matrix.getNumRows());
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void scopesNestAndHandEverythingOn(boolean overwrites) {
        Listing listing = new Listing(new ArrayList<>(), overwrites);
        Component component = new Component();
        listing.part("agent", visitor -> visitor.part("policy", component));
        assertThat(listing.seen())
                .containsExactly("agent.policy.words 1", "agent.policy.values 2.0", "agent.policy.weights 1");
        assertThat(component.loaded).isEqualTo(overwrites);
    }
}
