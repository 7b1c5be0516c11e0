/** Headers of an answer, as both wgets indent them. */
export function headerLines(headers: Readonly<Record<string, string>> = {}): string {
  const titled = (name: string): string =>
    name.replace(/(^|-)([a-z])/g, (_, dash: string, letter: string) => dash + letter.toUpperCase());
  return Object.entries(headers)
    .map(([name, value]) => `  ${titled(name)}: ${value}\n`)
    .join("");
}

/** What a download is called: the last part of the path. */
export function fileOf(url: string): string {
  const path = url.replace(/^[a-z]+:\/\//i, "").split(/[?#]/)[0] ?? "";
  const name = path.includes("/") ? (path.split("/").at(-1) ?? "") : "";
  return name === "" ? "index.html" : name;
}
