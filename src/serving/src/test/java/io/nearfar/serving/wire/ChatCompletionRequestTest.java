package io.nearfar.serving.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChatCompletionRequestTest {

  private static final String HELLO = "\"messages\":[{\"role\":\"user\",\"content\":\"hello\"}]";

  private static ChatCompletionRequest read(String json) {
    return ChatCompletionRequest.read(json.getBytes(UTF_8), RequestLimits.DEFAULT);
  }

  private static ApiException refusal(String json) {
    return catchThrowableOfType(ApiException.class, () -> read(json));
  }

  @Test
  void readsWhatItKnowsAndLeavesTheRestAlone() {
    ChatCompletionRequest request =
        read(
            """
            {"model":"m","temperature":0.3,"tools":[{"type":"function","function":{"n":[1,{}]}}],
             "messages":[
               {"role":"system","content":"Be brief.","name":"x"},
               {"role":"user","content":[
                 {"type":"text","text":"four"},
                 {"type":"image_url","image_url":{"url":"data:image/png;base64,AAAA"}},
                 {"type":"text","text":"more!"}]},
               {"role":"assistant","content":null,"tool_calls":[{"id":"1"}]},
               {"role":"tool","content":"42","tool_call_id":"1"}],
             "stream":true,"stream_options":{"include_usage":true,"other":1},
             "max_tokens":7,"ignore_eos":true,"n":1,"user":null}
            """);
    assertThat(request.model()).isEqualTo("m");
    assertThat(request.stream()).isTrue();
    assertThat(request.includeUsage()).isTrue();
    assertThat(request.ignoreEos()).isTrue();
    assertThat(request.maxTokens()).isEqualTo(OptionalInt.of(7));
    assertThat(request.messages())
        .containsExactly(
            new ChatMessage("system", 9),
            new ChatMessage("user", 9),
            new ChatMessage("assistant", 0),
            new ChatMessage("tool", 2));
    assertThat(request.promptTokens()).isEqualTo(5);
  }

  @Test
  void takesNullForAbsent() {
    ChatCompletionRequest request =
        read(
            "{\"model\":\"m\","
                + HELLO
                + ",\"stream\":null,\"stream_options\":null,\"max_tokens\":null,\"n\":null,\"ignore_eos\":null}");
    assertThat(request.stream()).isFalse();
    assertThat(request.includeUsage()).isFalse();
    assertThat(request.maxTokens()).isEmpty();
    assertThat(request.ignoreEos()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"'', 0", "a, 1", "abcd, 1", "abcde, 2", "ä€, 2", "😀, 1", "😀a, 2"})
  void countsFourBytesOfUtf8AsAToken(String content, int tokens) {
    String json =
        "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"" + content + "\"}]}";
    assertThat(read(json).promptTokens()).isEqualTo(tokens);
  }

  @Test
  void countsEscapedTextByWhatItMeans() {
    assertThat(
            read("{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"\\ud83d\\ude00\\n\"}]}")
                .messages())
        .containsExactly(new ChatMessage("user", 5));
  }

  @Test
  void knowsTheNewerNameOfMaxTokens() {
    assertThat(read("{\"model\":\"m\"," + HELLO + ",\"max_completion_tokens\":9}").maxTokens())
        .hasValue(9);
    assertThat(
            read("{\"model\":\"m\"," + HELLO + ",\"max_completion_tokens\":9,\"max_tokens\":9}")
                .maxTokens())
        .hasValue(9);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{} | model | missing_required_parameter | model is missing",
        "{'model':null,$} | model | missing_required_parameter | model is missing",
        "{'model':' ',$} | model | missing_required_parameter | model is missing",
        "{'model':3,$} | model | invalid_type | model is a whole number; it must be a string",
        "{'model':'m'} | messages | missing_required_parameter | messages is missing",
        "{'model':'m','messages':[]} | messages | empty_array | messages is empty",
        "{'model':'m','messages':'hi'} | messages | invalid_type | messages is a string",
        "{'model':'m','messages':['hi']} | messages[0] | invalid_type | messages[0] is a string",
        "{'model':'m','messages':[{'content':'x'}]} | messages[0].role | missing_required_parameter | messages[0].role",
        "{'model':'m','messages':[{'role':'boss','content':'x'}]} | messages[0].role | invalid_value | is \"boss\"",
        "{'model':'m','messages':[{'role':'user'}]} | messages[0].content | missing_required_parameter | is missing",
        "{'model':'m','messages':[{'role':'user','content':null}]} | messages[0].content | missing_required_parameter | is missing",
        "{'model':'m','messages':[{'role':'user','content':1.5}]} | messages[0].content | invalid_type | a number with a fraction",
        "{'model':'m','messages':[{'role':'user','content':[]}]} | messages[0].content | empty_array | at least one part",
        "{'model':'m','messages':[{'role':'user','content':['x']}]} | messages[0].content[0] | invalid_type | an object",
        "{'model':'m','messages':[{'role':'user','content':[{'text':'x'}]}]} | messages[0].content[0].type | missing_required_parameter | type is missing",
        "{'model':'m','messages':[{'role':'user','content':[{'type':'text'}]}]} | messages[0].content[0].text | missing_required_parameter | text is missing",
        "{'model':'m',$,'max_tokens':0} | max_tokens | integer_below_min_value | max_tokens is 0; it must be at least 1",
        "{'model':'m',$,'max_tokens':-5} | max_tokens | integer_below_min_value | max_tokens is -5",
        "{'model':'m',$,'max_tokens':32769} | max_tokens | integer_above_max_value | it must be at most 32768",
        "{'model':'m',$,'max_tokens':99999999999999999999999999} | max_tokens | integer_above_max_value | a number of 87 bits",
        "{'model':'m',$,'max_tokens':1.5} | max_tokens | invalid_type | a whole number",
        "{'model':'m',$,'max_tokens':'9'} | max_tokens | invalid_type | is a string",
        "{'model':'m',$,'max_completion_tokens':0} | max_completion_tokens | integer_below_min_value | at least 1",
        "{'model':'m',$,'max_tokens':4,'max_completion_tokens':5} | max_completion_tokens | invalid_value | two names",
        "{'model':'m',$,'n':2} | n | unsupported_value | n is 2",
        "{'model':'m',$,'n':0} | n | integer_below_min_value | n is 0",
        "{'model':'m',$,'stream':'yes'} | stream | invalid_type | true or false",
        "{'model':'m',$,'stream_options':{'include_usage':true}} | stream_options | invalid_value | only allowed when stream",
        "{'model':'m',$,'stream':true,'stream_options':7} | stream_options | invalid_type | an object",
        "{'model':'m',$,'stream':true,'stream_options':{'include_usage':1}} | stream_options.include_usage | invalid_type | true or false",
        "{'model':'m',$,'ignore_eos':true} | ignore_eos | invalid_value | without max_tokens",
      })
  void refusesWhatDoesNotFit(String template, String param, String code, String message) {
    ApiException error = refusal(template.replace("$", HELLO).replace('\'', '"'));
    assertThat(error.status()).isEqualTo(400);
    assertThat(error.type()).isEqualTo("invalid_request_error");
    assertThat(error.param()).isEqualTo(param);
    assertThat(error.code()).isEqualTo(code);
    assertThat(error).hasMessageContaining(message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"''", "{", "[]", "7", "null", "{'model':'m'", "{'model' 'm'}", "{} {}", "{'a':[[}"})
  void refusesWhatIsNotAJsonObject(String template) {
    ApiException error = refusal(template.replace('\'', '"'));
    assertThat(error.status()).isEqualTo(400);
    assertThat(error.code()).isEqualTo("invalid_json");
    assertThat(error.param()).isNull();
    assertThat(error.getMessage()).doesNotContain("REDACTED");
  }

  @Test
  void refusesBytesThatAreNotUtf8AndNestingWithoutEnd() {
    byte[] latin = "{\"model\":\"\u00e9\"}".getBytes(java.nio.charset.StandardCharsets.ISO_8859_1);
    byte[] likeUtf32 = {0, 0, 0, 0x7B, 0, 0x11, 0, 0};
    byte[] likeUtf32InAnotherOrder = {0, 0x7B, 0, 0};
    for (byte[] body : List.of(latin, likeUtf32, likeUtf32InAnotherOrder)) {
      assertThat(
              catchThrowableOfType(
                      ApiException.class,
                      () -> ChatCompletionRequest.read(body, RequestLimits.DEFAULT))
                  .code())
          .isEqualTo("invalid_json");
    }
    assertThat(refusal("{\"x\":" + "[".repeat(100_000)).code()).isEqualTo("invalid_json");
  }

  @Test
  void keepsItsOwnLimit() {
    RequestLimits ten = new RequestLimits(10);
    byte[] eleven = ("{\"model\":\"m\"," + HELLO + ",\"max_tokens\":11}").getBytes(UTF_8);
    assertThat(
            catchThrowableOfType(ApiException.class, () -> ChatCompletionRequest.read(eleven, ten)))
        .hasMessage("max_tokens is 11; it must be at most 10.");
  }
}
