// Only in debug builds: says which mount points of the page nothing took over, most often because of another name.
//
// A program that serves several pages finds only some of its mount points on each; that alone says nothing.
const askedFor = new Set();
const withoutReport = imports.snapshot;

const reportMountPoints = () => {
  const ending = '-props';
  const nameOf = (id) => (id.endsWith(ending) ? id.slice(0, -ending.length) : id);
  const sent = document.querySelectorAll(`script[type="application/json"][id$="${ending}"]`);
  const left = [...sent].filter((props) => !askedFor.has(props.id));
  const wanted = [...new Set([...askedFor].map(nameOf))];
  const missed = wanted.filter((id) => !document.getElementById(id)).map((id) => `hydrate<"${id}">`).join(', ');
  const none = missed && `${missed} found no mount point on this page`;
  for (const id of left.map((props) => nameOf(props.id))) {
    console.warn(`kaon: nothing takes over the mount point "${id}": main() needs hydrate<"${id}">(...)` +
      (none && `; ${none}`));
  }
  const took = wanted.some((id) => document.getElementById(id));
  if (!took && !left.length) console.warn(`kaon: ${none}: is the name another one?`);
};

imports.snapshot = (id, size) => {
  // The first is asked for by main(), which runs to its end before this.
  if (!askedFor.size) setTimeout(reportMountPoints);
  askedFor.add(textAt(id, size));
  return withoutReport(id, size);
};
