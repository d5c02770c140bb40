// The cells of a grid: value, statement and “not applicable” under one key, REPORT-INDICATOR.
export const valueOf = (form, key) => form.querySelector(`[data-cell="${key}"]`);
const whyOf = (form, key) => form.querySelector(`[data-why="${key}"]`);
const naOf = (form, key) => form.querySelector(`[data-na="${key}"]`);

export function keyOf(field) {
  return field.dataset.cell || field.dataset.why || field.dataset.na || "";
}

export function readCell(form, key) {
  const why = whyOf(form, key);
  const na = naOf(form, key);
  const cell = { value: valueOf(form, key).value.trim() };
  if (why) cell.statement = why.value;
  if (na) cell.applicable = !na.checked;
  return cell;
}

export function writeCell(form, key, cell) {
  const value = valueOf(form, key);
  if (!value) return false;
  value.value = cell.value;
  const why = whyOf(form, key);
  if (why && cell.statement !== undefined) why.value = cell.statement;
  const na = naOf(form, key);
  if (na && cell.applicable !== undefined) na.checked = !cell.applicable;
  return true;
}

export function labelOf(form, key) {
  const value = valueOf(form, key);
  return (value && value.getAttribute("aria-label")) || key;
}

// Whether two cells say the same: 21,385.0 is 21385, and what is not told does not differ.
export function same(one, other) {
  const plain = (text) => {
    const number = plainNumber((text || "").normalize("NFKC")).replace(/[\s%]/g, "");
    return /^-?\d+\.\d+$/.test(number) ? number.replace(/\.?0+$/, "") : number;
  };
  const alike = (field) => one[field] === undefined || other[field] === undefined || one[field] === other[field];
  return plain(one.value) === plain(other.value) && alike("statement") && alike("applicable");
}

// Thousands commas are for reading; while a cell is typed in they only stand in the way.
export function plainNumber(text) {
  return text.replace(/,/g, "").replace(/^[−–]/, "-");
}

export function groupedNumber(text) {
  const plain = plainNumber(text.normalize("NFKC").trim());
  if (!/^-?\d+(\.\d+)?$/.test(plain)) return text;
  const [whole, part] = plain.split(".");
  const grouped = whole.replace("-", "−").replace(/\B(?=(\d{3})+$)/g, ",");
  return part === undefined ? grouped : `${grouped}.${part}`;
}
