// What is left when nobody is signed in any more.
function Page({ ui, tr }) {
  return (
    <div className="u-middle">
      <h2>You have signed out</h2>
      <p className="u-muted">Your session has ended. Close the window on a shared computer.</p>
      <ui.Button t="again" kind="primary" label={tr("Sign in")} />
    </div>
  );
}

export default { id: "out", icon: "lock", title: "Signed out", bare: true, Page };
