// Cards in four columns, built alike.
const COLUMNS = ["To do", "In progress", "Review", "Done"];

function Page({ ui, records, tr }) {
  const all = records("task", 14);
  return (
    <>
      <div className="u-bar"><ui.Input t="find" hint={tr("Search")} /><ui.Select t="who" value="Everybody" options={["Me"]} /><ui.Switch t="late" label="Only late" /><ui.Button t="new" kind="primary" icon="add" label={tr("New")} /></div>
      <div className="u-columns">
        {COLUMNS.map((title, column) => (
          <div key={title} className="u-stack">
            <div className="u-between"><span className="u-bold">{title}</span><ui.IconButton t={`column-${column}`} icon="add" label={tr("Add")} /></div>
            {all.filter((one) => one.number % 4 === column).map((one) => (
              <ui.Card key={one.key} c={one.label}>
                <div><span data-t={`${one.key}-name`}>{one.label}</span></div>
                <div className="u-between"><ui.Badge label={one.date.slice(5)} tone={one.tone} /><span className="u-row"><ui.IconButton t={`${one.key}-edit`} icon="edit" label={tr("Edit")} /><ui.IconButton t={`${one.key}-more`} icon="more" label="More" /></span></div>
                <ui.Check t={`${one.key}-done`} label={tr("Done")} on={column === 3} />
              </ui.Card>))}
          </div>))}
      </div>
    </>
  );
}

function dialog({ ui, tr }) {
  return {
    title: tr("New"), children: <div className="u-stack"><ui.Input t="d-title" label={tr("Name")} value="" /><ui.Select t="d-column" label="Column" value="To do" options={["Done"]} /><ui.Check t="d-urgent" label="Urgent" on />
      <ui.Check t="d-watch" label="Watch" /></div>,
    foot: <><ui.Button t="d-cancel" label={tr("Cancel")} /><ui.Button t="d-create" kind="primary" label={tr("Add")} /></>,
  };
}

export default { id: "kanban", icon: "check", title: "Board", Page, dialog };
