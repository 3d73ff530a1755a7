package io.nearfar.edge.decision;

import io.nearfar.edge.rig.Call;
import io.nearfar.edge.rig.ScriptedServer;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.List;
import java.util.Map;

/**
 * A scripted decision model behind an OpenAI-compatible API.
 *
 * @param server what it says
 */
record Decider(ScriptedServer server) {

  /** The policy asks it. */
  public static final class Profile implements QuarkusTestProfile {
    @Override
    public List<TestResourceEntry> testResources() {
      return List.of(new TestResourceEntry(Resource.class));
    }
  }

  /** Starts it. */
  public static final class Resource implements QuarkusTestResourceLifecycleManager {
    private final Decider decider = new Decider(new ScriptedServer());

    @Override
    public Map<String, String> start() {
      decider.server.start();
      return Map.of(
          "nearfar.scenario", "src/test/resources/decider.yaml",
          "nearfar.language-model.remote", "true",
          "nearfar.language-model.base-url", decider.server.url() + "/v1",
          "nearfar.language-model.name", "decider-1b",
          "nearfar.language-model.api-key", "a-key",
          "nearfar.language-model.constrain", "grammar",
          "nearfar.language-model.deadline", "3s",
          "nearfar.language-model.concurrency", "1",
          "nearfar.language-model.max-waiting", "1");
    }

    @Override
    public void inject(TestInjector injector) {
      injector.injectIntoFields(decider, new TestInjector.MatchesType(Decider.class));
    }

    @Override
    public void stop() {
      decider.server.stop();
    }
  }

  /** A reply, with log-probabilities or nothing after it. */
  static void reply(Call call, String text, String logprobs) throws Exception {
    call.whole(
        200,
        "{\"id\":\"x\",\"object\":\"chat.completion\",\"created\":1,\"model\":\"decider-1b\","
            + "\"choices\":[{\"index\":0,\"message\":{\"role\":\"assistant\",\"content\":\""
            + text
            + "\"},\"finish_reason\":\"stop\""
            + logprobs
            + "}],\"usage\":{\"prompt_tokens\":9,\"completion_tokens\":1,\"total_tokens\":10}}");
  }

  /** The log-probabilities of a first token, as the API writes them. */
  static String logprobs(String... tokensAndLogs) {
    StringBuilder top = new StringBuilder();
    for (int i = 0; i < tokensAndLogs.length; i += 2) {
      top.append(i == 0 ? "" : ",").append("{\"token\":\"").append(tokensAndLogs[i]);
      top.append("\",\"bytes\":null,\"logprob\":").append(tokensAndLogs[i + 1]).append("}");
    }
    return ",\"logprobs\":{\"content\":[{\"token\":\"x\",\"logprob\":-0.1,\"bytes\":null,"
        + "\"top_logprobs\":["
        + top
        + "]}]}";
  }
}
