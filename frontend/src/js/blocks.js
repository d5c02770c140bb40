// A block as a spreadsheet puts it on the clipboard: tabs between cells, line ends between rows; a
// cell with a line end or a quote in it stands in quotes.
export function blockOf(text) {
  const rows = [];
  let row = [];
  let cell = "";
  let quoted = false;
  const plain = text.replace(/\r\n?/g, "\n").replace(/\n+$/, "");
  for (let at = 0; at < plain.length; at += 1) {
    const sign = plain[at];
    if (quoted) {
      if (sign !== '"') cell += sign;
      else if (plain[at + 1] === '"') {
        cell += sign;
        at += 1;
      } else quoted = false;
    } else if (sign === '"' && cell === "") quoted = true;
    else if (sign === "\t" || sign === "\n") {
      row.push(tidy(cell));
      cell = "";
      if (sign === "\n") {
        rows.push(row);
        row = [];
      }
    } else cell += sign;
  }
  row.push(tidy(cell));
  rows.push(row);
  return rows;
}

const tidy = (cell) => cell.replace(/[\n\u00a0\u2009\u202f\u3000]/g, " ").trim();
