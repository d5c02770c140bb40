// Loaded only where a page has a chart. Each <figure data-chart="{…}"> says what it shows.
import { BarChart, CustomChart, LineChart, ScatterChart } from "echarts/charts";
import { AriaComponent, GridComponent, MarkLineComponent, TooltipComponent } from "echarts/components";
import { init, use } from "echarts/core";
import { SVGRenderer } from "echarts/renderers";

import { barOption } from "./charts/bars.js";
import { lineOption } from "./charts/lines.js";
import { readPalette } from "./charts/palette.js";
import { ribbonOption } from "./charts/ribbon.js";
import { scatterOption } from "./charts/scatter.js";
import { stripOption } from "./charts/strip.js";

use([
  AriaComponent, BarChart, CustomChart, GridComponent, LineChart, MarkLineComponent,
  ScatterChart, SVGRenderer, TooltipComponent,
]);

const KINDS = {
  line: lineOption,
  bar: barOption,
  scatter: scatterOption,
  ribbon: ribbonOption,
  strip: stripOption,
};
const drawn = new Map();

function draw(figure) {
  const spec = JSON.parse(figure.dataset.chart);
  const plot = figure.querySelector(".plot");
  const make = KINDS[spec.kind];
  if (!plot || !make) return;
  const chart = drawn.get(figure) || init(plot, null, { renderer: "svg" });
  drawn.set(figure, chart);
  const option = make(spec, readPalette());
  chart.setOption(
    Object.assign({ animation: false, aria: { enabled: false } }, option),
    { notMerge: true },
  );
  fit(plot, chart);
  // One picture with one text for a screen reader; the figures stand in the table below it.
  plot.setAttribute("role", "img");
  plot.setAttribute("aria-label", spec.text || spec.title || "");
}

// With a view box the drawing shrinks to the paper.
function fit(plot, chart) {
  const drawing = plot.querySelector("svg");
  if (drawing) drawing.setAttribute("viewBox", `0 0 ${chart.getWidth()} ${chart.getHeight()}`);
}

function drawAll() {
  for (const figure of document.querySelectorAll("figure[data-chart]")) draw(figure);
}

function resizeAll() {
  for (const [figure, chart] of drawn) {
    if (figure.isConnected) {
      chart.resize();
      fit(figure.querySelector(".plot"), chart);
    } else {
      chart.dispose();
      drawn.delete(figure);
    }
  }
}

drawAll();
document.addEventListener("sanbi:theme", drawAll);
document.addEventListener("htmx:after:swap", drawAll);
window.addEventListener("resize", resizeAll);
// Paper is light whatever the screen is: the sheet says so, the drawing must follow.
const paper = window.matchMedia("print");
if (paper.addEventListener) paper.addEventListener("change", drawAll);
