import { type BaseBlock, BitString, Constructed, fromBER, ObjectIdentifier, OctetString } from "asn1js";

/** A value of DER (X.690), read but not judged. */
export type DerValue = BaseBlock;

/** The whole text as one value; `undefined` when it is none, or when something follows it. */
export function readDer(bytes: Uint8Array): DerValue | undefined {
  try {
    const { offset, result } = fromBER(bytes);
    return offset === bytes.length ? result : undefined;
  } catch {
    // Nesting that overflows the stack ends here as well.
    return undefined;
  }
}

/** Members of a SEQUENCE, a SET or a tagged value; none of anything else. */
export function partsOf(value: DerValue | undefined): readonly DerValue[] {
  if (!(value instanceof Constructed || hasParts(value))) return [];
  // A length that lies makes the library leave holes, and things that are no values.
  return value.valueBlock.value.filter((part: Partial<DerValue> | undefined) => part?.idBlock !== undefined);
}

function hasParts(value: DerValue | undefined): value is Constructed {
  const parts: unknown = (value?.valueBlock as { readonly value?: unknown } | undefined)?.value;
  return value !== undefined && Array.isArray(parts);
}

/** The value that a context tag `[number]` marks. */
export function tagged(values: readonly DerValue[], number: number): DerValue | undefined {
  return values.find(({ idBlock }) => idBlock.tagClass === 3 && idBlock.tagNumber === number);
}

/** `1.2.840.…`; empty for anything else. */
export function identifierOf(value: DerValue | undefined): string {
  return value instanceof ObjectIdentifier ? value.valueBlock.toString() : "";
}

/** Bytes of an INTEGER, an OCTET STRING, a BIT STRING (its unused bits left out) or a string. */
export function bytesOf(value: DerValue | undefined): Uint8Array {
  const view: unknown = (value?.valueBlock as { readonly valueHexView?: unknown } | undefined)?.valueHexView;
  return view instanceof Uint8Array ? view : new Uint8Array();
}

/** The value inside an OCTET STRING or a BIT STRING. */
export function inside(value: DerValue | undefined): DerValue | undefined {
  return value instanceof OctetString || value instanceof BitString ? readDer(bytesOf(value)) : undefined;
}

export function hexOf(bytes: Uint8Array): string {
  return [...bytes].map((one) => one.toString(16).padStart(2, "0")).join("");
}

/** The value with its tag and length, as it was read. */
export function rawOf(value: DerValue | undefined): string {
  return value === undefined ? "" : hexOf(value.valueBeforeDecodeView);
}
