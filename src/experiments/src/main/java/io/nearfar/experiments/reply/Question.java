package io.nearfar.experiments.reply;

import io.nearfar.model.policy.icl.PromptPart;
import io.nearfar.model.task.Condition;
import io.nearfar.model.task.Decision;
import java.util.Optional;

/**
 * A question of the study.
 *
 * @param wording how it is put
 * @param leftOut the part of the prompt that is left out
 * @param examples how many examples the prompt has
 * @param condition what it is asked about
 * @param right what the oracle decides; empty for a content-free condition
 */
record Question(
    Wording wording,
    Optional<PromptPart> leftOut,
    int examples,
    Condition condition,
    Optional<Decision> right) {}
