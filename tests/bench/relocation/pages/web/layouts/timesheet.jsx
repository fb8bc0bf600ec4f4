// Hours by project and day: a field in every cell.
const DAYS = ["Mon", "Tue", "Wed", "Thu", "Fri"];

function Page({ ui, records, tr }) {
  const rows = records("project", 9).map((one) => ({
    key: one.key, c: one.label,
    cells: [{ node: one.label, t: `${one.key}-name` },
      ...DAYS.map((day, index) => ({ node: <div style={{ width: 74 }}><ui.Input t={`${one.key}-${index}`} name={`${one.label} ${day}`} value={one.flags[index] ? "8.0" : "0.0"} /></div> })),
      { node: <ui.Check t={`${one.key}-bill`} name={`${one.label} billable`} on={one.on} /> },
      { node: <ui.IconButton t={`${one.key}-drop`} icon="trash" label={tr("Delete")} /> }],
  }));
  const cols = ["Project", ...DAYS, "Billable", ""].map((label, index) => ({ label: tr(label), t: label && `col-${index}` }));
  return (
    <>
      <div className="u-bar"><ui.IconButton t="before" icon="left" label="Week before" /><span className="u-bold">{tr("Week")} 23</span><ui.IconButton t="after" icon="right" label="Week after" />
        <ui.Button t="copy" icon="copy" label={tr("Copy")} /><ui.Button t="submit" kind="primary" icon="send" label={tr("Submit")} /></div>
      <ui.Table cols={cols} rows={rows} />
      <div className="u-bar"><ui.Button t="add" icon="add" label={tr("Add")} /><span>{tr("Total")}: 38.5</span></div>
    </>
  );
}

function dialog({ ui, tr }) {
  return {
    title: tr("Submit"), children: <div className="u-stack"><ui.Input t="d-note" label="Note" value="" /><ui.Check t="d-true" label="These hours are right" />
      <ui.Check t="d-mail" label="Send me a copy" on /></div>,
    foot: <><ui.Button t="d-cancel" label={tr("Cancel")} /><ui.Button t="d-submit" kind="primary" label={tr("Submit")} /></>,
  };
}

export default { id: "timesheet", icon: "clock", title: "Time sheet", Page, dialog };
