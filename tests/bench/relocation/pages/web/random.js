// Numbers that look random and are the same for the same seed, so that a page can be drawn again.
// Numbers that look random and are the same for the same seed, so that a page can be drawn again.
export function randomFrom(text) {
  let state = 2166136261;
  for (const letter of String(text)) state = Math.imul(state ^ letter.charCodeAt(0), 16777619);
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

export function shuffled(list, random) {
  const copy = [...list];
  for (let last = copy.length - 1; last > 0; last -= 1) {
    const other = Math.floor(random() * (last + 1));
    [copy[last], copy[other]] = [copy[other], copy[last]];
  }
  return copy;
}

export const pick = (list, random) => list[Math.floor(random() * list.length)];
export const whole = (low, high, random) => low + Math.floor(random() * (high - low + 1));
