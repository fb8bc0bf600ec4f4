// Puts two squares of a colour that nothing else has into the corners of the page, or takes them away; the lower right end in the pixels of the page.
// Puts two squares of a colour that nothing else has into the corners of the page, or takes them away; the lower right end in the pixels of the page.
((shown) => {
  document.querySelectorAll("[data-corner]").forEach((one) => one.remove());
  if (!shown) return null;
  for (const place of ["left:0;top:0", "right:0;bottom:0"]) {
    const square = document.createElement("div");
    square.dataset.corner = "";
    square.style.cssText = `position:fixed;${place};width:8px;height:8px;background:rgb(255,0,254);z-index:2147483647;pointer-events:none`;
    document.documentElement.append(square);
  }
  const last = [...document.querySelectorAll("[data-corner]")].pop().getBoundingClientRect();
  return [last.right, last.bottom];
})
