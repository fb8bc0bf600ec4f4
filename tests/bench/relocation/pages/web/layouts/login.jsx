// Signing in: few controls, no navigation.
function Page({ ui, records, tr, look }) {
  return (
    <div className="u-middle">
      <ui.Card title={look.brand}>
        <div className="u-stack">
          <ui.Input t="user" label="User name" value="m.weber" />
          <ui.Input t="password" label="Password" type="password" value="secret12" />
          <ui.Select t="client" label="Client" value="100 Production" options={["200 Test"]} />
          <ui.Check t="stay" label="Stay signed in" /><ui.Check t="public" label="This is a shared computer" on />
          <ui.Button t="enter" kind="primary" icon="lock" label={tr("Sign in")} />
          <ui.Button t="card" icon="user" label="Use a smart card" />
          <div className="u-between"><ui.Link t="forgot" label="Forgot password?" /><ui.Link t="register" label="Ask for access" /></div>
        </div>
      </ui.Card>
      <p className="u-muted">Recently signed in on this computer</p>
      {records("person", 4).map((one) => (
        <div key={one.key} data-c={one.label} className="u-between u-line">
          <span className="u-grow"><span data-t={`${one.key}-name`}>{one.label}</span></span>
          <ui.Button t={`${one.key}-use`} small label="Use" />
          <ui.IconButton t={`${one.key}-forget`} icon="close" label="Forget" />
        </div>))}
    </div>
  );
}

function dialog({ ui, tr }) {
  return {
    title: "Second step", children: <div className="u-stack"><p>Type the code from your phone.</p>
      <ui.Input t="d-code" label="Code" value="" /><ui.Check t="d-trust" label="Trust this computer" />
      <ui.Link t="d-resend" label="Send it again" /></div>,
    foot: <><ui.Button t="d-cancel" label={tr("Cancel")} /><ui.Button t="d-ok" kind="primary" label="Confirm" /></>,
  };
}

export default { id: "login", icon: "lock", title: "Sign in", bare: true, Page, dialog };
