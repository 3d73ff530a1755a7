package io.nearfar.edge.rig;

/** Answers of a cloud node that works, as it would write them. */
public final class FarAnswers {

  /** The last event of a stream. */
  public static final String DONE = "data: [DONE]\n\n";

  /** A whole answer of five tokens. */
  public static final String WHOLE =
      "{\"id\":\"chatcmpl-1\",\"object\":\"chat.completion\",\"created\":1,\"model\":\"far-model\","
          + "\"choices\":[{\"index\":0,\"message\":{\"role\":\"assistant\",\"content\":\"one two"
          + " three four five\"},\"finish_reason\":\"stop\"}],\"usage\":{\"prompt_tokens\":2,"
          + "\"completion_tokens\":5,\"total_tokens\":7}}";

  private FarAnswers() {}

  /** One event with one word. */
  public static String token(String word) {
    return "data: {\"id\":\"chatcmpl-1\",\"object\":\"chat.completion.chunk\",\"created\":1,"
        + "\"model\":\"far-model\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\""
        + word
        + " \"},\"finish_reason\":null}]}\n\n";
  }

  /** What follows the last token, with {@code [DONE]}. */
  public static String ending() {
    return "data: {\"id\":\"chatcmpl-1\",\"object\":\"chat.completion.chunk\",\"created\":1,"
        + "\"model\":\"far-model\",\"choices\":[{\"index\":0,\"delta\":{},"
        + "\"finish_reason\":\"stop\"}]}\n\n"
        + DONE;
  }

  /** Answers as a healthy node does: five tokens, streamed or whole. */
  public static void healthy(Call call) throws Exception {
    if (!call.streamed()) {
      call.whole(200, WHOLE, "Server-Timing: ttft;dur=1.000, total;dur=2.000");
      return;
    }
    call.begin(token("one"));
    for (String word : new String[] {"two", "three", "four", "five"}) {
      call.more(token(word));
    }
    call.more(ending());
    call.end();
  }
}
