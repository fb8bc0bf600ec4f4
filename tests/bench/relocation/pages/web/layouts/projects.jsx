// All projects in a list: who leads, how far, and the same three buttons with words in each line.
function Page({ ui, records, tr }) {
  const rows = records("project", 10).map((one) => ({
    key: one.key, c: one.label,
    cells: [{ node: one.number }, { node: <><span data-t={`${one.key}-name`} className="u-bold">{one.label}</span><br /><small className="u-muted">{one.date}</small></> },
      { node: <span className="u-row" style={{ flexWrap: "nowrap" }}>{one.numbers.slice(0, 3).map((n, index) => <span key={index} className="u-round" style={{ width: 26, height: 26, background: `hsl(${n * 37} 45% 42%)` }}>{one.person.slice(index, index + 1).toUpperCase()}</span>)}</span> },
      { node: <progress value={one.count} max="48" style={{ width: 90 }} /> }, { node: <ui.Badge label={tr(one.status)} tone={one.tone} /> },
      { node: <div className="u-row" style={{ flexWrap: "nowrap" }}><ui.Button t={`${one.key}-view`} small kind="primary" icon="folder" label={tr("Open")} /><ui.Button t={`${one.key}-edit`} small icon="edit" label={tr("Edit")} />
        <ui.Button t={`${one.key}-drop`} small kind="danger" icon="trash" label={tr("Delete")} /></div> }],
  }));
  const cols = ["#", "Name", "Team", "Progress", "Status", ""].map((label, index) => ({ label: tr(label), t: label && `col-${index}` }));
  return (
    <>
      <div className="u-bar"><ui.Input t="find" hint={tr("Search")} /><ui.Select t="lead" value="All leads" options={["Mine"]} /><ui.Check t="closed" label="With closed ones" />
        <ui.Button t="new" kind="primary" icon="add" label={tr("New")} /><ui.Button t="print" icon="print" label={tr("Print")} /></div>
      <ui.Table cols={cols} rows={rows} />
      <ui.Pager pages={[1, 2, 3]} active={1} />
    </>
  );
}

function dialog({ ui, tr }) {
  return {
    title: tr("New"), children: <div className="u-stack"><ui.Input t="d-name" label={tr("Name")} value="" /><ui.Select t="d-lead" label="Lead" value="Omar Haddad" options={["Eva Svensson"]} />
      <ui.Check t="d-plan" label="With a plan" on /><ui.Check t="d-room" label="With a room" /><ui.Switch t="d-secret" label="Confidential" /></div>,
    foot: <><ui.Button t="d-cancel" label={tr("Cancel")} /><ui.Button t="d-save" kind="primary" label={tr("Save")} /></>,
  };
}

export default { id: "projects", icon: "check", title: "Projects", Page, dialog };
