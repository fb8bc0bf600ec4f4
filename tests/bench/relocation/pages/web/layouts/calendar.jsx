// Rooms by day, with the same button in every free slot.
const DAYS = ["Mon 3", "Tue 4", "Wed 5", "Thu 6", "Fri 7"];

function Page({ ui, records, tr }) {
  const rows = records("room", 9).map((one) => ({
    key: one.key, c: one.label,
    cells: [{ node: one.label, t: `${one.key}-name` },
      ...DAYS.map((day, index) => ({ node: one.flags[index]
        ? <ui.Button t={`${one.key}-${index}`} small label="Book" />
        : <ui.Badge label={one.time} tone="mute" /> })),
      { node: <ui.IconButton t={`${one.key}-more`} icon="more" label="More" /> }],
  }));
  return (
    <>
      <div className="u-bar">
        <ui.IconButton t="before" icon="left" label="Week before" /><ui.Button t="today" label="Today" /><ui.IconButton t="after" icon="right" label="Week after" />
        <ui.Select t="building" value="Main building" options={["Annex"]} /><ui.Check t="video" label="Video" /><ui.Check t="large" label="More than 8 seats" on />
        <ui.Button t="new" kind="primary" icon="calendar" label={tr("New")} />
      </div>
      <ui.Table cols={["Room", ...DAYS, ""].map((label, index) => ({ label, t: label && `col-${index}` }))} rows={rows} />
    </>
  );
}

function dialog({ ui, tr }) {
  return {
    title: "Book a room", children: <div className="u-two"><ui.Input t="d-from" label="From" value="09:00" /><ui.Input t="d-to" label="To" value="10:30" />
      <ui.Select t="d-repeat" label="Repeat" value="Never" options={["Weekly"]} /><ui.Check t="d-coffee" label="Coffee" on /><ui.Check t="d-lunch" label="Lunch" /></div>,
    foot: <><ui.Button t="d-cancel" label={tr("Cancel")} /><ui.Button t="d-book" kind="primary" label="Book" /></>,
  };
}

export default { id: "calendar", icon: "calendar", title: "Calendar", Page, dialog };
