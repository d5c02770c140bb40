import { categoryAxis, textStyle, tip } from "./palette.js";

// Places over periods: the first on top, all grey, at most three told apart by colour and dash.
const STYLES = [
  { colour: "brand", type: "solid", width: 2.6 },
  { colour: "dis", type: [6, 3], width: 2.4 },
  { colour: "down", type: [2, 3], width: 2.4 },
];

function ribbon(series, style, palette) {
  const colour = style ? palette.colours[style.colour] : palette.colours["line-2"];
  const ink = style ? colour : palette.colours["ink-2"];
  return {
    type: "line",
    name: series.name,
    data: series.values,
    smooth: 0.4,
    smoothMonotone: "x",
    z: style ? 5 : 2,
    symbol: style ? "circle" : "none",
    symbolSize: 8,
    lineStyle: { color: colour, width: style ? style.width : 1.3, type: style ? style.type : "solid" },
    itemStyle: { color: colour, borderColor: palette.colours.surface, borderWidth: 1.5 },
    endLabel: {
      show: true, distance: 10, formatter: (item) => `{n|${item.value}}  ${series.name}`,
      ...textStyle(palette, { color: ink, fontWeight: style ? 600 : 400 }),
      rich: { n: { fontWeight: 600, width: 16, align: "right", color: ink, fontSize: 12 } },
    },
    emphasis: { disabled: true },
  };
}

export function ribbonOption(spec, palette) {
  const chosen = (spec.highlight || []).slice(0, 3);
  const last = Math.max(...spec.series.flatMap((series) => series.values.filter((value) => value !== null)));
  const longest = Math.max(...spec.series.map((series) => [...series.name].length));
  const style = (name) => STYLES[chosen.indexOf(name)];
  return {
    grid: { left: 34, right: 54 + 12 * longest, top: 12, bottom: 32 },
    tooltip: tip(palette, { trigger: "item", formatter: (item) => `${item.seriesName}  ${item.name}  ${item.value}` }),
    xAxis: categoryAxis(palette, spec.labels, { boundaryGap: false, axisLabel: textStyle(palette, { margin: 16 }), axisLine: { show: false }, splitLine: { show: true, lineStyle: { color: palette.colours.line } } }),
    yAxis: {
      type: "value", inverse: true, min: 1, max: last, interval: 1, splitLine: { show: false },
      axisLabel: textStyle(palette, { color: palette.colours["ink-2"], margin: 14 }),
    },
    series: spec.series.map((series) => ribbon(series, style(series.name), palette)),
  };
}
