// Figures in cards that are built alike, with filters above.
function Page({ ui, records }) {
  return (
    <>
      <div className="u-bar">
        {["Today", "Week", "Month", "Year"].map((label) => <ui.Button key={label} t={`span-${label}`} label={label} small kind={label === "Week" ? "primary" : "plain"} />)}
        <ui.Select t="region" value="All regions" options={["North", "South"]} />
        <ui.IconButton t="refresh" icon="refresh" label="Refresh" /><ui.IconButton t="share" icon="send" label="Share" />
      </div>
      <div className="u-grid" style={{ "--least": "230px" }}>
        {records("field", 9).map((one) => (
          <ui.Card key={one.key} c={one.label}>
            <div className="u-between"><span data-t={`${one.key}-name`}>{one.label}</span>
              <span className="u-row"><ui.IconButton t={`${one.key}-star`} icon="star" label="Pin" />
                <ui.IconButton t={`${one.key}-more`} icon="more" label="More" /></span></div>
            <div className="u-big">{one.amount}</div>
            <div className="u-bars">{one.numbers.map((height, index) => <span key={index} style={{ height: `${20 + height * 9}%` }} />)}</div>
            <ui.Link t={`${one.key}-open`} label="Show details" />
          </ui.Card>))}
      </div>
    </>
  );
}

function dialog({ ui, tr }) {
  return {
    title: "Filter", children: <div className="u-stack">
      {["North", "South", "East", "West"].map((one) => <ui.Check key={one} t={`d-${one}`} label={one} on={one === "South"} />)}
      <ui.Input t="d-from" label="From" value="2024-01-01" /><ui.Input t="d-to" label="To" value="2024-06-30" /></div>,
    foot: <><ui.Button t="d-clear" label="Clear" /><ui.Button t="d-apply" kind="primary" label={tr("Filter")} /></>,
  };
}

export default { id: "dashboard", icon: "chart", title: "Dashboard", Page, dialog };
