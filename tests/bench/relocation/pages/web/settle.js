// Resolves when the page stands still: fonts there, nothing moving that ends, two pictures drawn.
// Resolves when the page stands still: fonts there, nothing moving that ends, two pictures drawn.
(async () => {
  const soon = (wait) => new Promise((done) => setTimeout(done, wait));
  const drawn = () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
  await Promise.race([document.fonts.ready, soon(3000)]);
  await drawn();
  const ending = document.getAnimations().filter((one) => Number.isFinite(one.effect?.getComputedTiming().endTime));
  await Promise.race([Promise.allSettled(ending.map((one) => one.finished)), soon(2000)]);
  await drawn();
  return document.querySelectorAll("[data-t]").length;
})()
