package io.nearfar.experiments.report;

import io.quarkus.qute.Engine;
import io.quarkus.qute.HtmlEscaper;
import io.quarkus.qute.RawString;
import io.quarkus.qute.ReflectionValueResolver;
import io.quarkus.qute.Template;
import io.quarkus.qute.TemplateInstance;
import io.quarkus.qute.Variant;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** A page that needs nothing else: style and pictures are in it, text of the data is escaped. */
public final class HtmlTemplate {

  private static final String HTML = "text/html";
  private static final RawString STYLE = new RawString(resource(HtmlTemplate.class, "report.css"));

  private final Template template;

  /**
   * A template in the resources.
   *
   * @param owner the class it lies beside
   * @param name its file name
   */
  public HtmlTemplate(Class<?> owner, String name) {
    template =
        Engine.builder()
            .addDefaults()
            .addValueResolver(new ReflectionValueResolver())
            .addResultMapper(new HtmlEscaper(List.of(HTML)))
            .removeStandaloneLines(true)
            .strictRendering(true)
            .build()
            .parse(resource(owner, name), Variant.forContentType(HTML));
  }

  /** The page of these values; {@code style} is the style sheet of all pages. */
  public String render(Map<String, Object> values) {
    TemplateInstance page = template.data("style", STYLE);
    values.forEach(page::data);
    return page.render();
  }

  private static String resource(Class<?> owner, String name) {
    try (InputStream in = owner.getResourceAsStream(name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("resource " + name + " cannot be read", e);
    }
  }
}
