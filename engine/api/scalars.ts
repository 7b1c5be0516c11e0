/** Whether a value is of a scalar type of the table of fields; no value is of a type that the table does not have. */
export function isScalar(type: string, value: unknown): boolean {
  switch (type) {
    case "string":
    case "byte":
    case "Time":
      return typeof value === "string";
    case "boolean":
      return typeof value === "boolean";
    case "int32":
      return Number.isInteger(value) && Math.abs(value as number) <= 2_147_483_647;
    case "int64":
      return Number.isInteger(value);
    case "float64":
      return typeof value === "number";
    case "IntOrString":
      return typeof value === "string" || isScalar("int32", value);
    case "Quantity":
      return typeof value === "string" || typeof value === "number";
    default:
      return false;
  }
}
