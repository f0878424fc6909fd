import { decimal, over, rational, times, type Rational } from "../maths/rational.ts";

/** A unit as powers of what it is made of; words that are no known unit are a label of their own. */
export interface Unit {
  readonly factor: Rational;
  /** For comparing: `L^2`, `L^1 T^-1`, or the label. Empty for "units", which say nothing. */
  readonly dimension: string;
}

type Powers = Readonly<Record<string, number>>;
type Known = readonly [factor: Rational, powers: Powers];

/** Names and how many of the base unit each is. */
function units(powers: Powers, factors: Readonly<Record<string, string>>): Record<string, Known> {
  return Object.fromEntries(
    Object.entries(factors).flatMap(([factor, names]) =>
      names.split(" ").map((name) => [name, [readFactor(factor), powers]] as const),
    ),
  );
}

function readFactor(text: string): Rational {
  const [top = "1", bottom = "1"] = text.split("/");
  return times(decimal(top), rational(1n, BigInt(bottom)));
}

const known: Readonly<Record<string, Known>> = {
  ...units(
    { L: 1 },
    {
      "1000": "km kilometer kilometre",
      "1": "m meter metre",
      "0.1": "dm decimeter",
      "0.01": "cm centimeter centimetre",
      "0.001": "mm millimeter millimetre",
      "0.000000001": "nm",
      "0.0254": "in inch inches",
      "0.3048": "ft foot feet",
      "0.9144": "yd yard",
      "1609.344": "mi mile",
    },
  ),
  ...units(
    { T: 1 },
    {
      "0.001": "ms",
      "1": "s sec second",
      "60": "min minute",
      "3600": "h hr hour",
      "86400": "day",
      "604800": "week",
    },
  ),
  ...units({ year: 1 }, { "1": "year yr", "1/12": "month" }),
  ...units(
    { M: 1 },
    {
      "1": "kg kilogram",
      "0.001": "g gram",
      "0.000001": "mg milligram",
      "1000": "tonne",
      "0.45359237": "lb pound",
      "0.028349523125": "oz ounce",
    },
  ),
  ...units({ $: 1 }, { "1": "$ dollar usd", "0.01": "cent ¢" }),
  ...units({ "£": 1 }, { "1": "£" }),
  ...units({ "€": 1 }, { "1": "€ euro eur" }),
  ...units({ radian: 1 }, { "1": "radian rad" }),
  ...units({}, { "1": "unit" }),
  ...units({ L: 3 }, { "0.001": "l liter litre", "0.000001": "ml milliliter cc" }),
  ...units({ L: 1, T: -1 }, { "0.44704": "mph", "5/18": "kph" }),
};

/** `cm^2`, `square inches`, `miles per hour`, `m/s^2`, `students`. */
export function readUnitName(text: string): Unit {
  let factor = rational(1n);
  const powers = new Map<string, number>();
  const words = text
    .replace(/ of .*$/, "")
    .replaceAll(/\b(?:old|long|tall|wide|high|deep|away|apart|total|each)\b/g, "")
    .replaceAll(/\bper\b/g, "/")
    .split(/([/*\s])/)
    .filter((part) => part.trim() !== "");
  let sign = 1;
  let prefix = 1;
  for (const word of words) {
    if (word === "/" || word === "*") {
      sign = word === "/" ? -1 : sign;
      continue;
    }
    const [name = "", exponent = "1"] = word.split("^");
    const prefixPower = { square: 2, sq: 2, "sq.": 2, cubic: 3, cu: 3 }[name.toLowerCase()];
    if (prefixPower !== undefined) {
      prefix = prefixPower;
      continue;
    }
    const [scale, dimension] = find(name);
    const power = Number(exponent) * sign * prefix;
    prefix = 1;
    factor = times(factor, powerOf(scale, power));
    for (const [base, count] of Object.entries(dimension)) {
      powers.set(base, (powers.get(base) ?? 0) + count * power);
    }
  }
  const dimension = [...powers]
    .filter(([, count]) => count !== 0)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([base, count]) => `${base}^${count}`)
    .join(" ");
  return { factor, dimension };
}

function find(name: string): Known {
  const plain = name.replace(/\.$/, "");
  const lower = plain.toLowerCase();
  for (const spelling of [plain, lower, lower.replace(/s$/, ""), lower.replace(/es$/, "")]) {
    const unit = Object.hasOwn(known, spelling) ? known[spelling] : undefined;
    if (unit !== undefined) return unit;
  }
  return [rational(1n), { [lower.replace(/s$/, "")]: 1 }];
}

function powerOf(scale: Rational, power: number): Rational {
  let result = rational(1n);
  for (let count = 0; count < Math.min(Math.abs(power), 9); count += 1)
    result = times(result, scale);
  return power < 0 ? (over(rational(1n), result) ?? result) : result;
}
