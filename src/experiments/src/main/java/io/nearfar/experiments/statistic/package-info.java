/** What can be said of values that differ from seed to seed. */
package io.nearfar.experiments.statistic;
