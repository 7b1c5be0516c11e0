/** A field of a message as it is on the wire. */
export interface WireField {
  readonly number: number;
  /** Of a varint or a fixed number. */
  readonly value: number;
  /** Of a length-delimited field. */
  readonly bytes: Uint8Array | undefined;
}

/** Reads the fields of a protobuf message. Throws a `RangeError` for bytes that are none. */
export function readFields(bytes: Uint8Array): readonly WireField[] {
  const fields: WireField[] = [];
  let at = 0;
  const varint = (): number => {
    let value = 0n;
    for (let shift = 0n; shift < 70n; shift += 7n) {
      const byte = bytes[at++];
      if (byte === undefined) throw new RangeError("unexpected EOF");
      value |= BigInt(byte & 0x7f) << shift;
      if (byte < 0x80) return Number(BigInt.asIntN(64, value));
    }
    throw new RangeError("integer overflow");
  };
  const skip = (length: number): number => {
    if (length < 0 || at + length > bytes.length) throw new RangeError("unexpected EOF");
    at += length;
    return at - length;
  };
  while (at < bytes.length) {
    const tag = varint();
    const number = Math.floor(tag / 8);
    switch (tag % 8) {
      case 0:
        fields.push({ number, value: varint(), bytes: undefined });
        break;
      case 1: {
        const start = skip(8);
        const view = new DataView(bytes.buffer, bytes.byteOffset + start, 8);
        fields.push({ number, value: view.getFloat64(0, true), bytes: undefined });
        break;
      }
      case 2: {
        const length = varint();
        const start = skip(length);
        fields.push({ number, value: 0, bytes: bytes.subarray(start, start + length) });
        break;
      }
      case 5:
        skip(4);
        break;
      default:
        throw new RangeError(`illegal wireType ${tag % 8}`);
    }
  }
  return fields;
}
