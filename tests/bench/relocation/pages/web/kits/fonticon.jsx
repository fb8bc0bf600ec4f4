// Icons that a kit draws with a font of its own: a meaning, and the class name for it.
import sets from "./icons.json";

export function fontIcons(set, first = set) {
  const names = sets.names.split(" ");
  const classes = sets[set].split(" ");
  return ({ name }) => <i className={`${first} ${set}-${classes[names.indexOf(name)]}`} aria-hidden="true" />;
}

export function mapped(components) {
  const names = sets.names.split(" ");
  return ({ name }) => { const Drawn = components[names.indexOf(name)]; return <Drawn />; };
}
