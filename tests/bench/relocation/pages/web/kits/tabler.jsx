import "@tabler/core/dist/css/tabler.min.css";
import "@tabler/icons-webfont/dist/tabler-icons.min.css";
import { Mark } from "../core.jsx";
import { bootstrapLike } from "./bootstraplike.jsx";
import { fontIcons } from "./fonticon.jsx";

const Icon = fontIcons("ti");

const Shell = ({ brand, nav, title, children }) => (
  <div className="page">
    <header className="navbar navbar-expand d-print-none"><div className="container-xl">
      <div className="navbar-brand">{brand}</div>
      <div className="navbar-nav flex-row ms-auto">
        <Mark t="bell"><a href="#" className="nav-link px-2" aria-label="Notices"><Icon name="bell" /></a></Mark>
        <Mark t="account"><a href="#" className="nav-link px-2" aria-label="Account"><Icon name="user" /></a></Mark></div>
    </div></header>
    <header className="navbar navbar-expand"><div className="container-xl"><ul className="navbar-nav">{nav.map((one) => (
      <li key={one.t} className={`nav-item ${one.active ? "active" : ""}`}><Mark t={one.t}><a href="#" className="nav-link"><span className="nav-link-icon"><Icon name={one.icon} /></span><span className="nav-link-title">{one.label}</span></a></Mark></li>))}</ul></div></header>
    <div className="page-wrapper"><div className="page-header"><div className="container-xl"><h2 className="page-title">{title}</h2></div></div>
      <div className="page-body"><div className="container-xl">{children}</div></div></div>
  </div>);

function prepare(look) {
  document.documentElement.dataset.bsTheme = look.dark ? "dark" : "light";
  if (look.theme === "alt") Object.assign(document.documentElement.dataset, { bsThemePrimary: "teal", bsThemeRadius: "2" });
}

export default bootstrapLike({ Icon, Shell, prepare, plain: "btn-icon" });
