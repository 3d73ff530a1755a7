/** Deep Q-learning: the baseline that is trained. The only package that knows PyTorch. */
package io.nearfar.experiments.dqn;
