import { type ECDSA, ecdsa, weierstrass } from "@noble/curves/abstract/weierstrass.js";
import { sha256, sha384, type sha512 } from "@noble/hashes/sha2.js";

type Hash = typeof sha256 | typeof sha384 | typeof sha512;

/** Prime, order, b, and the base point of a curve of FIPS 186 with a = -3 and cofactor 1, in hexadecimal. */
interface Parameters {
  readonly hash: Hash;
  readonly numbers: readonly [p: string, n: string, b: string, x: string, y: string];
}

export const P256 = "1.2.840.10045.3.1.7";
const P384 = "1.3.132.0.34";

const CURVES: Readonly<Record<string, Parameters>> = {
  [P256]: {
    hash: sha256,
    numbers: [
      "ffffffff00000001000000000000000000000000ffffffffffffffffffffffff",
      "ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551",
      "5ac635d8aa3a93e7b3ebbd55769886bc651d06b0cc53b0f63bce3c3e27d2604b",
      "6b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c296",
      "4fe342e2fe1a7f9b8ee7eb4a7c0f9e162bce33576b315ececbb6406837bf51f5",
    ],
  },
  [P384]: {
    hash: sha384,
    numbers: [
      "fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffeffffffff0000000000000000ffffffff",
      "ffffffffffffffffffffffffffffffffffffffffffffffffc7634d81f4372ddf581a0db248b0a77aecec196accc52973",
      "b3312fa7e23ee7e4988e056be3f82d19181d9c6efe8141120314088f5013875ac656398d8a2ed19d2a85c8edd3ec2aef",
      "aa87ca22be8b05378eb1c71ef320ad746e1d3b628ba79b9859f741e082542a385502f25dbf55296c3a545e3872760ab7",
      "3617de4a96262c6f5d9e98bf9292dc29f8f41dbd289a147ce9da3113b5f0b8c00a60b1ce1d7e819d7a431d7c90ea0e5f",
    ],
  },
};

const made = new Map<string, ECDSA>();

/** A curve by its identifier, made when it is first asked for; `undefined` for one that is not known. */
export function curveOf(identifier: string): ECDSA | undefined {
  const known = made.get(identifier);
  const parameters = CURVES[identifier];
  if (known !== undefined || parameters === undefined) return known;
  const [p, n, b, Gx, Gy] = parameters.numbers.map((text) => BigInt(`0x${text}`));
  if (p === undefined || n === undefined || b === undefined || Gx === undefined || Gy === undefined)
    throw new Error(`the curve ${identifier} lacks a number`);
  const Point = weierstrass({ p, n, b, Gx, Gy, a: p - 3n, h: 1n });
  // The library's own table is for thousands of signatures and costs a tenth of a second.
  Point.BASE.precompute(WINDOW);
  const curve = ecdsa(Point, parameters.hash);
  made.set(identifier, curve);
  return curve;
}

const WINDOW = 4;
