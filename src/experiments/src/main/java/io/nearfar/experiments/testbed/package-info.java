/** A scenario on the real clock: the users of a live edge. */
package io.nearfar.experiments.testbed;
