// One employee, with the documents and the people of the team.
function Page({ ui, records, tr }) {
  return (
    <>
      <ui.Card><div className="u-row"><span className="u-round" style={{ width: 64, height: 64, fontSize: 22, background: "#7a4f9a" }}>PN</span>
        <div className="u-grow"><div className="u-big">Priya Nair</div><span className="u-muted">Purchasing, Hamburg</span></div>
        <ui.Button t="edit" icon="edit" label={tr("Edit")} /><ui.Button t="mail" icon="mail" label="Write" /><ui.IconButton t="more" icon="more" label="More" /></div></ui.Card>
      <ui.Tabs items={[["job", "Job"], ["pay", "Pay"], ["leave", "Leave"], ["documents", "Documents"]]} active="job" />
      <div className="u-two">
        <ui.Card title="Job"><div className="u-stack"><ui.Input t="title" label="Title" value="Senior buyer" /><ui.Select t="grade" label="Grade" value="E4" options={["E5"]} /><ui.Input t="since" label="Since" value="2019-04-01" />
          <div className="u-row"><ui.Radio t="full" name="h" label="Full time" on /><ui.Radio t="part" name="h" label="Part time" /></div><ui.Switch t="remote" label="Remote days" on /><ui.Switch t="car" label="Company car" /></div></ui.Card>
        <ui.Card title="Team">{records("person", 7).map((one) => (
          <div key={one.key} data-c={one.label} className="u-between u-line"><span className="u-grow"><span data-t={`${one.key}-name`}>{one.label}</span></span>
            <ui.IconButton t={`${one.key}-mail`} icon="mail" label="Write" /><ui.IconButton t={`${one.key}-call`} icon="phone" label="Call" /><ui.Button t={`${one.key}-view`} small label="View" /></div>))}</ui.Card>
      </div>
    </>
  );
}

function dialog({ ui, tr }) {
  return {
    title: "Ask for leave", children: <div className="u-two"><ui.Input t="d-from" label="From" value="2024-07-08" /><ui.Input t="d-to" label="To" value="2024-07-19" /><ui.Select t="d-kind" label="Kind" value="Holiday" options={["Special"]} />
      <ui.Check t="d-half" label="Half days" /><ui.Check t="d-tell" label="Tell the team" on /></div>,
    foot: <><ui.Button t="d-cancel" label={tr("Cancel")} /><ui.Button t="d-ask" kind="primary" label="Ask" /></>,
  };
}

export default { id: "profile", icon: "user", title: "Employee", Page, dialog };
