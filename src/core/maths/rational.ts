/** An exact fraction in lowest terms; `bottom` is positive. */
export interface Rational {
  readonly top: bigint;
  readonly bottom: bigint;
}

/** Fractions whose parts have more bits than this are too large to go on with exactly. */
export const mostBits = 8192;

export function rational(top: bigint, bottom = 1n): Rational {
  if (bottom === 1n) return { top, bottom };
  const sign = bottom < 0n ? -1n : 1n;
  const divisor = gcd(top, bottom) * sign;
  return divisor === 1n ? { top, bottom } : { top: top / divisor, bottom: bottom / divisor };
}

export function gcd(a: bigint, b: bigint): bigint {
  let [large, small] = [abs(a), abs(b)];
  while (small !== 0n) {
    if (large < 0x1fffffffffffffn && small < 0x1fffffffffffffn) {
      return BigInt(smallGcd(Number(large), Number(small)));
    }
    [large, small] = [small, large % small];
  }
  return large;
}

function smallGcd(a: number, b: number): number {
  while (b !== 0) [a, b] = [b, a % b];
  return a;
}

export function abs(value: bigint): bigint {
  return value < 0n ? -value : value;
}

/** How many bits a whole number has, within 4. */
function bits(value: bigint): number {
  return value < 0x1fffffffffffffn && value > -0x1fffffffffffffn
    ? Math.log2(Math.abs(Number(value)) + 1)
    : value.toString(16).length * 4;
}

export function size({ top, bottom }: Rational): number {
  return Math.max(bits(top), bits(bottom));
}

/** A decimal such as `12.5`, `.5`, `7.`; `repeating` follows its digits for ever. */
export function decimal(text: string, repeating = ""): Rational {
  const [whole = "", fraction = ""] = text.split(".");
  const scale = 10n ** BigInt(fraction.length);
  const value = rational(BigInt(whole + fraction || "0"), scale);
  if (repeating === "") return value;
  const cycle = (10n ** BigInt(repeating.length) - 1n) * scale;
  return plus(value, rational(BigInt(repeating), cycle));
}

export function plus(a: Rational, b: Rational): Rational {
  if (a.bottom === b.bottom) return rational(a.top + b.top, a.bottom);
  return rational(a.top * b.bottom + b.top * a.bottom, a.bottom * b.bottom);
}

export function times(a: Rational, b: Rational): Rational {
  return rational(a.top * b.top, a.bottom * b.bottom);
}

/** `undefined` for division by zero. */
export function over(a: Rational, b: Rational): Rational | undefined {
  return b.top === 0n ? undefined : rational(a.top * b.bottom, a.bottom * b.top);
}

export function same(a: Rational, b: Rational): boolean {
  return a.top === b.top && a.bottom === b.bottom;
}

export function less(a: Rational, b: Rational): boolean {
  return a.top * b.bottom < b.top * a.bottom;
}

/** The nearest double; infinite when too large. */
export function toNumber({ top, bottom }: Rational): number {
  if (bottom === 1n) return Number(top);
  const [above, below] = [Number(top), Number(bottom)];
  if (Math.abs(above) < 2 ** 1000 && below < 2 ** 1000) return above / below;
  const shift = BigInt(Math.max(0, Math.floor(Math.min(bits(top), bits(bottom))) - 200));
  return Number(top >> shift) / Number(bottom >> shift);
}

/** The whole `index`-th root of a natural number, when it has one. */
export function wholeRoot(value: bigint, index: number): bigint | undefined {
  if (value < 2n || index === 1) return value;
  const guess = BigInt(Math.max(1, Math.floor(2 ** Math.min(1000, bits(value) / index))));
  let root = guess + 1n;
  const degree = BigInt(index);
  for (let round = 0; round < 200; round += 1) {
    const next = ((degree - 1n) * root + value / root ** (degree - 1n)) / degree;
    if (next >= root) {
      // Newton from above ends at the floor of the root.
      if (root ** degree === value) return root;
      if (root ** degree < value) return undefined;
    }
    if (next === root) return undefined;
    root = next;
    if (root < 1n) return undefined;
  }
  return undefined;
}
