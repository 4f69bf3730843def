package softac.sac.theory;

import org.ejml.data.DMatrixRMaj;

/** All policies; the projection is {@link TabularPolicy#softmax}. */
public record AllPolicies() implements PolicyClass {
    @Override
    public TabularPolicy project(DMatrixRMaj q, double temperature) {
        return TabularPolicy.softmax(q, temperature);
    }
}
