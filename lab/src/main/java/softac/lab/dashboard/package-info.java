/** The page of {@code bin/sac watch}: a server that reads run folders, writes nothing, and tells whoever looks. */
@NullMarked
package softac.lab.dashboard;

import org.jspecify.annotations.NullMarked;
