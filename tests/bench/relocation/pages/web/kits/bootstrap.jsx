import "bootstrap/dist/css/bootstrap.min.css";
import "bootstrap-icons/font/bootstrap-icons.css";
import { Mark, useLook } from "../core.jsx";
import { bootstrapLike } from "./bootstraplike.jsx";
import { fontIcons } from "./fonticon.jsx";

const Icon = fontIcons("bi");

function Shell({ brand, nav, title, children }) {
  const other = useLook().theme === "alt";
  return (
    <>
      <nav className={`navbar navbar-expand ${other ? "bg-success" : "bg-primary"}`} data-bs-theme="dark"><div className="container-fluid">
        <span className="navbar-brand">{brand}</span>
        <div className="navbar-nav me-auto">{nav.map((one) => (
          <Mark key={one.t} t={one.t}><a href="#" className={`nav-link ${one.active ? "active" : ""}`}><Icon name={one.icon} /> {one.label}</a></Mark>))}</div>
        <Mark t="bell"><a href="#" className="nav-link text-white px-2" aria-label="Notices"><Icon name="bell" /></a></Mark>
        <Mark t="account"><a href="#" className="nav-link text-white px-2" aria-label="Account"><Icon name="user" /></a></Mark>
      </div></nav>
      <main className="container-fluid py-3"><h1 className="h4">{title}</h1>{children}</main>
    </>);
}

const prepare = (look) => { document.documentElement.dataset.bsTheme = look.dark ? "dark" : "light"; };

export default bootstrapLike({ Icon, Shell, prepare });
