import "bulma/css/bulma.min.css";
import "@mdi/font/css/materialdesignicons.min.css";
import { Mark, useLook } from "../core.jsx";
import { fontIcons } from "./fonticon.jsx";

const Icon = fontIcons("mdi");
const TONES = { ok: "is-success", bad: "is-danger", info: "is-info", mute: "" };
const KINDS = { primary: "is-primary", danger: "is-danger", quiet: "is-ghost", plain: "" };
const alt = () => useLook().theme === "alt";
const classes = (...words) => words.filter(Boolean).join(" ");

function Shell({ brand, nav, title, children }) {
  return (
    <>
      <nav className={classes("navbar", alt() ? "is-link" : "is-dark")}><div className="navbar-brand" style={{ flex: 1 }}>
        <span className="navbar-item"><b>{brand}</b></span>
        {nav.map((one) => <Mark key={one.t} t={one.t}><a href="#" className={classes("navbar-item", one.active && "is-active")}><span className="icon"><Icon name={one.icon} /></span><span>{one.label}</span></a></Mark>)}
        <Mark t="bell"><a href="#" className="navbar-item" style={{ marginLeft: "auto" }} aria-label="Notices"><Icon name="bell" /></a></Mark>
        <Mark t="account"><a href="#" className="navbar-item" aria-label="Account"><Icon name="user" /></a></Mark></div></nav>
      <section className="section py-4"><h1 className="title is-4">{title}</h1>{children}</section>
    </>);
}

function Button({ label, icon, kind = "plain", small, disabled }) {
  const main = alt() && kind === "primary" ? "is-link" : KINDS[kind];
  return <button type="button" className={classes("button", main, (small || alt()) && "is-small")} disabled={disabled}>{icon && <span className="icon"><Icon name={icon} /></span>}<span>{label}</span></button>;
}

const IconButton = ({ icon, label, disabled }) => (
  <button type="button" className={classes("button is-small", alt() && "is-link is-light")} aria-label={label} title={label} disabled={disabled}><span className="icon"><Icon name={icon} /></span></button>);

function choice(type, role) {
  function Choice({ label, on, name, disabled }) {
    return <label className={type}><input type={type} role={role} name={type === "radio" ? name : undefined} defaultChecked={on} disabled={disabled} aria-label={label ? undefined : name} /> {label}</label>;
  }
  Choice.pick = "input";
  return Choice;
}

function Input({ label, value, hint, type = "text", name, disabled }) {
  return <div className="field">{label && <label className="label mb-1">{label}</label>}<input type={type} className={classes("input", alt() && "is-small")} defaultValue={value} placeholder={hint} aria-label={label || hint || name} disabled={disabled} /></div>;
}
Input.pick = "input";

function Select({ label, value, options, disabled }) {
  return (
    <div className="field">{label && <label className="label mb-1">{label}</label>}
      <div className={classes("select", alt() && "is-small")}><select aria-label={label || value} disabled={disabled}>{[value, ...options].map((one) => <option key={one}>{one}</option>)}</select></div></div>);
}
Select.pick = "select";

const Link = ({ label }) => <a href="#">{label}</a>;
const Badge = ({ label, tone }) => <span className={classes("tag", TONES[tone])}>{label}</span>;
const Tabs = ({ items, active }) => (
  <div className={classes("tabs", alt() && "is-boxed")}><ul>{items.map(([id, label]) => <li key={id} className={id === active ? "is-active" : ""}><Mark t={`tab-${id}`}><a href="#" role="tab">{label}</a></Mark></li>)}</ul></div>);
const Card = ({ title, children, c }) => (
  <div className="card mb-3" data-c={c}>{title && <header className="card-header"><p className="card-header-title">{title}</p></header>}<div className="card-content p-4">{children}</div></div>);
const Table = ({ cols, rows }) => (
  <div className="table-container">
    <table className={classes("table is-fullwidth is-hoverable", alt() && "is-narrow is-striped")}>
      <thead><tr>{cols.map((col, index) => <th key={index}><span data-t={col.t || undefined}>{col.label}{col.sorted && " ▾"}</span></th>)}</tr></thead>
      <tbody>{rows.map((row) => <tr key={row.key} data-c={row.c}>{row.cells.map((cell, index) => <td key={index} data-t={cell.t} className={cell.num ? "u-num" : ""}>{cell.node}</td>)}</tr>)}</tbody>
    </table></div>);
const Pager = ({ pages, active }) => (
  <nav className="pagination is-small mb-0"><ul className="pagination-list">{["‹", ...pages, "›"].map((one) => (
    <li key={one}><Mark t={`page-${one}`}><a href="#" className={classes("pagination-link", one === active && "is-current")}>{one}</a></Mark></li>))}</ul></nav>);
const Modal = ({ title, children, foot }) => (
  <div className="modal is-active"><div className="modal-background" />
    <div className="modal-card" style={{ maxWidth: 520 }}><header className="modal-card-head p-4"><p className="modal-card-title is-size-5">{title}</p><Mark t="d-x"><button type="button" className="delete" aria-label="Close" /></Mark></header>
      <section className="modal-card-body">{children}</section><footer className="modal-card-foot p-4"><div className="buttons">{foot}</div></footer></div></div>);

const prepare = (look) => { document.documentElement.dataset.theme = look.dark ? "dark" : "light"; };
const Frame = ({ children }) => children;

export default { Icon, Frame, Shell, prepare, Button, IconButton, Input, Select, Link, Badge, Tabs, Card, Table, Pager, Modal, Check: choice("checkbox"), Radio: choice("radio"), Switch: choice("checkbox", "switch") };
