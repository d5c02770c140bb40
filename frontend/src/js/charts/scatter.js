import { textStyle, tip, valueAxis } from "./palette.js";

function points(spec, palette) {
  return spec.points.map((point) => ({
    value: [point.x, point.y],
    name: point.name,
    symbolSize: point.own ? 12 : 8,
    itemStyle: point.own
      ? { color: palette.colours.brand }
      : { color: palette.colours.surface, borderColor: palette.colours["ink-3"], borderWidth: 1.2 },
    label: { show: Boolean(point.own || point.named), color: point.own ? palette.colours.brand : palette.colours["ink-2"], fontWeight: point.own ? 600 : 400 },
  }));
}

function median(spec, palette) {
  if (!spec.median) return undefined;
  return {
    silent: true, symbol: "none", label: { show: false },
    lineStyle: { color: palette.colours["ink-1"], type: [4, 3], width: 1 },
    data: [{ xAxis: spec.median[0] }, { yAxis: spec.median[1] }],
  };
}

export function scatterOption(spec, palette) {
  return {
    grid: { left: 8, right: 72, top: 28, bottom: 22, containLabel: true },
    tooltip: tip(palette, { trigger: "item", formatter: (item) => `${item.name}\n${item.value[0]}, ${item.value[1]}` }),
    xAxis: valueAxis(palette, spec.x, { scale: true, nameLocation: "middle", nameGap: 26, nameTextStyle: textStyle(palette) }),
    yAxis: valueAxis(palette, spec.y, { scale: true, nameTextStyle: textStyle(palette, { align: "left" }) }),
    series: [{
      type: "scatter", data: points(spec, palette), markLine: median(spec, palette), emphasis: { disabled: true },
      label: { position: "right", formatter: (item) => item.name, ...textStyle(palette) }, labelLayout: { hideOverlap: true },
    }],
  };
}
