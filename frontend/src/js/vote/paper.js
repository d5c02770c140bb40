// The paper: reading the marks from the page and putting them back. It knows of no network.
export function readPaper(root) {
  const kind = root.dataset.kind;
  const lines = [...root.querySelectorAll("[data-line]")];
  let own = "";

  function fields(line) {
    if (kind === "rank") return [...line.querySelectorAll("[data-rank]")];
    if (kind === "score") return [...line.querySelectorAll("input")];
    return [...line.querySelectorAll('[role="radiogroup"]')];
  }
  function valueOf(field) {
    if (kind === "rank") return field.dataset.place || "";
    if (kind === "score") return field.value.trim();
    const checked = field.querySelector("input:checked");
    return checked ? checked.value : "";
  }
  function criterionOf(field) {
    return kind === "grade" ? field.querySelector("input").dataset.criterion : field.dataset.criterion;
  }
  function put(field, mark) {
    if (kind === "rank") field.dataset.place = mark;
    else if (kind === "score") field.value = mark;
    else for (const input of field.querySelectorAll("input")) input.checked = input.value === mark;
  }
  const isOwn = (line) => line.dataset.line === own && root.dataset.ownCounts !== "1";

  return {
    lines,
    fields,
    get marks() {
      const marks = {};
      for (const line of lines) {
        if (isOwn(line)) continue;
        const held = {};
        for (const field of fields(line)) {
          const mark = valueOf(field);
          if (mark) held[criterionOf(field)] = mark;
        }
        if (Object.keys(held).length) marks[line.dataset.line] = held;
      }
      return marks;
    },
    set marks(marks) {
      for (const line of lines)
        for (const field of fields(line)) put(field, (marks[line.dataset.line] || {})[criterionOf(field)] || "");
    },
    // The voter's own unit is not marked; its line says so.
    setOwn(code, words) {
      own = code;
      for (const line of lines) {
        const here = isOwn(line);
        line.classList.toggle("own", here);
        line.querySelector("[data-miss]").textContent = here ? words.own : line.dataset.missing;
        for (const input of line.querySelectorAll("input, button")) input.disabled = here;
      }
    },
    get toMark() {
      return lines.filter((line) => !isOwn(line));
    },
    isWhole(line) {
      return fields(line).every((field) => valueOf(field));
    },
    // Give the line the next free place of its criterion, or take its place back.
    rank(field, marks) {
      const criterion = field.dataset.criterion;
      if (field.dataset.place) {
        field.dataset.place = "";
        return;
      }
      const taken = new Set(Object.values(marks).map((held) => held[criterion]));
      let place = 1;
      while (taken.has(String(place))) place += 1;
      field.dataset.place = String(place);
    },
  };
}
