package io.nearfar.model.policy.icl;

import static org.assertj.core.api.Assertions.assertThat;

import io.nearfar.model.policy.icl.Reply.Form;
import io.nearfar.model.task.Decision;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReplyTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "local",
        "Local",
        "LOCAL",
        " local\n",
        "local.",
        "\"local\"",
        "'local'",
        "`local`",
        "**local**",
        "**Local.**",
        "- local",
        "> local",
        "\n\n\tlocal!",
        "<local>",
        "[local]",
        "<think>offload has the quality, but the task is regular</think>\n\nlocal",
        "offload would be slower ... </think>\nlocal"
      })
  void theBareWordIsValid(String text) {
    assertThat(Reply.read(text)).isEqualTo(new Reply(Form.VALID, Optional.of(Decision.LOCAL)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "the decision would be: offload",
        "The decision would be: **offload**",
        "Decision: offload",
        "Answer: Offload.",
        "I would offload this task.",
        "The task should be offloaded.",
        "Offloading",
        "offload<|im_end|>",
        "<|assistant|>offload",
        "{\"decision\": \"offload\"}",
        "```json\n{\"decision\":\"offload\"}\n```",
        "{\"decision\":\"offload\",\"reason\":\"local does not meet the quality\"}",
        "{\"local\": false, \"offload\": true}",
        "{\"local\": 0, \"offload\": 1}",
        "$\\boxed{offload}$",
        "\\boxed{\\text{offload}}",
        "offload, not local",
        "Offload (not local)",
        "not local, offload",
        "not local but offload",
        "offload instead of local",
        "offload rather than local",
        "Choose offload over local.",
        "offload is better than local",
        "Do not generate locally, offload",
        "don't go local: offload",
        "Don’t use local. Use offload.",
        "local is not the best; offload",
        "Local is not good enough so offload.",
        "Since local can't meet the quality requirement, offload is the right decision.",
        "Local is faster, so the answer is offload",
        "The local model is faster, but quality matters. Therefore: offload",
        "local or offload? offload",
        "local or offload: offload",
        "Reply with exactly one word, local or offload, and nothing else.\n\noffload",
        "Between local and offload I choose offload",
        "Options: local, offload. Answer: offload",
        "Offload. It would be slower locally, with less quality.",
        "Offload - the local model is too weak for a quality-preferred task.",
        "Offload, because the local model has less quality.",
        "Offload\n\nThe local model is faster, and yet its quality is too low.",
        "**Offload**\n\nLocal: 13.56 s\n",
        "The task should be offloaded to the cloud because the local model lacks the quality.",
        "The best choice for this task is offload, since local misses the quality.",
        "offload\n\n2. condition: small, regular | decision: local | reward: 30.00 | evaluation: good",
        "condition: large, quality-preferred | decision: offload | reward: 3.20 | evaluation: good",
        "Die Entscheidung lautet: offload",
        "选择 offload",
        "La décision est « offload »",
        "решение: offload"
      })
  void oneDecisionInMoreWordsIsDecorated(String text) {
    assertThat(Reply.read(text))
        .as(text)
        .isEqualTo(new Reply(Form.DECORATED, Optional.of(Decision.OFFLOAD)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "the decision would be: local",
        "The offloading decision is local.",
        "Task offloading: local",
        "This is an offloading decision: local",
        "Generate the answer locally.",
        "local-only",
        "No offloading needed, local",
        "Local, because offloading is unnecessary.",
        "Offloading is not needed; local.",
        "There is no need to offload: local",
        "offload: no, local: yes",
        "I would keep it local rather than offload it.",
        "It should be processed locally because offloading takes longer.",
        "<think>offload? no, regular</think>The answer is local"
      })
  void aLocalDecisionIsReadAmongTheWordsOfOffloading(String text) {
    assertThat(Reply.read(text)).isEqualTo(new Reply(Form.DECORATED, Optional.of(Decision.LOCAL)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "   \n",
        "yes",
        "cloud",
        "the edge node",
        "2",
        "I cannot decide.",
        "I'm sorry, but I can't help with offloading.",
        "location",
        "unloaded",
        "the locale is localized on localhost",
        "a vocal majority",
        "reloaded",
        "offloader",
        "lokal",
        "locale",
        "lokalno",
        "本地",
        "ローカル",
        "élocal",
        "localité",
        "local or offload",
        "\"local\" or \"offload\"",
        "**local** or **offload**",
        "local/offload",
        "local | offload",
        "local vs offload",
        "offload or local",
        "Reply with exactly one word, local or offload, and nothing else.",
        "local, offload",
        "local offload",
        "1. local\n2. offload",
        "local: quality not met - offload",
        "Local: 13.56 s\nOffload: 31.77 s",
        "{\"local\": 0.4, \"offload\": 0.6}",
        "neither local nor offload",
        "not local",
        "non-local",
        "Do not offload.",
        "Local is not good enough.",
        "Local isn't good enough.",
        "The local model cannot meet the quality.",
        "The local model does not meet the quality requirement.",
        "Offloading is not necessary.",
        "It is not clear whether local is better.",
        "<think>The task is quality-preferred, so offload",
        "<think></think>"
      })
  void noDecisionAndBothAreUnusable(String text) {
    assertThat(Reply.read(text)).isEqualTo(new Reply(Form.UNUSABLE, Optional.empty()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"off-load", "Off load.", "OFF-LOAD"})
  void spellingsOfTheWordAreTheWord(String text) {
    assertThat(Reply.read(text)).isEqualTo(new Reply(Form.VALID, Optional.of(Decision.OFFLOAD)));
  }

  @Test
  void aLongReplyIsReadInReasonableSteps() {
    String text = "local or not, so the ".repeat(20_000) + "answer is offload";

    assertThat(Reply.read(text).decision()).contains(Decision.OFFLOAD);
  }
}
