// One support case: tabs, its answers, and what may be done with it.
function Page({ ui, records, tr }) {
  return (
    <>
      <div className="u-bar"><span className="u-big">#4711</span><ui.Badge label="In progress" tone="info" />
        <ui.Button t="assign" icon="user" label="Assign" /><ui.Button t="solve" kind="primary" icon="check" label="Solve" /><ui.IconButton t="follow" icon="bell" label="Follow" /></div>
      <ui.Tabs items={[["answers", "Answers"], ["notes", "Notes"], ["files", tr("Files")], ["history", "History"]]} active="answers" />
      <div className="u-two">
        <div className="u-stack">
          {records("message", 7).map((one) => (
            <ui.Card key={one.key} c={one.label}>
              <div className="u-between"><span className="u-bold">{one.person}</span><span className="u-muted">{one.time}</span></div>
              <p><span data-t={`${one.key}-text`}>{one.label}</span></p>
              <div className="u-row"><ui.Link t={`${one.key}-quote`} label="Quote" /><ui.Link t={`${one.key}-hide`} label="Hide" />
                <ui.IconButton t={`${one.key}-copy`} icon="copy" label="Copy" /></div>
            </ui.Card>))}
        </div>
        <ui.Card title={tr("Details")}>
          <div className="u-stack"><ui.Select t="priority" label="Priority" value="High" options={["Low"]} /><ui.Select t="team" label="Team" value="Hardware" options={["Software"]} />
            <ui.Input t="due" label="Due" value="2024-03-14" /><ui.Check t="vip" label="Contract customer" on /><ui.Check t="block" label="Blocked by supplier" />
            <ui.Check t="onsite" label="On-site visit" /><ui.Button t="save" label={tr("Save")} /></div>
        </ui.Card>
      </div>
    </>
  );
}

function dialog({ ui, tr }) {
  return {
    title: "Assign", children: <div className="u-stack">{["Anna Bergmann", "Omar Haddad", "Mei Tanaka", "Tom Fletcher"].map((one, index) => (
      <div key={one} data-c={one} className="u-between u-line"><span>{one}</span><ui.Button t={`d-p${index}`} small label="Choose" /></div>))}</div>,
    foot: <><ui.Button t="d-nobody" label="Nobody" /><ui.Button t="d-close" kind="primary" label={tr("Close")} /></>,
  };
}

export default { id: "ticket", icon: "chat", title: "Ticket 4711", Page, dialog };
