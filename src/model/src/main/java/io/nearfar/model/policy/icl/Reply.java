package io.nearfar.model.policy.icl;

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
    VALID,
    /** One decision inside more words: "the decision would be: offload". */
    DECORATED,
    /** No decision, or both. */
    UNUSABLE
  }

  private static final Pattern WORD =
      Pattern.compile(
          "(?<![a-z])(?:(?<local>local(?:ly)?)|(?<offload>offload(?:ed|ing)?))(?![a-z])");
  private static final Pattern BARE = Pattern.compile("[^a-z]*(?:local|offload)[^a-z]*");
  private static final Pattern NEGATION =
      Pattern.compile(
          "(?:\\bnot|n't|\\bnever|\\binstead of|\\brather than|\\bover|\\bwithout)\\W+(?:\\w+\\W+){0,2}$");
  private static final Pattern VERDICT =
      Pattern.compile(
          "\\b(?:decision|answer|choice|reply|choose|select|recommend|therefore|so)\\b"
              + "(?:(?!local|offload)[^.!?\\n])*$");

  /** The two options named side by side, as the reply rule does: that is no decision. */
  private static final Pattern ALTERNATIVES =
      Pattern.compile("(?:local|offload)\\W*(?:or|/|\\|)\\W*(?:local|offload)");

  private static final Reply UNUSABLE = new Reply(Form.UNUSABLE, Optional.empty());

  /**
   * Reads a reply. Where both words occur, negated ones do not count ("offload, not local"), and
   * after that the last one that a word of verdict introduces does ("local is faster, so the answer
   * is offload").
   */
  public static Reply read(String text) {
    String lower = ALTERNATIVES.matcher(text.toLowerCase(Locale.ROOT)).replaceAll(" ");
    Matcher word = WORD.matcher(lower);
    boolean local = false;
    boolean offload = false;
    Optional<Decision> verdict = Optional.empty();
    while (word.find()) {
      String before = lower.substring(Math.max(0, word.start() - 80), word.start());
      if (NEGATION.matcher(before).find()) {
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
      Form form = BARE.matcher(lower).matches() ? Form.VALID : Form.DECORATED;
      return new Reply(form, Optional.of(local ? Decision.LOCAL : Decision.OFFLOAD));
    }
    return local && verdict.isPresent() ? new Reply(Form.DECORATED, verdict) : UNUSABLE;
  }
}
