// The records that the pages show: the same for the same page, changed only as the look asks for.
// The records that the pages show: the same for the same page, changed only as the look asks for.
import names from "./names.json";
import { pick, randomFrom, shuffled, whole } from "./random.js";

const STATUS = ["Open", "Paid", "Overdue", "Draft"];
const TONES = { Open: "info", Paid: "ok", Overdue: "bad", Draft: "mute" };
const CITIES = ["Hamburg", "Lyon", "Leeds", "Porto", "Graz", "Utrecht", "Bilbao", "Turin", "Ghent", "Aarhus"];

function record(kind, label, number, seed) {
  const random = randomFrom(`${seed}/${label}`);
  const status = pick(STATUS, random);
  return {
    key: `${kind}${number}`,
    number,
    label,
    status,
    tone: TONES[status],
    amount: (whole(1200, 989900, random) / 100).toFixed(2),
    count: whole(1, 48, random),
    date: `2024-${String(whole(1, 12, random)).padStart(2, "0")}-${String(whole(1, 28, random)).padStart(2, "0")}`,
    time: `${String(whole(7, 18, random)).padStart(2, "0")}:${pick(["00", "15", "30", "45"], random)}`,
    city: pick(CITIES, random),
    person: pick(names.person, random),
    on: random() < 0.5,
    flags: Array.from({ length: 8 }, () => random() < 0.5),
    numbers: Array.from({ length: 8 }, () => whole(0, 9, random)),
  };
}

export function recordsOf(look) {
  return (kind, size) => {
    const random = randomFrom(`${look.seed}/${kind}`);
    const pool = shuffled(names[kind], random);
    const start = whole(1000, 8000, random);
    const all = pool.map((label, index) => record(kind, label, start + index * 7, look.seed));
    const shown = look.data ? replaced(all, size, look) : all.slice(0, size);
    const kept = shown.filter((one) => !gone(one, look));
    return look.order ? shuffled(kept, randomFrom(`${look.seed}/${look.order}`)) : kept;
  };
}

// Every other record makes room for one not shown before; the others keep who they are and change their values.
function replaced(all, size, look) {
  const spare = all.slice(size);
  return all.slice(0, size).map((one, index) => {
    const fresh = (index + look.data) % 2 ? spare.shift() : undefined;
    return fresh ?? { ...record("", one.label, one.number, `${look.seed}+${look.data}`), key: one.key };
  });
}

function gone(one, look) {
  return look.removed ? randomFrom(`${look.seed}/${one.key}/${look.removed}`)() < 0.36 : false;
}
