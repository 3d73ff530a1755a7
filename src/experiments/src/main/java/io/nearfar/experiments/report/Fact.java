package io.nearfar.experiments.report;

/**
 * Something known, under its name.
 *
 * @param name what it is
 * @param value what is known
 */
public record Fact(String name, String value) {}
