// The few stateful parts that a template may name with x-data. No expression is ever evaluated.
export function startParts(Alpine) {
  Alpine.data("disclosure", () => ({
    open: false,
    toggle() {
      this.open = !this.open;
    },
  }));
  // How many characters are left in a field with maxlength.
  Alpine.data("counted", () => ({
    left: 0,
    init() {
      this.count();
    },
    count() {
      const field = this.$root.querySelector("[maxlength]");
      this.left = field ? Number(field.getAttribute("maxlength")) - [...field.value].length : 0;
    },
  }));
}
