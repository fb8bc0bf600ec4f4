// What the marked elements are and where, in the page's own pixels; `state` says whether a person could point at them.
// What the marked elements are and where, in the page's own pixels; `state` says whether a person could point at them.
(() => {
  const view = document.documentElement;
  const inner = (mark) => {
    const first = getComputedStyle(mark).display === "contents" ? mark.firstElementChild : mark;
    const chosen = mark.dataset.pick;
    if (!first || !chosen) return first;
    return first.matches(chosen) ? first : first.querySelector(chosen);
  };
  const answers = (element, hit) => {
    if (!hit) return false;
    if (element.contains(hit)) return true;
    if (getComputedStyle(element).pointerEvents === "none" && hit.contains(element)) return true;
    const label = hit.closest("label");
    return Boolean(label && (label.contains(element) || element.contains(label.control)));
  };
  const places = [[0.5, 0.5], [0.2, 0.5], [0.8, 0.5], [0.5, 0.2], [0.5, 0.8]];
  const stateOf = (element, box) => {
    if (box.width < 6 || box.height < 6) return "none";
    if (box.right <= 0 || box.bottom <= 0 || box.left >= view.clientWidth || box.top >= view.clientHeight) return "out";
    const whole = box.left >= 0 && box.top >= 0 && box.right <= view.clientWidth && box.bottom <= view.clientHeight;
    const seen = places.every(([x, y]) => answers(element, document.elementFromPoint(box.left + box.width * x, box.top + box.height * y)));
    return whole && seen ? "shown" : "partly";
  };
  const control = (element) => element.control ?? inside(element);
  const inside = (element) => element.matches("input,select,button,a,textarea,[role]") ? element : element.querySelector("input,select,textarea,button,a,[role]") ?? element;
  const roleOf = (one) => {
    const tag = one.tagName.toLowerCase();
    const role = one.getAttribute("role");
    return role ?? (["input", "button"].includes(tag) ? `${tag}:${one.type}` : tag);
  };
  const nameOf = (element, one) => (one.getAttribute("aria-label") || one.labels?.[0]?.innerText || element.innerText || one.placeholder || one.title || "").trim().replace(/\s+/g, " ");
  const items = [...document.querySelectorAll("[data-t]")].map((mark) => [mark, inner(mark)]).filter(([, element]) => element).map(([mark, element]) => {
    const box = element.getBoundingClientRect();
    const own = control(element);
    const one = own === element && mark.dataset.pick ? control(mark) : own;
    return {
      t: mark.dataset.t, role: roleOf(one), name: nameOf(element, one), context: mark.closest("[data-c]")?.dataset.c ?? "",
      left: box.left, top: box.top, right: box.right, bottom: box.bottom, state: stateOf(element, box),
    };
  });
  return { ratio: devicePixelRatio, width: view.clientWidth, height: view.clientHeight, items };
})()
