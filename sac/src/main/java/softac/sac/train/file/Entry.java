package softac.sac.train.file;

import java.util.List;
import java.util.stream.Collectors;

/**
 * One tensor as the header of a file describes it.
 *
 * @param name unique in the file
 * @param dtype element type
 * @param shape sizes, none for a scalar
 * @param begin where its bytes begin, counted from the first byte of data
 * @param end where they end, exclusive
 */
record Entry(String name, Dtype dtype, List<Integer> shape, long begin, long end) {
    /** As a message shows it: {@code F32 256×17}. */
    static String describe(Dtype dtype, List<Integer> shape) {
        return dtype + " "
                + (shape.isEmpty()
                        ? "scalar"
                        : shape.stream().map(String::valueOf).collect(Collectors.joining("×")));
    }

    String describe() {
        return describe(dtype, shape);
    }

    boolean is(Dtype otherDtype, List<Integer> otherShape) {
        return dtype == otherDtype && shape.equals(otherShape);
    }
}
