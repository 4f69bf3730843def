package softac.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** What the rules forbid: members by owner and name, however they are used (called, read, or named with ::). */
final class Forbidden {
    private static final String VECTORS = "jdk.incubator.vector.";

    /** Exact in every implementation, or defined on integers only. */
    private static final Pattern EXACT_MATHS = Pattern.compile(
            "abs|min|max|fma|sqrt|floor|ceil|rint|copySign|clamp|(unsigned)?multiplyHigh|multiplyFull|\\w+Exact"
                    + "|(floor|ceil)(Div|Mod)");

    /** Of the Vector API: what IEEE 754, or integer arithmetic, defines to the bit. */
    private static final Pattern EXACT_LANES = Pattern.compile(
            "ADD|SUB|MUL|DIV|FMA|SQRT|MIN|MAX|ABS|NEG|AND|OR|XOR|NOT|LSHL|LSHR|ASHR|EQ|NE|LT|LE|GT|GE|[IFDL]2[IFDL]");

    private static final Pattern LOOK_UPS = Pattern.compile(
            "forName|newInstance|get(Declared)?(Classes|Constructors?|Fields?|Methods?|RecordComponents)");

    private static final Set<String> CHANGING_TYPES = Set.of(
            "java.util.AbstractCollection",
            "java.util.AbstractMap",
            "java.lang.AbstractStringBuilder",
            "java.lang.ThreadLocal",
            "java.nio.Buffer",
            "java.util.Random",
            "org.ejml.data.Matrix");

    private Forbidden() {}

    /** The array inside an EJML matrix. */
    static DescribedPredicate<JavaAccess<?>> arrayOfAMatrix() {
        return describe(
                "it is the array of an EJML matrix",
                access -> ownerOf(access).startsWith("org.ejml.data.")
                        && List.of("data", "getData", "setData").contains(access.getName()));
    }

    static DescribedPredicate<JavaAccess<?>> hiddenRandomness() {
        return describe("it gives random numbers that no seed governs", access -> switch (ownerOf(access)) {
            case "java.util.Random",
                    "java.util.SplittableRandom",
                    "java.util.concurrent.ThreadLocalRandom",
                    "java.security.SecureRandom" -> true;
            case "java.lang.Math", "java.lang.StrictMath" -> access.getName().equals("random");
            case "java.util.UUID" -> access.getName().equals("randomUUID");
            case "java.util.Collections" -> access.getName().equals("shuffle");
            default -> ownerOf(access).startsWith("java.util.random.");
        });
    }

    static DescribedPredicate<JavaAccess<?>> clockOrSurroundings() {
        return describe("it is a clock or the environment", access -> switch (ownerOf(access)) {
            case "java.lang.System" ->
                List.of("currentTimeMillis", "nanoTime", "getenv").contains(access.getName());
            case "java.util.Date", "java.util.Calendar", "java.util.GregorianCalendar" -> true;
            default ->
                ownerOf(access).startsWith("java.time.")
                        && (access.getName().equals("now") || ownerOf(access).endsWith("Clock"));
        });
    }

    static DescribedPredicate<JavaAccess<?>> inexactMaths() {
        return describe(
                "it is a method of Math that may differ between machines (take StrictMath)",
                access -> ownerOf(access).equals("java.lang.Math")
                        && !EXACT_MATHS.matcher(access.getName()).matches());
    }

    /** The classes that may use the Vector API, and what is inside of them. */
    static DescribedPredicate<JavaClass> vectorKernel() {
        return describe("kernels named Vector…", type -> type.getName().startsWith("softac.autodiff.kernel.Vector"));
    }

    /** Functions that have no defined last bit, and sums over lanes, whose order depends on how many there are. */
    static DescribedPredicate<JavaAccess<?>> inexactLanes() {
        return describe(
                "its bits depend on the machine",
                access -> (ownerOf(access).equals(VECTORS + "VectorOperators")
                                && !EXACT_LANES.matcher(access.getName()).matches())
                        || (ownerOf(access).startsWith(VECTORS)
                                && (access.getName().startsWith("reduceLanes")
                                        || access.getName().equals("pow"))));
    }

    /** Any species but the preferred one. */
    static DescribedPredicate<JavaAccess<?>> chosenWidth() {
        return describe(
                "it chooses a number of lanes",
                access -> ownerOf(access).startsWith(VECTORS)
                        && ((access.getName().startsWith("SPECIES_")
                                        && !access.getName().equals("SPECIES_PREFERRED"))
                                || ownerOf(access).equals(VECTORS + "VectorShape")
                                || List.of("of", "ofPreferred", "ofLargestShape", "withShape")
                                        .contains(access.getName())));
    }

    static DescribedPredicate<JavaAccess<?>> timedWait() {
        return describe("it waits for a time", access -> switch (ownerOf(access)) {
            case "java.lang.Thread" -> access.getName().equals("sleep");
            case "java.lang.Object" -> access.getName().equals("wait");
            case "java.util.concurrent.locks.LockSupport" ->
                List.of("parkNanos", "parkUntil").contains(access.getName());
            default -> ownerOf(access).equals("java.util.concurrent.TimeUnit");
        });
    }

    static DescribedPredicate<JavaAccess<?>> console() {
        return describe(
                "it is the console",
                access -> (ownerOf(access).equals("java.lang.System")
                                && List.of("out", "err", "in", "console").contains(access.getName()))
                        || (access.getName().equals("printStackTrace")
                                && access.getTarget().getFullName().endsWith("()")));
    }

    static DescribedPredicate<JavaAccess<?>> endOfTheProcess() {
        return describe(
                "it is the end of the process",
                access -> List.of("java.lang.System", "java.lang.Runtime").contains(ownerOf(access))
                        && List.of("exit", "halt", "addShutdownHook").contains(access.getName()));
    }

    static DescribedPredicate<JavaAccess<?>> memberByName() {
        return describe(
                "it looks up a class or a member by its name",
                access -> access.getName().equals("loadClass")
                        || (ownerOf(access).equals("java.lang.Class")
                                && LOOK_UPS.matcher(access.getName()).matches()));
    }

    /** Java serialization, reflection and scripting. */
    static DescribedPredicate<JavaClass> codeFromData() {
        return describe(
                "are Java serialization, reflection or scripting",
                type -> type.getPackageName().startsWith("java.lang.reflect")
                        || type.getPackageName().startsWith("javax.script")
                        || type.getName().startsWith("java.io.ObjectInput")
                        || type.getName().startsWith("java.io.ObjectOutput"));
    }

    /** A static field that can be assigned, or whose value can be changed as far as its type tells. */
    static DescribedPredicate<JavaField> mutableStatic() {
        return describe("be static and able to change", field -> {
            Set<JavaModifier> modifiers = field.getModifiers();
            if (!modifiers.contains(JavaModifier.STATIC) || modifiers.contains(JavaModifier.SYNTHETIC)) {
                return false;
            }
            JavaClass type = field.getRawType();
            boolean open = modifiers.contains(JavaModifier.PUBLIC) || modifiers.contains(JavaModifier.PROTECTED);
            return !modifiers.contains(JavaModifier.FINAL) || (type.isArray() ? open : canChange(type));
        });
    }

    private static boolean canChange(JavaClass type) {
        return type.getPackageName().startsWith("java.util.concurrent")
                || CHANGING_TYPES.stream().anyMatch(type::isAssignableTo)
                || (type.getPackageName().startsWith("softac")
                        && type.getAllFields().stream().anyMatch(Forbidden::isVariable));
    }

    private static boolean isVariable(JavaField field) {
        return !field.getModifiers().contains(JavaModifier.STATIC)
                && !field.getModifiers().contains(JavaModifier.FINAL)
                && !field.getOwner().getName().startsWith("java.");
    }

    private static String ownerOf(JavaAccess<?> access) {
        return access.getTargetOwner().getName();
    }
}
