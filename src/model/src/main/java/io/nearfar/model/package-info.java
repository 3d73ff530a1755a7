/**
 * What Nearfar computes, as plain Java: no framework, no I/O, no clock of its own. A package is a
 * chapter of the model:
 *
 * <ul>
 *   <li>{@code task}: what a user asks for, and where it can be generated
 *   <li>{@code inference}: how long a language model takes
 *   <li>{@code radio}: the rate a user's link carries
 *   <li>{@code delay}: service delay (equations 1 to 4), quality constraint (4e), reward (equation
 *       10)
 *   <li>{@code policy}: who decides; {@code policy.icl} is in-context learning (equations 5 to 9)
 *   <li>{@code scenario}: everything a run needs to know, read from one file
 *   <li>{@code outcome}: one row for a finished task, measured and analytic side by side
 * </ul>
 *
 * <p>Equation numbers are those of "Generative AI as a Service in 6G Edge-Cloud: Generation Task
 * Offloading by In-context Learning" (arXiv 2408.02549). Units are SI: seconds, bits per second,
 * hertz.
 */
package io.nearfar.model;
