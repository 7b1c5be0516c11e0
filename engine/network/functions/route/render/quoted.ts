/** A word of HAProxy's configuration as it stands: nothing in it is a variable, an escape or the end of a line. */
export function quoted(text: string): string {
  const flat = text.replace(/[\r\n\0]+/g, " ");
  return `'${flat.replaceAll("'", "'\\''")}'`;
}
