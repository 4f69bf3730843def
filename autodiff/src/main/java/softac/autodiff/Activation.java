package softac.autodiff;

import java.util.Locale;
import softac.autodiff.kernel.Function;

/** What an affine layer applies to its output in the same pass: functions whose slope follows from y alone. */
public enum Activation {
    /** f(x) = x. */
    NONE,
    /** f(x) = max(x, 0). */
    RELU,
    /** f(x) = tanh x. */
    TANH;

    /** The elementwise function. */
    public Function function() {
        return switch (this) {
            case NONE -> Function.IDENTITY;
            case RELU -> Function.RELU;
            case TANH -> Function.TANH;
        };
    }

    /**
     * The activation of that name, as files and command lines write it.
     *
     * @param name none, relu or tanh
     * @return the activation
     * @throws IllegalArgumentException for any other name
     */
    public static Activation named(String name) {
        for (Activation activation : values()) {
            if (activation.toString().equals(name)) {
                return activation;
            }
        }
        throw new IllegalArgumentException("unknown activation '" + name + "': use none, relu or tanh");
    }

    /** The name in lower case. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
