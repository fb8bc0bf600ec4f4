// What all pages share: the look they are drawn in, marks on the elements that may be asked for, and the mounting.
import { createContext, useContext } from "react";
import { createRoot } from "react-dom/client";
import "./shared.css";
import { recordsOf } from "./data.js";
import words from "./words.json";

const LookContext = createContext({});
export const useLook = () => useContext(LookContext);

// The mark stands around an element without a box of its own; the box is that of the first element inside,
// or of what `pick` selects in it where a kit draws the control smaller than what it puts around it.
export const Mark = ({ t, pick, children }) =>
  t ? <span data-t={t} data-pick={pick} style={{ display: "contents" }}>{children}</span> : children;

const MARKED = ["Button", "IconButton", "Link", "Check", "Radio", "Switch", "Input", "Select"];

function marked(Control) {
  return function Marked(props) {
    const off = props.disabled || useLook().disabled.includes(props.t);
    return <Mark t={props.t} pick={Control.pick}><Control {...props} disabled={off} /></Mark>;
  };
}

function kitFor(kit) {
  const controls = MARKED.map((name) => [name, marked(kit[name])]);
  const Link = marked(kit.Link); // in a box of its own, so that a column does not stretch it beyond its words
  return { ...kit, ...Object.fromEntries(controls), Link: (props) => <span><Link {...props} /></span> };
}

function navigation(layouts, shown, tr) {
  const known = [layouts.main, layouts.other, layouts.third].map((one) => [one.id, one.icon, one.title]);
  const more = [["overview", "home", "Overview"], ...known, ["contacts", "users", "Contacts"], ["options", "settings", "Options"]];
  return more.map(([id, icon, label]) => ({ t: `nav-${id}`, icon, label: tr(label), active: id === shown.id }));
}

function App({ kit, layouts, look, tr }) {
  const ui = kitFor(kit);
  const shown = layouts[look.view] ?? layouts.main;
  const page = <shown.Page ui={ui} records={recordsOf(look)} look={look} tr={tr} />;
  const shell = { ui, brand: look.brand, nav: navigation(layouts, shown, tr), title: tr(shown.title) };
  return (
    <LookContext.Provider value={look}>
      <kit.Frame look={look}>
        {shown.bare ? page : <kit.Shell {...shell}>{page}</kit.Shell>}
        {look.view === "dialog" && <kit.Modal ui={ui} {...shown.dialog({ ui, tr, look })} />}
      </kit.Frame>
    </LookContext.Provider>
  );
}

function dress(look) {
  const style = document.createElement("style");
  const family = look.font && `body, body *:not(i):not([class*="icon"]) { font-family: "${look.font}" !important; }`;
  const size = look.textSize && `html { font-size: ${look.textSize}px !important; } body { --text: ${look.textSize}px; }`;
  style.textContent = [family, size].filter(Boolean).join("\n");
  document.head.append(style);
}

export function mount(kit, layouts) {
  const look = { disabled: [], lang: "en", ...globalThis.relocationLook };
  const tr = (word) => words[look.lang]?.[word] ?? word;
  const titled = layouts[look.title] ?? layouts[look.view] ?? layouts.main;
  document.title = `${tr(titled.title)} - ${look.brand}`;
  document.documentElement.lang = look.lang;
  kit.prepare?.(look);
  dress(look);
  createRoot(document.getElementById("root")).render(<App kit={kit} layouts={layouts} look={look} tr={tr} />);
}
