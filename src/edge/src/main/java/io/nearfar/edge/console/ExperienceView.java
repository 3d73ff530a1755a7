package io.nearfar.edge.console;

import io.nearfar.model.policy.icl.Experience;
import java.util.List;

/**
 * The experience pool.
 *
 * @param version grows with every change
 * @param examples the examples that the next prompt shows
 */
public record ExperienceView(long version, List<Experience> examples) {}
