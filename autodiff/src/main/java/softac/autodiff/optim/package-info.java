/** What moves parameters: Adam along a gradient, Polyak averaging towards another network. */
@NullMarked
package softac.autodiff.optim;

import org.jspecify.annotations.NullMarked;
