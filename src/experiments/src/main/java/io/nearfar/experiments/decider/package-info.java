/** Decision models of experiments: an endpoint, what it once replied, or the embedded reader. */
package io.nearfar.experiments.decider;
