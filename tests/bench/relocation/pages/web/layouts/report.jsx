// Building a report: fields to choose, filters that look alike.
function Page({ ui, records, tr }) {
  const fields = records("field", 10);
  return (
    <div className="u-side">
      <div className="u-left">
        <ui.Card title="Fields"><div className="u-stack">{fields.map((one) => <div key={one.key} data-c={one.label}><ui.Check t={`${one.key}-use`} label={one.label} on={one.on} /></div>)}</div></ui.Card>
      </div>
      <div className="u-grow u-stack">
        <ui.Tabs items={[["table", "Table"], ["chart", "Chart"], ["sql", "SQL"]]} active="table" />
        {fields.slice(0, 7).map((one) => (
          <div key={one.key} data-c={one.label} className="u-row u-line"><span style={{ width: 120 }} data-t={`${one.key}-label`}>{one.label}</span>
            <ui.Select t={`${one.key}-how`} value="equals" options={["is not"]} /><div style={{ width: 130 }}><ui.Input t={`${one.key}-value`} value={one.city} /></div>
            <ui.IconButton t={`${one.key}-up`} icon="up" label="Up" /><ui.IconButton t={`${one.key}-down`} icon="down" label="Down" /><ui.IconButton t={`${one.key}-drop`} icon="close" label={tr("Delete")} /></div>))}
        <div className="u-row"><ui.Button t="filter" icon="filter" label="Add filter" /><ui.Button t="run" kind="primary" icon="right" label="Run" /><ui.Button t="export" icon="download" label={tr("Export")} />
          <ui.Radio t="rows" name="as" label="Rows" on /><ui.Radio t="sums" name="as" label="Sums only" /></div>
      </div>
    </div>
  );
}

function dialog({ ui, tr }) {
  return {
    title: "Save the report", children: <div className="u-stack"><ui.Input t="d-name" label={tr("Name")} value="Open items by region" /><ui.Select t="d-folder" label="Folder" value="Finance" options={["Sales"]} />
      <ui.Switch t="d-share" label="Share" /><ui.Switch t="d-weekly" label="Send every Monday" on /></div>,
    foot: <><ui.Button t="d-cancel" label={tr("Cancel")} /><ui.Button t="d-save" kind="primary" label={tr("Save")} /></>,
  };
}

export default { id: "report", icon: "chart", title: "Report builder", Page, dialog };
