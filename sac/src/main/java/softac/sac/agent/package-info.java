/**
 * The two published Soft Actor-Critic algorithms and their parts.
 *
 * <p>"v1" is Haarnoja et al. 2018a, arXiv:1801.01290 (state value network); "v2" is Haarnoja et al. 2018b,
 * arXiv:1812.05905 (twin target Q, learned temperature). Numbers in brackets are the papers' equations.
 *
 * <p>Actions live in (−1, 1)ᵐ inside an agent; its edge scales them to the task's box. log π is that of the unscaled
 * action: log π_task = log π − Σ log halfWidth.
 */
@NullMarked
package softac.sac.agent;

import org.jspecify.annotations.NullMarked;
