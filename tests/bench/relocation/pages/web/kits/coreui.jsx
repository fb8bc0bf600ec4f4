import "@coreui/coreui/dist/css/coreui.min.css";
import "@coreui/icons/css/free.min.css";
import { Mark, useLook } from "../core.jsx";
import { bootstrapLike } from "./bootstraplike.jsx";
import { fontIcons } from "./fonticon.jsx";

const Icon = fontIcons("cil");

function Shell({ brand, nav, title, children }) {
  const other = useLook().theme === "alt";
  return (
    <div className="d-flex min-vh-100">
      <div className={`sidebar show border-end ${other ? "sidebar-narrow" : ""}`} data-coreui-theme="dark" style={{ height: "auto", marginInlineStart: 0 }}>
        <div className="sidebar-header border-bottom"><div className="sidebar-brand">{other ? brand.slice(0, 2) : brand}</div></div>
        <ul className="sidebar-nav">{nav.map((one) => (
          <li key={one.t} className="nav-item"><Mark t={one.t}><a href="#" className={`nav-link ${one.active ? "active" : ""}`}><span className="nav-icon"><Icon name={one.icon} /></span>{one.label}</a></Mark></li>))}</ul>
      </div>
      <div className="flex-grow-1 bg-body-tertiary" style={{ minWidth: 0 }}>
        <header className="header header-sticky p-2 mb-3 d-flex"><span className="h5 mb-0 px-2">{title}</span>
          <span className="ms-auto d-flex gap-2"><Mark t="bell"><a href="#" className="nav-link px-2" aria-label="Notices"><Icon name="bell" /></a></Mark>
            <Mark t="account"><a href="#" className="nav-link px-2" aria-label="Account"><Icon name="user" /></a></Mark></span></header>
        <main className="container-fluid">{children}</main>
      </div>
    </div>);
}

const prepare = (look) => { document.documentElement.dataset.coreuiTheme = look.dark ? "dark" : "light"; };

export default bootstrapLike({ Icon, Shell, prepare });
