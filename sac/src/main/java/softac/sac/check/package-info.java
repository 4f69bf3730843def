/**
 * Certificates of a whole agent: the gradient of every loss that its update minimises, and what each loss depends on.
 *
 * <p>A gradient check differentiates a loss as it is written and cannot see a wrong loss: an online network where a target
 * network belongs, or an action of the replay where one of the policy belongs, agree perfectly with their numeric
 * derivatives. The table of dependencies sees those; what neither sees (a factor, a sign) is held by golden data and closed
 * forms.
 */
@NullMarked
package softac.sac.check;

import org.jspecify.annotations.NullMarked;
