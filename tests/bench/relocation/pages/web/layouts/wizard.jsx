// The third of four steps of an order, with the chosen items.
const STEPS = ["Customer", "Items", "Delivery", "Payment"];

function Page({ ui, records, tr }) {
  return (
    <>
      <div className="u-bar">{STEPS.map((one, index) => <ui.Button key={one} t={`step-${index}`} kind={index === 2 ? "primary" : "plain"} label={`${index + 1}. ${tr(one)}`} />)}</div>
      <div className="u-two">
        <ui.Card title="Delivery">
          <div className="u-stack">
            {["Standard", "Express", "Collect at the depot", "Own carrier"].map((one, index) => <ui.Radio key={one} t={`way-${index}`} name="way" label={one} on={!index} />)}
            <ui.Input t="date" label={tr("Date")} value="2024-05-21" /><ui.Input t="gate" label="Gate" value="4B" />
            <ui.Switch t="partial" label="Partial deliveries" on /><ui.Switch t="pallet" label="Exchange pallets" />
          </div>
        </ui.Card>
        <ui.Card title="Items">
          {records("product", 8).map((one) => (
            <div key={one.key} data-c={one.label} className="u-between u-line">
              <span className="u-grow"><span data-t={`${one.key}-name`}>{one.label}</span></span><span>{one.count}</span>
              <ui.IconButton t={`${one.key}-edit`} icon="edit" label={tr("Edit")} /><ui.IconButton t={`${one.key}-drop`} icon="trash" label={tr("Delete")} />
            </div>))}
        </ui.Card>
      </div>
      <div className="u-bar"><ui.Button t="back" icon="left" label="Back" /><ui.Button t="next" kind="primary" label="Continue" />
        <ui.Button t="draft" label="Save as draft" /><ui.Link t="terms" label="Terms of delivery" /></div>
    </>
  );
}

function dialog({ ui, tr }) {
  return {
    title: "Choose an address", children: <div className="u-stack">
      {["Lindenweg 14, Hamburg", "Quai 7, Lyon", "Dock Road 3, Leeds"].map((one, index) => <ui.Radio key={one} t={`d-a${index}`} name="a" label={one} on={!index} />)}
      <ui.Check t="d-default" label="Use it from now on" /></div>,
    foot: <><ui.Button t="d-cancel" label={tr("Cancel")} /><ui.Button t="d-use" kind="primary" label="Use" /></>,
  };
}

export default { id: "wizard", icon: "truck", title: "New order", Page, dialog };
