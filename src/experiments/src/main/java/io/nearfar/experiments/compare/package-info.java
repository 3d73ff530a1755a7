/** Runs over the same seeds, set against each other. */
package io.nearfar.experiments.compare;
