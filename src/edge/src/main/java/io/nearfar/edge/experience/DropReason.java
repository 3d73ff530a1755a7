package io.nearfar.edge.experience;

/** Why a task record is lost. */
public enum DropReason {
  /** More records came than the writer could take away, be it to the database or to disk. */
  MEMORY_FULL("memory-full"),
  /** The database has been away for so long that the journal has no room, nor has memory. */
  JOURNAL_FULL("journal-full"),
  /** The disk does not take the journal, and memory is full. */
  JOURNAL_ERROR("journal-error"),
  /** A line of the journal is torn or damaged. */
  UNREADABLE("unreadable");

  private final String word;

  DropReason(String word) {
    this.word = word;
  }

  /** The word used in metric labels. */
  public String word() {
    return word;
  }

  @Override
  public String toString() {
    return word;
  }
}
