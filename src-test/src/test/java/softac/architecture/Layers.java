package softac.architecture;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The table of packages in section 1 of the design, bottom row first: what each may import besides the JDK. */
final class Layers {
    private static final String EJML = "org.ejml..";
    private static final String VECTOR = "jdk.incubator.vector";
    private static final String STATE = "softac.autodiff.state";
    private static final String KERNEL = "softac.autodiff.kernel";
    private static final String RANDOM = "softac.autodiff.random";
    private static final String ENGINE = "softac.autodiff";
    private static final String ALL_OF_AUTODIFF = "softac.autodiff..";
    private static final String ENV = "softac.sac.env..";
    private static final String REPLAY = "softac.sac.replay";

    private final Map<String, List<String>> rows = new LinkedHashMap<>();

    Layers() {
        row(STATE, EJML);
        row(KERNEL, EJML, STATE, VECTOR);
        row(RANDOM, STATE);
        row(ENGINE, EJML, STATE, KERNEL);
        row("softac.autodiff.nn", EJML, STATE, KERNEL, RANDOM, ENGINE);
        row("softac.autodiff.optim", EJML, STATE, KERNEL, ENGINE);
        row("softac.autodiff.check", EJML, STATE, KERNEL, RANDOM, ENGINE);
        row(ENV, STATE, RANDOM);
        row(REPLAY, EJML, STATE, KERNEL, RANDOM, ENV);
        row("softac.sac.theory", EJML, STATE, RANDOM, ENV);
        row("softac.sac.agent", EJML, ALL_OF_AUTODIFF, ENV, REPLAY);
        row("softac.sac.check", EJML, ALL_OF_AUTODIFF, REPLAY, "softac.sac.agent");
        row("softac.sac.train.file", EJML, STATE, KERNEL);
        row("softac.sac.train", EJML, ALL_OF_AUTODIFF, "softac.sac..");
        row("softac.lab..", "*..");
    }

    /** The packages of the table, as ArchUnit patterns. */
    List<String> packages() {
        return List.copyOf(rows.keySet());
    }

    /** What a package may import: its row, itself, the JDK and the annotations for null. */
    String[] importsOf(String row) {
        List<String> imports = new ArrayList<>(rows.get(row));
        imports.addAll(List.of(row, "java..", "org.jspecify.annotations"));
        return imports.toArray(String[]::new);
    }

    private void row(String name, String... imports) {
        rows.put(name, List.of(imports));
    }
}
