package softac.lab;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Finite decimal numbers: 0.001 or 1e-3. */
final class Real implements ITypeConverter<Double> {
    @Override
    public Double convert(String text) {
        if (text.matches("[-+]?(\\d+\\.?\\d*|\\.\\d+)([eE][-+]?\\d+)?")) {
            double value = Double.parseDouble(text);
            if (Double.isFinite(value)) {
                return value;
            }
        }
        throw new TypeConversionException("'" + text + "': must be a finite number, such as 0.001 or 1e-3");
    }
}
