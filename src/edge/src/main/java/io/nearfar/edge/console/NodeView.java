package io.nearfar.edge.console;

/**
 * Which node this is.
 *
 * @param site name of its site
 * @param run label of requests that state none
 * @param scenario name of the scenario in force
 */
public record NodeView(String site, String run, String scenario) {}
