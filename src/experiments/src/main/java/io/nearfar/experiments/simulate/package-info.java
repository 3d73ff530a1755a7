/** A scenario on a virtual clock. */
package io.nearfar.experiments.simulate;
