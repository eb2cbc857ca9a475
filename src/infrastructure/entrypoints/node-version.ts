const NEEDED = [24, 16] as const;

/** Checked before anything else is loaded, because on an older Node loading already fails, in words that help nobody. */
export function isNodeRecentEnough(version = process.versions.node): boolean {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  if (major > NEEDED[0] || (major === NEEDED[0] && minor >= NEEDED[1])) return true;
  process.stderr.write(
    `Clientele needs Node.js ${NEEDED.join('.')} or newer, and this is ${version}. "npm start" brings its own.\n`,
  );
  process.exitCode = 1;
  return false;
}
