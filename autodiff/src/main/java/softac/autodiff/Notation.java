package softac.autodiff;

import java.util.List;
import java.util.Map;

/** Operations as a paper writes them: a template in which the arguments stand, and the integers of a slice. */
final class Notation {
    private static final Map<String, String> TEMPLATES = Map.ofEntries(
            Map.entry("matmul", "{a} · {b}"),
            Map.entry("affine", "{a} · {b} + {c}"),
            Map.entry("affine+relu", "max({a} · {b} + {c}, 0)"),
            Map.entry("affine+tanh", "tanh({a} · {b} + {c})"),
            Map.entry("add", "{a} + {b}"),
            Map.entry("sub", "{a} − {b}"),
            Map.entry("mul", "{a} ⊙ {b}"),
            Map.entry("div", "{a} / {b}"),
            Map.entry("neg", "−{a}"),
            Map.entry("relu", "max({a}, 0)"),
            Map.entry("square", "{a}²"),
            Map.entry("sqrt", "√{a}"),
            Map.entry("abs", "|{a}|"),
            Map.entry("softplus", "log(1 + exp({a}))"),
            Map.entry("logOneMinusTanhSquared", "log(1 − tanh² {a})"),
            Map.entry("sum", "Σᵢⱼ {a}"),
            Map.entry("sumRows", "Σᵢ {a}"),
            Map.entry("sumColumns", "Σⱼ {a}"),
            Map.entry("logSumExp", "log Σⱼ exp({a})"),
            Map.entry("concat", "[{a}, {b}]"),
            Map.entry("columns", "{a}[:, {i}…{j}]"),
            Map.entry("transpose", "{a}ᵀ"),
            Map.entry("stopGradient", "constant({a})"));

    private Notation() {}

    /**
     * The right side of an equation; {@code name(a, b)} where an operation has no notation of its own.
     *
     * @param s a recorded operation
     * @param arguments what its arguments are called
     */
    static String of(Slot s, List<String> arguments) {
        String template = TEMPLATES.get(s.op().name());
        if (template == null) {
            return s.op().name() + "(" + String.join(", ", arguments) + ")";
        }
        StringBuilder text = new StringBuilder();
        for (int n = 0; n < template.length(); n++) {
            if (template.charAt(n) == '{') {
                char which = template.charAt(n + 1);
                text.append(which == 'i' ? "" + s.i() : which == 'j' ? "" + s.j() : atom(arguments.get(which - 'a')));
                n += 2;
            } else {
                text.append(template.charAt(n));
            }
        }
        return text.toString();
    }

    /** A name that is itself a sum, or a negative number, keeps together. */
    private static String atom(String name) {
        return name.contains(" − ") || name.contains(" + ") || name.startsWith("-") ? "(" + name + ")" : name;
    }
}
