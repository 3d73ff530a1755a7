package io.nearfar.edge.console;

import io.nearfar.model.inference.ModelProfile;

/**
 * A deployed model.
 *
 * @param tier edge or cloud
 * @param name its name
 * @param ttftSeconds expected time to first token of a prompt of 1,000 tokens
 * @param tpotSeconds expected time per output token
 * @param arenaElo quality for regular tasks
 * @param mmlu quality for quality-preferred tasks
 */
public record ModelView(
    String tier,
    String name,
    double ttftSeconds,
    double tpotSeconds,
    double arenaElo,
    double mmlu) {

  private static final int PROMPT_TOKENS = 1000;

  static ModelView of(String tier, ModelProfile profile) {
    return new ModelView(
        tier,
        profile.name(),
        profile.ttftSeconds(PROMPT_TOKENS),
        profile.tpotSeconds(),
        profile.quality().arenaElo(),
        profile.quality().mmlu());
  }
}
