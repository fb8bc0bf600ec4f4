// A week in a practice: hours by day, free ones to be booked, and the next guests at the side.
const DAYS = ["Mon", "Tue", "Wed", "Thu", "Fri"];
const HOURS = ["08:00", "09:00", "10:00", "11:00", "13:00", "14:00", "15:00"];

function Hour({ ui, day, hour, taken, tr }) {
  const free = taken % 3 !== 0;
  return <div className="u-day">{free ? <ui.Button t={`free-${day}-${hour}`} small label={tr("Book")} /> : <small className="u-muted">{tr("taken")}</small>}</div>;
}

function Page({ ui, records, tr }) {
  const guests = records("person", 7);
  const rooms = records("room", DAYS.length);
  return (
    <>
      <div className="u-bar"><ui.IconButton t="before" icon="left" label="Before" /><ui.Button t="today" label={tr("Today")} /><ui.IconButton t="after" icon="right" label="After" />
        <ui.Select t="who" value="Dr. Weber" options={["Dr. Conti"]} /><ui.Switch t="weekend" label={tr("Weekend")} /><ui.Button t="new" kind="primary" icon="calendar" label={tr("New")} /></div>
      <div className="u-side">
        <div className="u-grow u-days"><span />{DAYS.map((day, index) => <span key={day} className="u-bold" data-t={`day-${index}`}>{tr(day)}</span>)}
          {HOURS.flatMap((hour, row) => [<small key={hour}>{hour}</small>, ...DAYS.map((day, index) => <Hour key={hour + day} ui={ui} day={index} hour={row} taken={(rooms[index]?.numbers[row] ?? 0) + row} tr={tr} />)])}</div>
        <div className="u-left"><ui.Card title={tr("Next")}>{guests.map((one) => (
          <div key={one.key} data-c={one.label} className="u-between u-line"><span className="u-grow"><span data-t={`${one.key}-name`}>{one.label}</span><br /><small className="u-muted">{one.time}</small></span>
            <ui.IconButton t={`${one.key}-here`} icon="check" label="Here" /><ui.IconButton t={`${one.key}-call`} icon="phone" label="Call" /></div>))}</ui.Card></div>
      </div>
    </>
  );
}

function dialog({ ui, tr }) {
  return {
    title: tr("Book"), children: <div className="u-two"><ui.Input t="d-name" label={tr("Name")} value="Lea Fontaine" /><ui.Input t="d-phone" label="Phone" value="040 1180" />
      <ui.Select t="d-long" label="Minutes" value="20" options={["40"]} /><ui.Check t="d-first" label="First visit" /><ui.Check t="d-sms" label="SMS" on /></div>,
    foot: <><ui.Button t="d-cancel" label={tr("Cancel")} /><ui.Button t="d-book" kind="primary" label={tr("Book")} /></>,
  };
}

export default { id: "booking", icon: "clock", title: "Booking", Page, dialog };
