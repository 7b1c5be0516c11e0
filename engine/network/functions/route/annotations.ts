/** Go's `strconv.ParseBool`, as the router's template reads switches. */
export function isTrue(text: string | undefined): boolean {
  return ["1", "t", "T", "TRUE", "true", "True"].includes(text ?? "");
}
