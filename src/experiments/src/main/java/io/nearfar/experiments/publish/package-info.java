/** Runs at an edge: published there with their reports, fetched back, and merged from parts. */
package io.nearfar.experiments.publish;
