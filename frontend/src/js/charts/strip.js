import { textStyle } from "./palette.js";

// Instead of a radar, whose area lies: one line a dimension, each with the group, its median and us.
function row(params, api, spec, palette) {
  const item = spec.rows[params.dataIndex];
  const low = Math.min(...item.values);
  const span = Math.max(...item.values) - low || 1;
  const { x, y, width, height } = params.coordSys;
  const middle = y + ((params.dataIndex + 0.5) * height) / spec.rows.length;
  const at = (value) => x + ((value - low) / span) * width;
  const dot = (value) => ({
    type: "circle", shape: { cx: at(value), cy: middle, r: 4 },
    style: { fill: palette.colours.surface, stroke: palette.colours["ink-3"] },
  });
  return {
    type: "group",
    children: [
      { type: "line", shape: { x1: x, x2: x + width, y1: middle, y2: middle }, style: { stroke: palette.colours["line-2"] } },
      ...item.values.map(dot),
      { type: "line", shape: { x1: at(item.median), x2: at(item.median), y1: middle - 11, y2: middle + 11 }, style: { stroke: palette.colours["ink-1"], lineWidth: 1.5 } },
      { type: "circle", shape: { cx: at(item.own), cy: middle, r: 6.5 }, style: { fill: palette.colours.brand } },
      { type: "text", style: { text: item.text || String(item.own), x: x + width + 12, y: middle, verticalAlign: "middle", ...textStyle(palette), fill: palette.colours.brand, fontSize: 13, fontWeight: 600 } },
    ],
  };
}

export function stripOption(spec, palette) {
  const longest = Math.max(...spec.rows.map((item) => [...item.name].length));
  return {
    grid: { left: 20 + 13 * longest, right: 64, top: 6, bottom: 26 },
    xAxis: {
      type: "value", min: 0, max: 1, interval: 0.5, splitLine: { show: false }, axisLine: { show: false }, axisTick: { show: false },
      axisLabel: { ...textStyle(palette), alignMinLabel: "left", alignMaxLabel: "right", formatter: (value) => (value === 0 ? spec.low : value === 1 ? spec.high : "") },
    },
    yAxis: {
      type: "category", inverse: true, data: spec.rows.map((item) => item.name), axisLine: { show: false }, axisTick: { show: false },
      axisLabel: { ...textStyle(palette, { color: palette.colours["ink-1"], fontSize: 13 }) },
    },
    series: [{ type: "custom", data: spec.rows.map((item, index) => [0, index]), renderItem: (params, api) => row(params, api, spec, palette) }],
  };
}
