// Colours come from the sheet, so that charts follow light, dark and paper.
const NAMES = [
  "c1", "c2", "c3", "c4", "c5", "c6", "c7", "c8", "ink-1", "ink-2", "ink-3", "line", "line-2",
  "surface", "brand", "brand-line", "down", "down-soft", "dis",
];

// Under 3:1 on the ground: a fill of these gets an ink outline.
const FAINT = { light: ["c2", "c3", "c5", "c8"], dark: ["c4", "c5", "c7", "c8"] };
export const DASHES = ["solid", [7, 4], [2, 3], [10, 3, 2, 3]];

export function readPalette() {
  const style = window.getComputedStyle(document.documentElement);
  const colours = {};
  for (const name of NAMES) colours[name] = style.getPropertyValue(`--${name}`).trim();
  const theme = document.documentElement.getAttribute("data-bs-theme") === "dark" ? "dark" : "light";
  return {
    colours,
    series: (index) => colours[`c${(index % 8) + 1}`],
    outline: (index) => (FAINT[theme].includes(`c${(index % 8) + 1}`) ? colours["ink-1"] : "transparent"),
    font: style.getPropertyValue("--font").trim(),
  };
}

export function textStyle(palette, more) {
  return Object.assign({ color: palette.colours["ink-3"], fontSize: 12, fontFamily: palette.font }, more);
}

export function categoryAxis(palette, labels, more) {
  return Object.assign(
    {
      type: "category",
      data: labels,
      axisTick: { show: false },
      axisLine: { lineStyle: { color: palette.colours["line-2"] } },
      axisLabel: textStyle(palette),
    },
    more,
  );
}

export function valueAxis(palette, unit, more) {
  return Object.assign(
    {
      type: "value",
      name: unit || "",
      nameLocation: "end",
      nameGap: 10,
      nameTextStyle: textStyle(palette, { align: "right" }),
      axisLine: { show: false },
      axisTick: { show: false },
      axisLabel: textStyle(palette),
      splitLine: { lineStyle: { color: palette.colours.line } },
    },
    more,
  );
}

// Scores keep the decimals of their scheme: 1.40 is not 1.4.
export function written(value, decimals) {
  if (value === null || value === undefined || value === "-") return "—";
  const text = decimals === undefined ? String(value) : Number(value).toFixed(decimals);
  return text.replace("-", "\u2212");
}

// HTML tips would need inline styles, which the page's policy forbids.
export function tip(palette, more) {
  return Object.assign(
    {
      renderMode: "richText",
      confine: true,
      backgroundColor: palette.colours.surface,
      borderColor: palette.colours["line-2"],
      borderWidth: 1,
      textStyle: textStyle(palette, { color: palette.colours["ink-1"] }),
    },
    more,
  );
}
