// Help desk: the waiting people on the left, one talk on the right.
function Page({ ui, records, tr }) {
  return (
    <div className="u-side">
      <div className="u-left" style={{ "--left": "290px" }}>
        <ui.Input t="find" hint={tr("Search")} />
        {records("person", 9).map((one) => (
          <div key={one.key} data-c={one.label} className="u-row u-line" style={{ flexWrap: "nowrap" }}>
            <span className="u-round" style={{ background: `hsl(${one.number % 360} 45% 42%)` }}>{one.label.slice(0, 1)}</span>
            <span className="u-grow"><span data-t={`${one.key}-name`}>{one.label}</span><br /><small className="u-muted">{one.time}</small></span>
            <ui.IconButton t={`${one.key}-call`} icon="phone" label="Call" /><ui.IconButton t={`${one.key}-close`} icon="close" label="Close" />
          </div>))}
      </div>
      <div className="u-grow u-stack">
        <div className="u-between"><span className="u-big">Rosa Jimenez</span><span className="u-row"><ui.Button t="transfer" icon="users" label="Transfer" /><ui.Button t="end" kind="danger" label="End" /></span></div>
        {records("message", 7).map((one) => (
          <div key={one.key} data-c={one.label} className={one.on ? "u-bubble u-mine" : "u-bubble"}>
            <span data-t={`${one.key}-text`}>{one.label}</span> <ui.Link t={`${one.key}-reply`} label="Reply" /></div>))}
        <div className="u-row"><ui.IconButton t="attach" icon="attach" label="Attach" /><ui.Input t="say" hint="Write an answer" /><ui.Button t="send" kind="primary" icon="send" label="Send" />
          <ui.Check t="enter" label="Enter sends" on /><ui.Check t="hidden" label="Internal note" /></div>
      </div>
    </div>
  );
}

function dialog({ ui, tr }) {
  return {
    title: "Transfer", children: <div className="u-stack">{["Billing", "Technics", "Returns", "Second level"].map((one, index) => <ui.Radio key={one} t={`d-${index}`} name="to" label={one} on={!index} />)}
      <ui.Check t="d-summary" label="With a summary" on /></div>,
    foot: <><ui.Button t="d-cancel" label={tr("Cancel")} /><ui.Button t="d-transfer" kind="primary" label="Transfer" /></>,
  };
}

export default { id: "chat", icon: "chat", title: "Help desk", Page, dialog };
