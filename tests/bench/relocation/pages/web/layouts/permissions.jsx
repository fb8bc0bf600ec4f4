// A matrix of check boxes: roles down, rights across.
const RIGHTS = ["Read", "Write", "Approve", "Delete", "Export", "Admin"];

function Page({ ui, records, tr }) {
  const rows = records("role", 12).map((one) => ({
    key: one.key, c: one.label,
    cells: [{ node: one.label, t: `${one.key}-name` },
      ...RIGHTS.map((right, index) => ({ node: <ui.Check t={`${one.key}-${index}`} name={`${one.label} ${right}`} on={one.flags[index]} /> })),
      { node: <ui.Link t={`${one.key}-copy`} label={tr("Copy")} /> }],
  }));
  const cols = ["Role", ...RIGHTS, ""].map((label, index) => ({ label: tr(label), t: label && `col-${index}` }));
  return (
    <>
      <div className="u-bar">
        <ui.Select t="module" value="Accounting" options={["Sales", "Stock"]} /><ui.Input t="find" hint={tr("Search")} />
        <ui.Switch t="inherited" label="Show inherited" on /><ui.Button t="newrole" icon="add" label={tr("New")} />
      </div>
      <ui.Table cols={cols} rows={rows} />
      <div className="u-bar"><ui.Button t="save" kind="primary" label={tr("Save")} /><ui.Button t="undo" label={tr("Cancel")} /></div>
    </>
  );
}

function dialog({ ui, tr }) {
  return {
    title: tr("New"), children: <div className="u-stack"><ui.Input t="d-name" label={tr("Name")} value="Night shift" />
      <div className="u-row">{RIGHTS.map((one) => <ui.Check key={one} t={`d-${one}`} label={one} on={one === "Read"} />)}</div></div>,
    foot: <><ui.Button t="d-cancel" label={tr("Cancel")} /><ui.Button t="d-create" kind="primary" label={tr("Save")} /></>,
  };
}

export default { id: "permissions", icon: "lock", title: "Permissions", Page, dialog };
