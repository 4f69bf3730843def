package softac.lab.run;

import java.util.List;

/** Which of the two papers. */
public enum Algorithm {
    /** With a state value function (Haarnoja et al. 2018, arXiv:1801.01290). */
    V1,
    /** With twin target Q-functions and a learned temperature (Haarnoja et al. 2018, arXiv:1812.05905). */
    V2;

    /**
     * The algorithm of that name.
     *
     * @param name v1 or v2
     * @throws IllegalArgumentException for any other name
     */
    public static Algorithm named(String name) {
        return named("--algo", name);
    }

    /**
     * The algorithm of that name.
     *
     * @param option what was typed before it, for the message
     * @param name v1 or v2
     * @throws IllegalArgumentException for any other name
     */
    public static Algorithm named(String option, String name) {
        return Check.named(option, name, List.of(values()));
    }

    /** The name in lower case. */
    @Override
    public String toString() {
        return Check.lower(this);
    }
}
