// Many switches that differ only by the words beside them.
function Page({ ui, records, tr }) {
  const list = records("setting", 11);
  return (
    <>
      <ui.Tabs items={[["general", "General"], ["notices", "Notices"], ["security", "Security"], ["people", "People"]]} active="notices" />
      <ui.Card title="Notices">
        {list.map((one) => (
          <div key={one.key} data-c={one.label} className="u-between u-line">
            <span className="u-grow"><span data-t={`${one.key}-label`}>{one.label}</span></span>
            <ui.Switch t={`${one.key}-on`} on={one.on} name={one.label} />
            <ui.Button t={`${one.key}-setup`} small label="Configure" />
            <ui.IconButton t={`${one.key}-more`} icon="more" label="More" />
          </div>))}
      </ui.Card>
      <div className="u-bar">
        <ui.Select t="zone" label="Time zone" value="Berlin" options={["Paris", "Madrid"]} />
        <ui.Input t="sender" label="Sender" value="office@example.com" />
      </div>
      <div className="u-bar"><ui.Button t="save" kind="primary" label={tr("Save")} /><ui.Button t="reset" label="Reset" /></div>
    </>
  );
}

function dialog({ ui, tr }) {
  return {
    title: "Configure", children: <div className="u-stack">
      <ui.Radio t="d-now" name="when" label="At once" on /><ui.Radio t="d-hour" name="when" label="Every hour" />
      <ui.Radio t="d-day" name="when" label="Once a day" /><ui.Switch t="d-sound" label="Sound" on />
      <ui.Switch t="d-badge" label="Badge" /></div>,
    foot: <><ui.Button t="d-cancel" label={tr("Cancel")} /><ui.Button t="d-apply" kind="primary" label="Apply" /></>,
  };
}

export default { id: "settings", icon: "settings", title: "Settings", Page, dialog };
