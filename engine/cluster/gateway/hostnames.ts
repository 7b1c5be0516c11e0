/** Hostname of listeners and routes that name none: any. */
export const ANY_HOST = "";

/** Whether a name is under a pattern: itself, or `*.` for any number of labels, never the bare domain. */
export function hostMatches(pattern: string, name: string): boolean {
  if (pattern === ANY_HOST || pattern === name) return true;
  return pattern.startsWith("*.") && name.length > pattern.length - 1 && name.endsWith(pattern.slice(1));
}

/** The names that a listener and a route have in common: the narrower pattern of each pair; none when they never meet. */
export function intersection(
  listener: string | undefined,
  route: readonly string[] | undefined,
): readonly string[] {
  const own = (listener ?? ANY_HOST).toLowerCase();
  if (route === undefined || route.length === 0) return [own];
  const common = route.flatMap((text) => {
    const other = text.toLowerCase();
    if (hostMatches(own, other)) return [other];
    return hostMatches(other, own) ? [own] : [];
  });
  return [...new Set(common)];
}

/** The entry of the most specific pattern that a name is under: its own name, the longest wildcard, what takes any name. */
export function lookUpHost<T>(entries: ReadonlyMap<string, T>, name: string): T | undefined {
  const own = entries.get(name);
  if (own !== undefined) return own;
  for (let dot = name.indexOf("."); dot >= 0; dot = name.indexOf(".", dot + 1)) {
    const found = entries.get(`*${name.slice(dot)}`);
    if (found !== undefined) return found;
  }
  return entries.get(ANY_HOST);
}
