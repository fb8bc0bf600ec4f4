import "@mdi/font/css/materialdesignicons.min.css";
import { AppBar, Box, Button as MuiButton, Card as MuiCard, CardContent, CardHeader, Checkbox, Chip, CssBaseline, Dialog, DialogActions, DialogContent, DialogTitle, FormControlLabel, IconButton as MuiIconButton, Link as MuiLink, List, ListItemButton, ListItemIcon, ListItemText, MenuItem, Pagination, PaginationItem, Paper, Radio as MuiRadio, Switch as MuiSwitch, Tab, Table as MuiTable, TableBody, TableCell, TableContainer, TableHead, TableRow, Tabs as MuiTabs, TextField, ThemeProvider, Toolbar, Typography, createTheme } from "@mui/material";
import { Mark, useLook } from "../core.jsx";
import { fontIcons } from "./fonticon.jsx";

const Icon = fontIcons("mdi");
const TONES = { ok: "success", bad: "error", info: "primary", mute: "default" };

function Frame({ look, children }) {
  const palette = { mode: look.dark ? "dark" : "light", ...(look.theme === "alt" && { primary: { main: "#00796b" }, secondary: { main: "#ef6c00" } }) };
  const shape = look.theme === "alt" ? { borderRadius: 14 } : undefined;
  return <ThemeProvider theme={createTheme({ palette, ...(shape && { shape }) })}><CssBaseline />{children}</ThemeProvider>;
}

const Shell = ({ brand, nav, title, children }) => (
  <Box>
    <AppBar position="static"><Toolbar variant="dense"><Typography sx={{ flexGrow: 1 }}>{brand} · {title}</Typography>
      <Mark t="bell"><MuiIconButton color="inherit" aria-label="Notices"><Icon name="bell" /></MuiIconButton></Mark>
      <Mark t="account"><MuiIconButton color="inherit" aria-label="Account"><Icon name="user" /></MuiIconButton></Mark></Toolbar></AppBar>
    <Box sx={{ display: "flex", alignItems: "flex-start" }}>
      <List dense sx={{ width: 190, flex: "none" }}>{nav.map((one) => (
        <Mark key={one.t} t={one.t}><ListItemButton selected={one.active} component="a" href="#"><ListItemIcon sx={{ minWidth: 36, fontSize: 20 }}><Icon name={one.icon} /></ListItemIcon><ListItemText primary={one.label} /></ListItemButton></Mark>))}</List>
      <Box sx={{ p: 2, flexGrow: 1, minWidth: 0 }}>{children}</Box></Box>
  </Box>);

function Button({ label, icon, kind = "plain", small, disabled }) {
  const dense = small || useLook().theme === "alt";
  const variant = { primary: "contained", danger: "contained", quiet: "text" }[kind] ?? "outlined";
  return <MuiButton variant={variant} color={kind === "danger" ? "error" : "primary"} size={dense ? "small" : "medium"} startIcon={icon && <Icon name={icon} />} disabled={disabled}>{label}</MuiButton>;
}

const IconButton = ({ icon, label, disabled }) => <MuiIconButton size="small" aria-label={label} title={label} disabled={disabled}><Icon name={icon} /></MuiIconButton>;

function choice(Control, pick) {
  function Choice({ label, on, name, disabled }) {
    const control = <Control size="small" defaultChecked={on} disabled={disabled} name={name} slotProps={{ input: { "aria-label": label || name } }} />;
    return label ? <FormControlLabel control={control} label={label} disabled={disabled} /> : control;
  }
  Choice.pick = pick;
  return Choice;
}

const Input = ({ label, value, hint, type = "text", name, disabled }) => (
  <TextField size="small" margin="dense" label={label} type={type} defaultValue={value} placeholder={hint} disabled={disabled} slotProps={{ htmlInput: { "aria-label": label || hint || name } }} />);
Input.pick = ".MuiInputBase-root";

const Select = ({ label, value, options, disabled }) => (
  <TextField select size="small" margin="dense" label={label} defaultValue={value} disabled={disabled} sx={{ minWidth: 140 }}>
    {[value, ...options].map((one) => <MenuItem key={one} value={one}>{one}</MenuItem>)}</TextField>);
Select.pick = ".MuiInputBase-root";

const Link = ({ label }) => <MuiLink href="#">{label}</MuiLink>;
const Badge = ({ label, tone }) => <Chip size="small" label={label} color={TONES[tone]} />;
const Tabs = ({ items, active }) => (
  <MuiTabs value={active} sx={{ mb: 2 }}>{items.map(([id, label]) => <Tab key={id} value={id} label={label} data-t={`tab-${id}`} />)}</MuiTabs>);
const Card = ({ title, children, c }) => <MuiCard data-c={c} sx={{ mb: 1.5 }} variant="outlined">{title && <CardHeader title={title} slotProps={{ title: { variant: "h6" } }} />}<CardContent>{children}</CardContent></MuiCard>;

const Table = ({ cols, rows }) => (
  <TableContainer component={Paper} sx={{ mb: 2 }}><MuiTable size="small">
    <TableHead><TableRow>{cols.map((col, index) => <TableCell key={index} align={col.num ? "right" : "left"}><span data-t={col.t || undefined}>{col.label}{col.sorted && " ▾"}</span></TableCell>)}</TableRow></TableHead>
    <TableBody>{rows.map((row) => <TableRow key={row.key} hover data-c={row.c}>{row.cells.map((cell, index) => <TableCell key={index} data-t={cell.t} align={cell.num ? "right" : "left"}>{cell.node}</TableCell>)}</TableRow>)}</TableBody>
  </MuiTable></TableContainer>);

const Pager = ({ pages, active }) => (
  <Pagination count={pages.length} page={active} shape="rounded" renderItem={(item) => <Mark t={`page-${item.type === "page" ? item.page : item.type}`}><PaginationItem {...item} /></Mark>} />);

const Modal = ({ title, children, foot }) => (
  <Dialog open fullWidth maxWidth="xs" transitionDuration={0}><DialogTitle sx={{ display: "flex", justifyContent: "space-between" }}>{title}<Mark t="d-x"><MuiIconButton size="small" aria-label="Close"><Icon name="close" /></MuiIconButton></Mark></DialogTitle>
    <DialogContent dividers>{children}</DialogContent><DialogActions>{foot}</DialogActions></Dialog>);

export default { Icon, Frame, Shell, Button, IconButton, Input, Select, Link, Badge, Tabs, Card, Table, Pager, Modal, Check: choice(Checkbox, ".MuiCheckbox-root"), Radio: choice(MuiRadio, ".MuiRadio-root"), Switch: choice(MuiSwitch, ".MuiSwitch-root") };
