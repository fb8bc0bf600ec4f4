// Scrolls the largest part that can be scrolled by a share of its height; how far it went, in the pixels of the page.
// Scrolls the largest part that can be scrolled by a share of its height; how far it went, in the page's pixels.
((share) => {
  const root = document.scrollingElement;
  const moves = (one) => one.scrollHeight > one.clientHeight + 30 && /auto|scroll/.test(getComputedStyle(one).overflowY);
  const parts = [...document.querySelectorAll("body *")].filter(moves);
  if (root.scrollHeight > root.clientHeight + 30) parts.push(root);
  const area = (one) => one.clientWidth * one.clientHeight;
  const best = parts.sort((one, other) => area(other) - area(one))[0];
  if (!best) return 0;
  best.scrollBy({ top: best.clientHeight * share, behavior: "instant" });
  return best.scrollTop;
})
