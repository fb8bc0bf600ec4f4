// Controls of the kits that share Bootstrap's class names; each brings its own style sheet, icons and shell.
import { Mark, useLook } from "../core.jsx";

const TONES = { ok: "success", bad: "danger", info: "primary", mute: "secondary" };
const KINDS = { primary: "btn-primary", danger: "btn-danger", quiet: "btn-link text-start", plain: "btn-outline-secondary" };

const classes = (...words) => words.filter(Boolean).join(" ");
const alt = () => useLook().theme === "alt";

function Button({ Icon, label, icon, kind = "plain", small, disabled }) {
  const other = alt();
  const main = other && kind === "primary" ? "btn-success" : KINDS[kind];
  return (
    <button type="button" className={classes("btn", main, (small || other) && "btn-sm")} disabled={disabled}>
      {icon && <Icon name={icon} />} {label}
    </button>);
}

function IconButton({ Icon, icon, label, disabled, plain }) {
  return (
    <button type="button" className={classes("btn btn-sm", plain, alt() ? "btn-outline-success" : "btn-outline-secondary")} aria-label={label} title={label} disabled={disabled}>
      <Icon name={icon} />
    </button>);
}

function choice(type, extra = "") {
  function Choice({ label, on, name, disabled, t }) {
    const id = `c-${t}`;
    return (
      <div className={`form-check ${extra} mb-0`}>
        <input className="form-check-input" type={type} role={extra ? "switch" : undefined} id={id} name={type === "radio" ? name : undefined}
          defaultChecked={on} disabled={disabled} aria-label={label ? undefined : name} />
        {label && <label className="form-check-label" htmlFor={id}>{label}</label>}
      </div>);
  }
  Choice.pick = "input";
  return Choice;
}

function Input({ label, value, hint, type = "text", name, disabled }) {
  return (
    <div>
      {label && <label className="form-label mb-1">{label}</label>}
      <input type={type} className={classes("form-control", alt() && "form-control-sm")} defaultValue={value} placeholder={hint} aria-label={label || hint || name} disabled={disabled} />
    </div>);
}
Input.pick = "input";

function Select({ label, value, options, disabled }) {
  return (
    <div>
      {label && <label className="form-label mb-1">{label}</label>}
      <select className={classes("form-select", alt() && "form-select-sm")} aria-label={label || value} disabled={disabled}>
        {[value, ...options].map((one) => <option key={one}>{one}</option>)}
      </select>
    </div>);
}
Select.pick = "select";

const Link = ({ label }) => <a href="#" className={alt() ? "link-success" : ""}>{label}</a>;

const Badge = ({ label, tone }) => <span className={`badge text-bg-${TONES[tone]} bg-${TONES[tone]}`} style={{ color: "#fff" }}>{label}</span>;

const Tabs = ({ items, active }) => (
  <ul className="nav nav-tabs mb-3">
    {items.map(([id, label]) => (
      <li key={id} className="nav-item"><Mark t={`tab-${id}`}><a href="#" role="tab" className={classes("nav-link", id === active && "active")}>{label}</a></Mark></li>))}
  </ul>);

const Card = ({ title, children, c }) => (
  <div className="card mb-2" data-c={c}>{title && <div className="card-header"><h3 className="card-title h6 mb-0">{title}</h3></div>}<div className="card-body">{children}</div></div>);

const Table = ({ cols, rows }) => (
  <div className="table-responsive">
    <table className={classes("table table-hover align-middle", alt() && "table-sm table-striped")}>
      <thead><tr>{cols.map((col, index) => <th key={index}><span data-t={col.t || undefined} style={{ cursor: "pointer" }}>{col.label}{col.sorted && " ▾"}</span></th>)}</tr></thead>
      <tbody>{rows.map((row) => (
        <tr key={row.key} data-c={row.c}>{row.cells.map((cell, index) => <td key={index} data-t={cell.t} className={cell.num ? "u-num" : ""}>{cell.node}</td>)}</tr>))}</tbody>
    </table>
  </div>);

const Pager = ({ pages, active }) => (
  <ul className="pagination mb-0">
    {["«", ...pages, "»"].map((one) => (
      <li key={one} className={classes("page-item", one === active && "active")}><Mark t={`page-${one}`}><a className="page-link" href="#">{one}</a></Mark></li>))}
  </ul>);

const Modal = ({ title, children, foot, ui }) => (
  <>
    <div className="modal d-block" role="dialog">
      <div className="modal-dialog modal-dialog-centered"><div className="modal-content">
        <div className="modal-header"><h5 className="modal-title">{title}</h5><Mark t="d-x"><button type="button" className="btn-close ms-auto" aria-label="Close" /></Mark></div>
        <div className="modal-body">{children}</div><div className="modal-footer">{foot}</div>
      </div></div>
    </div>
    <div className="modal-backdrop show" />
  </>);

export function bootstrapLike({ Icon, Shell, prepare, plain }) {
  const withIcon = (Control) => (props) => <Control Icon={Icon} plain={plain} {...props} />;
  return {
    Icon, Shell, prepare, Input, Select, Link, Badge, Tabs, Card, Table, Pager, Modal,
    Frame: ({ children }) => children,
    Button: withIcon(Button), IconButton: withIcon(IconButton),
    Check: choice("checkbox"), Radio: choice("radio"), Switch: choice("checkbox", "form-switch"),
  };
}
