import { AddRegular, AlertRegular, ArrowClockwiseRegular, ArrowDownloadRegular, ArrowUploadRegular, AttachRegular, BoxRegular, CalendarRegular, CallRegular, CartRegular, ChatRegular, CheckmarkRegular, ChevronDownRegular, ChevronLeftRegular, ChevronRightRegular, ChevronUpRegular, ClockRegular, CopyRegular, DataBarVerticalRegular, DeleteRegular, DismissRegular, DocumentRegular, EditRegular, EyeRegular, FilterRegular, FolderRegular, HomeRegular, LockClosedRegular, MailRegular, MoreHorizontalRegular, PeopleRegular, PersonRegular, PrintRegular, ReceiptRegular, SearchRegular, SendRegular, SettingsRegular, StarRegular, SubtractRegular, TagRegular, VehicleTruckProfileRegular } from "@fluentui/react-icons";
import { Badge as FluentBadge, Button as FluentButton, Card as FluentCard, CardHeader, Checkbox, Dialog, DialogActions, DialogBody, DialogContent, DialogSurface, DialogTitle, Field, FluentProvider, Input as FluentInput, Link as FluentLink, Radio as FluentRadio, RadioGroup, Select as FluentSelect, Subtitle2, Switch as FluentSwitch, Tab, TabList, Table as FluentTable, TableBody, TableCell, TableHeader, TableHeaderCell, TableRow, createDarkTheme, createLightTheme, webDarkTheme, webLightTheme } from "@fluentui/react-components";
import { Mark, useLook } from "../core.jsx";
import { mapped } from "./fonticon.jsx";

const Icon = mapped([HomeRegular, ReceiptRegular, PeopleRegular, PersonRegular, SettingsRegular, SearchRegular, AddRegular, EditRegular, DeleteRegular, MailRegular, CalendarRegular, DataBarVerticalRegular, BoxRegular, CartRegular, DocumentRegular, FolderRegular, ArrowDownloadRegular, ArrowUploadRegular, PrintRegular, StarRegular, AlertRegular, LockClosedRegular, CheckmarkRegular, DismissRegular, MoreHorizontalRegular, FilterRegular, ArrowClockwiseRegular, ClockRegular, TagRegular, ChatRegular, ChevronLeftRegular, ChevronRightRegular, ChevronUpRegular, ChevronDownRegular, SendRegular, AttachRegular, CallRegular, CopyRegular, EyeRegular, VehicleTruckProfileRegular, SubtractRegular]);
const TONES = { ok: "success", bad: "danger", info: "informative", mute: "subtle" };
const PLUM = { 10: "#080206", 20: "#231018", 30: "#3c1629", 40: "#511c37", 50: "#672146", 60: "#7e2755", 70: "#952e65", 80: "#ad3576", 90: "#bd4c88", 100: "#c9649a", 110: "#d47bab", 120: "#de92bb", 130: "#e7a9cb", 140: "#efc0da", 150: "#f5d6e8", 160: "#faebf4" };
const useSmall = () => useLook().theme === "alt";

function themeOf(look) {
  const other = look.dark ? createDarkTheme(PLUM) : createLightTheme(PLUM);
  const theme = look.theme === "alt" ? other : look.dark ? webDarkTheme : webLightTheme;
  const factor = (look.textSize ?? 16) / 16;
  const sized = Object.entries(theme).filter(([name]) => /^(fontSize|lineHeight)Base/.test(name)).map(([name, value]) => [name, `${Math.round(parseFloat(value) * factor)}px`]);
  return { ...theme, ...Object.fromEntries(sized), ...(look.font && { fontFamilyBase: look.font }) };
}

const Frame = ({ look, children }) => <FluentProvider theme={themeOf(look)} style={{ minHeight: "100vh" }}>{children}</FluentProvider>;

const Shell = ({ brand, nav, title, children }) => (
  <div className="u-side" style={{ gap: 0 }}>
    <div style={{ width: 180, flex: "none", padding: 10 }}><Subtitle2>{brand}</Subtitle2>
      <div className="u-stack" style={{ gap: 2, marginTop: 12 }}>{nav.map((one) => <Mark key={one.t} t={one.t}><FluentButton appearance={one.active ? "secondary" : "subtle"} icon={<Icon name={one.icon} />} style={{ justifyContent: "flex-start" }}>{one.label}</FluentButton></Mark>)}</div></div>
    <div className="u-grow" style={{ padding: 16 }}><div className="u-between" style={{ marginBottom: 12 }}><Subtitle2 as="h1">{title}</Subtitle2>
      <span className="u-row"><Mark t="bell"><FluentButton appearance="subtle" icon={<AlertRegular />} aria-label="Notices" /></Mark><Mark t="account"><FluentButton appearance="subtle" icon={<PersonRegular />} aria-label="Account" /></Mark></span></div>{children}</div>
  </div>);

function Button({ label, icon, kind = "plain", small, disabled }) {
  const dense = useSmall() || small;
  const appearance = { primary: "primary", danger: "outline", quiet: "subtle" }[kind] ?? "secondary";
  return <FluentButton appearance={appearance} size={dense ? "small" : "medium"} icon={icon && <Icon name={icon} />} disabled={disabled}>{label}</FluentButton>;
}

const IconButton = ({ icon, label, disabled }) => <FluentButton appearance={useSmall() ? "outline" : "subtle"} size="small" icon={<Icon name={icon} />} aria-label={label} title={label} disabled={disabled} />;

const Check = ({ label, on, name, disabled }) => <Checkbox defaultChecked={on} label={label} aria-label={label || name} disabled={disabled} />;
Check.pick = "input";
const Radio = ({ label, on, disabled }) => <RadioGroup defaultValue={on ? label : ""}><FluentRadio value={label} label={label} disabled={disabled} /></RadioGroup>;
Radio.pick = "input";
const Switch = ({ label, on, name, disabled }) => <FluentSwitch defaultChecked={on} label={label} aria-label={label || name} disabled={disabled} />;
Switch.pick = "input";

const labelled = (label, control) => label ? <Field label={label}>{control}</Field> : <div>{control}</div>;
const Input = ({ label, value, hint, type = "text", name, disabled }) => labelled(label, <FluentInput size={useSmall() ? "small" : "medium"} type={type} defaultValue={value} placeholder={hint} aria-label={label || hint || name} disabled={disabled} style={{ minWidth: 0, width: label ? undefined : "100%" }} />);
Input.pick = ".fui-Input";
const Select = ({ label, value, options, disabled }) => labelled(label, <FluentSelect size={useSmall() ? "small" : "medium"} aria-label={label || value} disabled={disabled}>{[value, ...options].map((one) => <option key={one}>{one}</option>)}</FluentSelect>);
Select.pick = "select";

const Link = ({ label }) => <FluentLink href="#">{label}</FluentLink>;
const Badge = ({ label, tone }) => <FluentBadge color={TONES[tone]} appearance="tint">{label}</FluentBadge>;
const Tabs = ({ items, active }) => <TabList selectedValue={active} style={{ marginBottom: 12 }}>{items.map(([id, label]) => <Mark key={id} t={`tab-${id}`}><Tab value={id}>{label}</Tab></Mark>)}</TabList>;
const Card = ({ title, children, c }) => <FluentCard data-c={c} style={{ marginBottom: 10 }}>{title && <CardHeader header={<Subtitle2>{title}</Subtitle2>} />}<div>{children}</div></FluentCard>;
const Table = ({ cols, rows }) => (
  <FluentTable size={useSmall() ? "small" : "medium"} style={{ tableLayout: "auto" }}>
    <TableHeader><TableRow>{cols.map((col, index) => <TableHeaderCell key={index}><span data-t={col.t || undefined}>{col.label}{col.sorted && " ▾"}</span></TableHeaderCell>)}</TableRow></TableHeader>
    <TableBody>{rows.map((row) => <TableRow key={row.key} data-c={row.c}>{row.cells.map((cell, index) => <TableCell key={index} data-t={cell.t}>{cell.node}</TableCell>)}</TableRow>)}</TableBody>
  </FluentTable>);
const Pager = ({ pages, active }) => <div className="u-row">{pages.map((one) => <Mark key={one} t={`page-${one}`}><FluentButton size="small" appearance={one === active ? "primary" : "subtle"}>{one}</FluentButton></Mark>)}</div>;
const Modal = ({ title, children, foot }) => (
  <Dialog open><DialogSurface style={{ maxWidth: 480 }}><DialogBody><DialogTitle action={<Mark t="d-x"><FluentButton appearance="subtle" icon={<DismissRegular />} aria-label="Close" /></Mark>}>{title}</DialogTitle>
    <DialogContent>{children}</DialogContent><DialogActions>{foot}</DialogActions></DialogBody></DialogSurface></Dialog>);

export default { Icon, Frame, Shell, Button, IconButton, Check, Radio, Switch, Input, Select, Link, Badge, Tabs, Card, Table, Pager, Modal };
