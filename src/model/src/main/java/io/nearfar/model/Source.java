package io.nearfar.model;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Where the default of a scenario's key comes from; at a type, of all its keys that do not say
 * otherwise. What says nothing is the project's own choice.
 */
@Target({ElementType.RECORD_COMPONENT, ElementType.TYPE})
@Retention(RetentionPolicy.RUNTIME)
public @interface Source {

  /** The study that the specification restates, arXiv 2408.02549. */
  String STUDY = "the study";

  /** In a few words. */
  String value();
}
