const NEEDED_MAJOR = 24;

/** Checked before anything else is loaded, because on an older Node loading already fails, in words that help nobody. */
export function isNodeRecentEnough(): boolean {
  if (Number(process.versions.node.split('.')[0]) >= NEEDED_MAJOR) return true;
  process.stderr.write(
    `Clientele needs Node.js ${NEEDED_MAJOR} or newer, and this is ${process.versions.node}. "npm start" brings its own.\n`,
  );
  process.exitCode = 1;
  return false;
}
