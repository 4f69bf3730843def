package softac.lab;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;
import softac.lab.run.Numeral;

/** Finite decimal numbers: 0.001 or 1e-3. */
final class Real implements ITypeConverter<Double> {
    @Override
    public Double convert(String text) {
        try {
            return Numeral.real(text);
        } catch (IllegalArgumentException e) {
            throw new TypeConversionException(e.getMessage());
        }
    }
}
