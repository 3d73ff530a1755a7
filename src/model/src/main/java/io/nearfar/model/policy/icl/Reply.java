package io.nearfar.model.policy.icl;

import com.fasterxml.jackson.annotation.JsonValue;
import io.nearfar.model.task.Decision;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A reply as a tolerant reader understands it.
 *
 * @param form how the decision was said
 * @param decision the decision; empty exactly when the form is {@link Form#UNUSABLE}
 */
public record Reply(Form form, Optional<Decision> decision) {

  /** How a reply says its decision. */
  public enum Form {
    /** The one word that was asked for, give or take case, quotes and punctuation. */
    VALID("valid"),
    /** One decision inside more words: "the decision would be: offload". */
    DECORATED("decorated"),
    /** No decision, or both. */
    UNUSABLE("unusable");

    private final String word;

    Form(String word) {
      this.word = word;
    }

    /** The word used in files. */
    @JsonValue
    public String word() {
      return word;
    }

    @Override
    public String toString() {
      return word;
    }
  }

  /** How far back from a word its sentence is looked at, in characters. */
  private static final int REACH = 100;

  private static final Pattern WORD =
      Pattern.compile(
          "(?<!\\p{L})(?:(?<local>local(?:ly)?)|(?<offload>offload(?:ed|ing)?))(?!\\p{L})");
  private static final Pattern BARE = Pattern.compile("\\P{L}*(?:local|offload)\\P{L}*");

  /** What a reasoning model thinks before it replies; cut off, it never came to reply. */
  private static final Pattern THOUGHT = Pattern.compile("(?s)<think>.*?(?:</think>|$)");

  /** The end of a thought whose beginning stood in the prompt. */
  private static final Pattern THOUGHT_END = Pattern.compile("(?s)^.*</think>");

  /**
   * Words of ours that decide nothing: both options side by side, as the reply rule has them, and
   * offloading as the name of the matter.
   */
  private static final Pattern NO_MENTION =
      Pattern.compile(
          "(?:local|offload)\\W*(?:\\b(?:or|and|vs|versus)\\b|/|\\|)\\W*(?:local|offload)(?!\\p{L})"
              + "|\\boffloading (?:decision|policy|strategy|problem|choice|task)"
              + "|\\b(?:task|computation) offloading");

  /** A line in the form of the prompt's examples, where a small model goes on with the prompt. */
  private static final Pattern ECHO = Pattern.compile("(?m)^.*\\| decision:.*$");

  /** White space and quotes inside a clause; a dash between spaces ends it. */
  private static final String GAP = "(?:[ \\t\"'*`_(]+|-(?! ))";

  private static final Pattern NEGATED_BEFORE =
      Pattern.compile(
          "(?:\\b(?:not|no|non|never|neither|nor|cannot|avoid(?:ing)?|unable|against|without"
              + "|instead of|rather than|better than|preferable to)|n't)"
              + GAP
              + "(?:(?!(?:so|but|therefore|hence|thus|then|and|because|since|only|local|offload)\\b)"
              + "[\\w']+"
              + GAP
              + "){0,4}$"
              + "|\\bover"
              + GAP
              + "(?:the )?$");
  private static final Pattern NEGATED_AFTER =
      Pattern.compile(
          "^[\"'*`]*\\s*[:=]\\s*(?:false|no\\b|0(?![.\\d]))"
              + "|^[\"'*`]*(?: (?:edge|model|node|processing|generation|inference|execution|option"
              + "|the task|it|is|was|would|will|does|do|can|could|should|be|seems)){0,4}"
              + "(?: not\\b(?! only)| \\w*n't\\b| cannot\\b| never\\b| too \\w+| unnecessary| insufficient"
              + "| inadequate| unsuitable| worse| slower)");
  private static final Pattern VERDICT =
      Pattern.compile(
          "\\b(?:decision|answer|choice|reply|conclusion|option|choose|chose|pick|select|recommend"
              + "|therefore|hence|thus|so|(?:should|must) be)\\b"
              + "(?:(?!local|offload|\\b(?:since|because|as|than|due|why|when|if|while|whereas"
              + "|although|though|but)\\b)[^.!?\\n])*$");

  /** A reply that begins with its decision, and then goes on to explain. */
  private static final Pattern OPENING =
      Pattern.compile(
          "^[^\\p{L}\\d]*(?:(?<local>local)|(?<offload>offload))"
              + "(?:[^\\p{L}:?\\n]*\\n|[\"'*`]*(?:[.!(]| -|[–—]|,? (?:because|since|as|due)\\b))");

  private static final Reply UNUSABLE = new Reply(Form.UNUSABLE, Optional.empty());

  /**
   * Reads a reply.
   *
   * <p>Negated words do not count ("offload, not local"; "local is not good enough"). Where both
   * words are left, the last one that a word of verdict introduces does ("local is faster, so the
   * answer is offload"), and without any the one that opens the reply ("Offload. The local model
   * would ..."). What a reasoning model thinks aloud is not part of its reply.
   */
  public static Reply read(String text) {
    String said = said(text);
    boolean bare = BARE.matcher(said).matches();
    String reply = withoutEcho(said);
    String lower = NO_MENTION.matcher(reply).replaceAll(" ");
    Matcher word = WORD.matcher(lower);
    boolean local = false;
    boolean offload = false;
    Optional<Decision> verdict = Optional.empty();
    while (word.find()) {
      String before = lower.substring(Math.max(0, word.start() - REACH), word.start());
      String after = lower.substring(word.end(), Math.min(lower.length(), word.end() + REACH));
      if (NEGATED_BEFORE.matcher(before).find() || NEGATED_AFTER.matcher(after).find()) {
        continue;
      }
      Decision decision = word.group("local") != null ? Decision.LOCAL : Decision.OFFLOAD;
      local |= decision == Decision.LOCAL;
      offload |= decision == Decision.OFFLOAD;
      if (VERDICT.matcher(before).find()) {
        verdict = Optional.of(decision);
      }
    }
    if (local != offload) {
      Form form = bare ? Form.VALID : Form.DECORATED;
      return new Reply(form, Optional.of(local ? Decision.LOCAL : Decision.OFFLOAD));
    }
    if (!local) {
      return UNUSABLE;
    }
    return verdict
        .or(() -> opening(reply))
        .map(decision -> new Reply(Form.DECORATED, Optional.of(decision)))
        .orElse(UNUSABLE);
  }

  /** The reply itself, in lower case and in one spelling. */
  private static String said(String text) {
    String lower = text.toLowerCase(Locale.ROOT).replace('’', '\'');
    String aloud = THOUGHT.matcher(lower).replaceAll(" ");
    String reply = THOUGHT_END.matcher(aloud).replaceAll(" ");
    return reply.replace("off-load", "offload").replace("off load", "offload");
  }

  private static String withoutEcho(String reply) {
    String own = ECHO.matcher(reply).replaceAll(" ");
    return own.isBlank() ? reply : own;
  }

  private static Optional<Decision> opening(String reply) {
    Matcher opening = OPENING.matcher(reply);
    if (!opening.find()) {
      return Optional.empty();
    }
    return Optional.of(opening.group("local") != null ? Decision.LOCAL : Decision.OFFLOAD);
  }
}
