import "@carbon/styles/css/styles.min.css";
import { Add, Attachment, Box, Calendar, ChartBar, Chat, Checkmark, ChevronDown, ChevronLeft, ChevronRight, ChevronUp, Close, Copy, Delivery, Document, Download, Edit, Email, Filter, Folder, Home, Locked, Notification, OverflowMenuVertical, Phone, Printer, Receipt, Renew, Search, Send, Settings, ShoppingCart, Star, Subtract, Tag as TagIcon, Time, TrashCan, Upload, User, UserMultiple, View } from "@carbon/icons-react";
import { Button as CarbonButton, Checkbox, ComposedModal, Header, HeaderGlobalBar, HeaderName, Link as CarbonLink, ModalBody, RadioButton, Select as CarbonSelect, SelectItem, Tag, TextInput, Theme, Tile, Toggle } from "@carbon/react";
import { Mark, useLook } from "../core.jsx";
import { mapped } from "./fonticon.jsx";

const DRAWN = [Home, Receipt, UserMultiple, User, Settings, Search, Add, Edit, TrashCan, Email, Calendar, ChartBar, Box, ShoppingCart, Document, Folder, Download, Upload, Printer, Star, Notification, Locked, Checkmark, Close, OverflowMenuVertical, Filter, Renew, Time, TagIcon, Chat, ChevronLeft, ChevronRight, ChevronUp, ChevronDown, Send, Attachment, Phone, Copy, View, Delivery, Subtract];
const Icon = mapped(DRAWN);
const TONES = { ok: "green", bad: "red", info: "blue", mute: "gray" };
const KINDS = { primary: "primary", danger: "danger", quiet: "ghost", plain: "tertiary" };
const useAlt = () => useLook().theme === "alt";

const Frame = ({ look, children }) => {
  const theme = look.dark ? (look.theme === "alt" ? "g90" : "g100") : look.theme === "alt" ? "g10" : "white";
  return <Theme theme={theme} style={{ minHeight: "100vh", background: "var(--cds-background)", color: "var(--cds-text-primary)" }}>{children}</Theme>;
};

const Shell = ({ brand, nav, title, children }) => (
  <>
    <Theme theme="g100"><Header aria-label={brand} style={{ position: "static" }}><HeaderName href="#" prefix="">{brand}</HeaderName>
      <HeaderGlobalBar><Mark t="bell"><button type="button" className="cds--header__action" aria-label="Notices"><Notification size={20} /></button></Mark>
        <Mark t="account"><button type="button" className="cds--header__action" aria-label="Account"><User size={20} /></button></Mark></HeaderGlobalBar></Header></Theme>
    <div className="u-side" style={{ gap: 0 }}>
      <ul className="cds--side-nav__items" style={{ width: 190, flex: "none", overflow: "visible" }}>{nav.map((one) => (
        <li key={one.t} className="cds--side-nav__item"><Mark t={one.t}><a href="#" className={`cds--side-nav__link ${one.active ? "cds--side-nav__link--current" : ""}`}><span className="cds--side-nav__icon"><Icon name={one.icon} /></span><span className="cds--side-nav__link-text">{one.label}</span></a></Mark></li>))}</ul>
      <div className="u-grow" style={{ padding: 16 }}><h1 style={{ fontSize: "1.5rem", marginBottom: 12 }}>{title}</h1>{children}</div></div>
  </>);

function Button({ label, icon, kind = "plain", small, disabled }) {
  const drawn = icon ? () => <span className="cds--btn__icon"><Icon name={icon} /></span> : undefined;
  return <CarbonButton kind={KINDS[kind]} size={small || useAlt() ? "sm" : "md"} renderIcon={drawn} disabled={disabled}>{label}</CarbonButton>;
}

const IconButton = ({ icon, label, disabled }) => (
  <button type="button" className={`cds--btn cds--btn--icon-only cds--btn--sm ${useAlt() ? "cds--btn--tertiary" : "cds--btn--ghost"}`} aria-label={label} title={label} disabled={disabled}><Icon name={icon} /></button>);

const Check = ({ label, on, name, disabled, t }) => <Checkbox id={`c-${t}`} labelText={label || name} hideLabel={!label} defaultChecked={on} disabled={disabled} />;
Check.pick = ".cds--checkbox-label";
const Radio = ({ label, on, name, disabled, t }) => <RadioButton id={`c-${t}`} name={name} labelText={label} value={label} defaultChecked={on} disabled={disabled} />;
Radio.pick = ".cds--radio-button__label";
const Switch = ({ label, on, name, disabled, t }) => <Toggle id={`c-${t}`} size="sm" labelText={label || name} hideLabel={!label} labelA="" labelB="" defaultToggled={on} disabled={disabled} />;
Switch.pick = ".cds--toggle__switch";

const Input = ({ label, value, hint, type = "text", name, disabled, t }) => <TextInput id={`c-${t}`} size={useAlt() ? "sm" : "md"} type={type} labelText={label || hint || name} hideLabel={!label} defaultValue={value} placeholder={hint} disabled={disabled} />;
Input.pick = "input";
const Select = ({ label, value, options, disabled, t }) => (
  <div><CarbonSelect id={`c-${t}`} size={useAlt() ? "sm" : "md"} labelText={label || value} hideLabel={!label} defaultValue={value} disabled={disabled}>{[value, ...options].map((one) => <SelectItem key={one} value={one} text={one} />)}</CarbonSelect></div>);
Select.pick = "select";

const Link = ({ label }) => <CarbonLink href="#">{label}</CarbonLink>;
const Badge = ({ label, tone }) => <Tag type={TONES[tone]} size="sm">{label}</Tag>;
const Tabs = ({ items, active }) => (
  <div className="cds--tabs" style={{ marginBottom: 12 }}><div className="cds--tab--list">{items.map(([id, label]) => (
    <Mark key={id} t={`tab-${id}`}><button type="button" role="tab" className={`cds--tabs__nav-item cds--tabs__nav-link ${id === active ? "cds--tabs__nav-item--selected" : ""}`}>{label}</button></Mark>))}</div></div>);
const Card = ({ title, children, c }) => <Tile data-c={c} style={{ marginBottom: 10 }}>{title && <h3 style={{ fontSize: "1rem", marginBottom: 10 }}>{title}</h3>}{children}</Tile>;
const Table = ({ cols, rows }) => (
  <table className={`cds--data-table ${useAlt() ? "cds--data-table--sm cds--data-table--zebra" : "cds--data-table--md"}`} style={{ marginBottom: 12 }}>
    <thead><tr>{cols.map((col, index) => <th key={index}><span data-t={col.t || undefined}>{col.label}{col.sorted && " ▾"}</span></th>)}</tr></thead>
    <tbody>{rows.map((row) => <tr key={row.key} data-c={row.c}>{row.cells.map((cell, index) => <td key={index} data-t={cell.t} className={cell.num ? "u-num" : ""}>{cell.node}</td>)}</tr>)}</tbody>
  </table>);
const Pager = ({ pages, active }) => (
  <div className="cds--pagination-nav"><ul className="cds--pagination-nav__list">{pages.map((one) => (
    <li key={one} className="cds--pagination-nav__list-item"><Mark t={`page-${one}`}><button type="button" className={`cds--pagination-nav__page ${one === active ? "cds--pagination-nav__page--active" : ""}`}>{one}</button></Mark></li>))}</ul></div>);
const Modal = ({ title, children, foot }) => (
  <ComposedModal open size="sm" aria-label={title}><div className="cds--modal-header"><h3 className="cds--modal-header__heading">{title}</h3><Mark t="d-x"><button type="button" className="cds--modal-close" aria-label="Close"><Close size={20} /></button></Mark></div>
    <ModalBody hasForm>{children}</ModalBody><div style={{ padding: 16 }} className="u-row">{foot}</div></ComposedModal>);

export default { Icon, Frame, Shell, Button, IconButton, Check, Radio, Switch, Input, Select, Link, Badge, Tabs, Card, Table, Pager, Modal };
