package io.nearfar.experiments.reply;

import io.nearfar.model.policy.icl.PromptLayout;
import io.nearfar.model.policy.icl.PromptTemplate;
import io.nearfar.model.policy.icl.TaskDescription;
import io.nearfar.model.policy.icl.Vocabulary;
import java.util.Arrays;
import java.util.List;

/** A way to put the same question. */
record Wording(PromptLayout layout, Vocabulary vocabulary) {

  /** Every way, the study's first. */
  static List<Wording> all() {
    return Arrays.stream(PromptLayout.values())
        .flatMap(
            layout -> Arrays.stream(Vocabulary.values()).map(words -> new Wording(layout, words)))
        .toList();
  }

  PromptTemplate template(TaskDescription description) {
    return new PromptTemplate(description, layout, vocabulary);
  }
}
