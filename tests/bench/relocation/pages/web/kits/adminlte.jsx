import "admin-lte/dist/css/adminlte.min.css";
import "@fortawesome/fontawesome-free/css/all.min.css";
import { Mark, useLook } from "../core.jsx";
import { bootstrapLike } from "./bootstraplike.jsx";
import { fontIcons } from "./fonticon.jsx";

const Icon = fontIcons("fa", "fa-solid");

function Shell({ brand, nav, title, children }) {
  const other = useLook().theme === "alt";
  return (
    <div className="app-wrapper">
      <nav className="app-header navbar navbar-expand bg-body"><div className="container-fluid">
        <ul className="navbar-nav"><li className="nav-item"><Mark t="menu"><a className="nav-link" href="#" aria-label="Menu">☰</a></Mark></li></ul>
        <ul className="navbar-nav ms-auto">
          <li className="nav-item"><Mark t="bell"><a className="nav-link" href="#" aria-label="Notices"><Icon name="bell" /></a></Mark></li>
          <li className="nav-item"><Mark t="account"><a className="nav-link" href="#" aria-label="Account"><Icon name="user" /></a></Mark></li>
        </ul></div></nav>
      <aside className={`app-sidebar shadow ${other ? "bg-success" : "bg-body-secondary"}`} data-bs-theme="dark">
        <div className="sidebar-brand"><span className="brand-text">{brand}</span></div>
        <div className="sidebar-wrapper"><nav className="mt-2"><ul className="nav sidebar-menu flex-column">{nav.map((one) => (
          <li key={one.t} className="nav-item"><Mark t={one.t}><a href="#" className={`nav-link ${one.active ? "active" : ""}`}><span className="nav-icon"><Icon name={one.icon} /></span><p>{one.label}</p></a></Mark></li>))}</ul></nav></div>
      </aside>
      <main className="app-main"><div className="app-content-header"><div className="container-fluid"><h3 className="mb-0">{title}</h3></div></div>
        <div className="app-content"><div className="container-fluid">{children}</div></div></main>
    </div>);
}

function prepare(look) {
  document.documentElement.dataset.bsTheme = look.dark ? "dark" : "light";
  document.body.className = "layout-fixed sidebar-expand-lg bg-body-tertiary";
}

export default bootstrapLike({ Icon, Shell, prepare });
