import "@patternfly/patternfly/patternfly.min.css";
import "@fortawesome/fontawesome-free/css/all.min.css";
import { Mark, useLook } from "../core.jsx";
import { fontIcons } from "./fonticon.jsx";

const Icon = fontIcons("fa", "fa-solid");
const TONES = { ok: "pf-m-green", bad: "pf-m-red", info: "pf-m-blue", mute: "" };
const KINDS = { primary: "pf-m-primary", danger: "pf-m-danger", quiet: "pf-m-link", plain: "pf-m-secondary" };
const alt = () => useLook().theme === "alt";
const pf = (name, ...more) => [`pf-v6-c-${name}`, ...more].filter(Boolean).join(" ");

const Shell = ({ brand, nav, title, children }) => (
  <div className={pf("page")}>
    <header className={pf("masthead")}><div className={pf("masthead__main")}><div className={pf("masthead__brand")}><b>{brand}</b></div></div>
      <div className={pf("masthead__content")}><span className="u-row u-right">
        <Mark t="bell"><button type="button" className={pf("button", "pf-m-plain")} aria-label="Notices"><Icon name="bell" /></button></Mark>
        <Mark t="account"><button type="button" className={pf("button", "pf-m-plain")} aria-label="Account"><Icon name="user" /></button></Mark></span></div></header>
    <div className={pf("page__sidebar", "pf-m-expanded")}><div className={pf("page__sidebar-main")}><div className={pf("page__sidebar-body")}>
      <nav className={pf("nav")}><ul className={pf("nav__list")}>{nav.map((one) => (
        <li key={one.t} className={pf("nav__item")}><Mark t={one.t}><a href="#" className={pf("nav__link", one.active && "pf-m-current")}><span className={pf("nav__link-icon")}><Icon name={one.icon} /></span><span className={pf("nav__link-text")}>{one.label}</span></a></Mark></li>))}</ul></nav></div></div></div>
    <div className={pf("page__main-container")}><main className={pf("page__main")}><section className={pf("page__main-section")}>
      <h1 className={pf("title", "pf-m-xl")} style={{ marginBottom: 12 }}>{title}</h1>{children}</section></main></div>
  </div>);

function Button({ label, icon, kind = "plain", small, disabled }) {
  const main = alt() && kind === "plain" ? "pf-m-tertiary" : KINDS[kind];
  return (
    <button type="button" className={pf("button", main, (small || alt()) && "pf-m-small")} disabled={disabled}>
      {icon && <span className={pf("button__icon", "pf-m-start")}><Icon name={icon} /></span>}<span className={pf("button__text")}>{label}</span></button>);
}

const IconButton = ({ icon, label, disabled }) => (
  <button type="button" className={pf("button", alt() ? "pf-m-control" : "pf-m-plain", "pf-m-small")} aria-label={label} title={label} disabled={disabled}><span className={pf("button__icon")}><Icon name={icon} /></span></button>);

function choice(type) {
  const base = type === "radio" ? "radio" : "check";
  function Choice({ label, on, name, disabled, t }) {
    return (
      <div className={pf(base, !label && "pf-m-standalone")}>
        <input className={pf(`${base}__input`)} id={`c-${t}`} type={type} name={type === "radio" ? name : undefined} defaultChecked={on} disabled={disabled} aria-label={label ? undefined : name} />
        {label && <label className={pf(`${base}__label`)} htmlFor={`c-${t}`}>{label}</label>}</div>);
  }
  Choice.pick = "input";
  return Choice;
}

const Switch = ({ label, on, name, disabled }) => (
  <label className={pf("switch")}><input className={pf("switch__input")} type="checkbox" role="switch" defaultChecked={on} disabled={disabled} aria-label={label || name} />
    <span className={pf("switch__toggle")} />{label && <span className={pf("switch__label")}>{label}</span>}</label>);
Switch.pick = ".pf-v6-c-switch__toggle";

const Input = ({ label, value, hint, type = "text", name, disabled }) => (
  <div>{label && <div>{label}</div>}<span className={pf("form-control", disabled && "pf-m-disabled")}><input type={type} defaultValue={value} placeholder={hint} aria-label={label || hint || name} disabled={disabled} /></span></div>);
Input.pick = ".pf-v6-c-form-control";

const Select = ({ label, value, options, disabled }) => (
  <div>{label && <div>{label}</div>}<span className={pf("form-control", disabled && "pf-m-disabled")}><select aria-label={label || value} disabled={disabled}>{[value, ...options].map((one) => <option key={one}>{one}</option>)}</select>
    <span className={pf("form-control__utilities")}><span className={pf("form-control__toggle-icon")}><Icon name="down" /></span></span></span></div>);
Select.pick = ".pf-v6-c-form-control";

const Link = ({ label }) => <a href="#" className={pf("button", "pf-m-link", "pf-m-inline")}>{label}</a>;
const Badge = ({ label, tone }) => <span className={pf("label", TONES[tone])}><span className={pf("label__content")}><span className={pf("label__text")}>{label}</span></span></span>;
const Tabs = ({ items, active }) => (
  <div className={pf("tabs")} style={{ marginBottom: 12 }}><ul className={pf("tabs__list")}>{items.map(([id, label]) => (
    <li key={id} className={pf("tabs__item", id === active && "pf-m-current")}><Mark t={`tab-${id}`}><button type="button" role="tab" className={pf("tabs__link")}><span className={pf("tabs__item-text")}>{label}</span></button></Mark></li>))}</ul></div>);
const Card = ({ title, children, c }) => (
  <div className={pf("card", alt() && "pf-m-compact")} data-c={c} style={{ marginBottom: 10 }}>{title && <div className={pf("card__title")}><h2 className={pf("card__title-text")}>{title}</h2></div>}<div className={pf("card__body")}>{children}</div></div>);
const Table = ({ cols, rows }) => (
  <table className={pf("table", "pf-m-compact", alt() && "pf-m-striped")} role="grid">
    <thead className={pf("table__thead")}><tr className={pf("table__tr")}>{cols.map((col, index) => <th key={index} className={pf("table__th")}><span data-t={col.t || undefined}>{col.label}{col.sorted && " ▾"}</span></th>)}</tr></thead>
    <tbody className={pf("table__tbody")}>{rows.map((row) => <tr key={row.key} className={pf("table__tr")} data-c={row.c}>{row.cells.map((cell, index) => <td key={index} data-t={cell.t} className={pf("table__td", cell.num && "u-num")}>{cell.node}</td>)}</tr>)}</tbody>
  </table>);
const Pager = ({ pages }) => (
  <div className="u-row">{["left", ...pages, "right"].map((one) => (
    <Mark key={one} t={`page-${one}`}><button type="button" className={pf("button", "pf-m-plain")} aria-label={`Page ${one}`}>{Number(one) ? one : <Icon name={one} />}</button></Mark>))}</div>);
const Modal = ({ title, children, foot }) => (
  <div className={pf("backdrop")}><div className="pf-v6-l-bullseye"><div className={pf("modal-box", "pf-m-sm")} role="dialog">
    <div className={pf("modal-box__close")}><Mark t="d-x"><button type="button" className={pf("button", "pf-m-plain")} aria-label="Close"><Icon name="close" /></button></Mark></div>
    <header className={pf("modal-box__header")}><h1 className={pf("modal-box__title")}>{title}</h1></header><div className={pf("modal-box__body")}>{children}</div><footer className={pf("modal-box__footer")}>{foot}</footer></div></div></div>);

const prepare = (look) => document.documentElement.classList.toggle("pf-v6-theme-dark", Boolean(look.dark));
const Frame = ({ children }) => children;

export default { Icon, Frame, Shell, prepare, Button, IconButton, Input, Select, Link, Badge, Tabs, Card, Table, Pager, Modal, Switch, Check: choice("checkbox"), Radio: choice("radio") };
