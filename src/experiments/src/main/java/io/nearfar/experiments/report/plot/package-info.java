/** Plots as text: a few kinds of layers over two axes, drawn as SVG without fonts or a display. */
package io.nearfar.experiments.report.plot;
