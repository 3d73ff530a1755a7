package io.nearfar.edge.console;

/**
 * A run.
 *
 * @param run its label
 * @param tasks records of it in the database
 */
public record RunView(String run, long tasks) {}
