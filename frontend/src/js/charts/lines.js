import { DASHES, categoryAxis, textStyle, tip, valueAxis, written } from "./palette.js";

// A dispatch figure is dashed and never joined to an official line.
function dash(series, index) {
  if (series.forecast) return [5, 4];
  if (series.source === "dispatch") return [6, 3];
  if (series.pace) return [1, 3];
  return DASHES[Math.floor(index / 4) % DASHES.length];
}

function line(series, index, palette) {
  const colour = series.pace ? palette.colours["ink-3"] : palette.series(series.colour === undefined ? index : series.colour);
  return {
    type: "line",
    name: series.name,
    data: series.values,
    connectNulls: false,
    symbol: series.pace || series.forecast ? "none" : "circle",
    symbolSize: 6,
    lineStyle: { color: colour, width: series.pace ? 1.5 : 2.2, type: dash(series, index) },
    itemStyle: { color: colour },
    endLabel: {
      show: true,
      formatter: series.label || series.name,
      distance: 6,
      // A line that ends before the axis does would have its name on the next line.
      offset: series.values[series.values.length - 1] === null ? [-30, 14] : [0, 0],
      ...textStyle(palette, { color: colour, fontWeight: series.pace ? 400 : 600 }),
    },
    labelLayout: { moveOverlap: "shiftY" },
    emphasis: { disabled: true },
  };
}

// A band between two rows of values: drawn as an invisible base with a filled rest on top.
function bands(spec, palette) {
  return (spec.bands || []).flatMap((band, index) => {
    const shared = { type: "line", stack: `band${index}`, symbol: "none", lineStyle: { opacity: 0 }, silent: true, emphasis: { disabled: true } };
    const rest = band.high.map((high, at) => (high === null || band.low[at] === null ? null : high - band.low[at]));
    return [
      { ...shared, name: "", data: band.low },
      { ...shared, name: "", data: rest, areaStyle: { color: palette.colours.c1, opacity: band.share >= 80 ? 0.15 : 0.3 } },
    ];
  });
}

export function lineOption(spec, palette) {
  const longest = Math.max(...spec.series.map((series) => [...(series.label || series.name)].length), 2);
  return {
    grid: { left: 8, right: 14 + 13 * Math.min(longest, 9), top: spec.unit ? 28 : 12, bottom: 4, containLabel: true },
    tooltip: tip(palette, { trigger: "axis", valueFormatter: (value) => written(value, spec.decimals) }),
    xAxis: categoryAxis(palette, spec.labels, { boundaryGap: false }),
    yAxis: valueAxis(palette, spec.unit, { min: spec.min, max: spec.max, scale: spec.min === undefined && !spec.zero }),
    series: [...bands(spec, palette), ...spec.series.map((series, index) => line(series, index, palette))],
  };
}
