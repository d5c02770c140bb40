import { categoryAxis, textStyle, tip, valueAxis, written } from "./palette.js";

// More than four series in one hue each are told apart by a pattern too.
const DECALS = [
  null,
  { symbol: "rect", dashArrayX: [1, 0], dashArrayY: [2, 4], rotation: -0.8 },
  { symbol: "circle", dashArrayX: [[4, 4], [0, 4, 4, 0]], dashArrayY: [4, 0], symbolSize: 0.6 },
];

function bar(series, index, spec, palette) {
  const colour = palette.series(series.colour === undefined ? index : series.colour);
  const labelled = spec.series.length === 1 || spec.values === true;
  return {
    type: "bar",
    name: series.name,
    data: series.values.map((value, at) => ({
      value,
      itemStyle: spec.own === at || spec.own === undefined ? {} : { color: palette.colours["brand-line"] },
    })),
    stack: spec.stacked ? "all" : undefined,
    barMaxWidth: 22,
    itemStyle: { color: colour, borderColor: palette.outline(index), borderWidth: 1, decal: spec.series.length > 4 ? DECALS[index % 3] : undefined },
    label: { show: labelled, formatter: (item) => written(item.value, spec.decimals), position: spec.stacked ? "inside" : spec.across ? "right" : "top", ...textStyle(palette, { color: palette.colours["ink-2"] }) },
    emphasis: { disabled: true },
    markLine: spec.mark === undefined || index > 0 ? undefined : {
      silent: true, symbol: "none",
      lineStyle: { color: palette.colours["ink-1"], type: "solid", width: 1.5 },
      label: { formatter: spec.mark_label || "", ...textStyle(palette) },
      data: [spec.across ? { xAxis: spec.mark } : { yAxis: spec.mark }],
    },
  };
}

export function barOption(spec, palette) {
  const names = categoryAxis(palette, spec.labels, spec.across ? { inverse: true } : {});
  // Bars always start at zero: a cut axis would lie about their ratio.
  const values = valueAxis(palette, spec.unit, {
    max: spec.max, min: (range) => Math.min(0, range.min),
    ...(spec.across ? { nameGap: 14, nameTextStyle: textStyle(palette, { align: "left", verticalAlign: "top", padding: [8, 0, 0, 0] }) } : {}),
  });
  return {
    grid: { left: 8, right: spec.across ? 56 : 12, top: spec.unit ? 28 : 16, bottom: 4, containLabel: true },
    tooltip: tip(palette, { trigger: "axis", axisPointer: { type: "shadow" }, valueFormatter: (value) => written(value, spec.decimals) }),
    xAxis: spec.across ? values : names,
    yAxis: spec.across ? names : values,
    series: spec.series.map((series, index) => bar(series, index, spec, palette)),
  };
}
