/** A complex number in double precision. */
export interface Complex {
  readonly re: number;
  readonly im: number;
}

export const one: Complex = { re: 1, im: 0 };
const i: Complex = { re: 0, im: 1 };

export function add(a: Complex, b: Complex): Complex {
  return { re: a.re + b.re, im: a.im + b.im };
}

export function subtract(a: Complex, b: Complex): Complex {
  return { re: a.re - b.re, im: a.im - b.im };
}

export function multiply(a: Complex, b: Complex): Complex {
  // Real factors apart: 0 times an infinite part is no number.
  if (a.im === 0) return { re: a.re * b.re, im: b.im === 0 ? 0 : a.re * b.im };
  if (b.im === 0) return { re: a.re * b.re, im: a.im * b.re };
  return { re: a.re * b.re - a.im * b.im, im: a.re * b.im + a.im * b.re };
}

export function divide(a: Complex, b: Complex): Complex {
  if (b.im === 0) return { re: a.re / b.re, im: a.im === 0 ? 0 : a.im / b.re };
  const square = b.re * b.re + b.im * b.im;
  const product = multiply(a, { re: b.re, im: -b.im });
  return { re: product.re / square, im: product.im / square };
}

export function size(a: Complex): number {
  return a.im === 0 ? Math.abs(a.re) : Math.hypot(a.re, a.im);
}

export function exp(a: Complex): Complex {
  const length = Math.exp(a.re);
  return a.im === 0
    ? { re: length, im: 0 }
    : { re: length * Math.cos(a.im), im: length * Math.sin(a.im) };
}

/** The principal branch: the imaginary part lies in (-π, π]. */
export function ln(a: Complex): Complex {
  return { re: Math.log(size(a)), im: a.im === 0 ? (a.re < 0 ? Math.PI : 0) : angle(a) };
}

function angle(a: Complex): number {
  return Math.atan2(a.im, a.re);
}

/** The principal branch. */
export function sqrt(a: Complex): Complex {
  if (a.im === 0) {
    return a.re < 0 ? { re: 0, im: Math.sqrt(-a.re) } : { re: Math.sqrt(a.re), im: 0 };
  }
  const length = size(a);
  const re = Math.sqrt((length + Math.abs(a.re)) / 2);
  const im = Math.abs(a.im) / (2 * re);
  const sign = a.im < 0 ? -1 : 1;
  return a.re >= 0 ? { re, im: sign * im } : { re: im, im: sign * re };
}

export function sin(a: Complex): Complex {
  if (a.im === 0) return { re: Math.sin(a.re), im: 0 };
  return { re: Math.sin(a.re) * Math.cosh(a.im), im: Math.cos(a.re) * Math.sinh(a.im) };
}

export function cos(a: Complex): Complex {
  if (a.im === 0) return { re: Math.cos(a.re), im: 0 };
  return { re: Math.cos(a.re) * Math.cosh(a.im), im: -Math.sin(a.re) * Math.sinh(a.im) };
}

export function sinh(a: Complex): Complex {
  if (a.im === 0) return { re: Math.sinh(a.re), im: 0 };
  return { re: Math.sinh(a.re) * Math.cos(a.im), im: Math.cosh(a.re) * Math.sin(a.im) };
}

export function cosh(a: Complex): Complex {
  if (a.im === 0) return { re: Math.cosh(a.re), im: 0 };
  return { re: Math.cosh(a.re) * Math.cos(a.im), im: Math.sinh(a.re) * Math.sin(a.im) };
}

export function asin(a: Complex): Complex {
  if (a.im === 0 && Math.abs(a.re) <= 1) return { re: Math.asin(a.re), im: 0 };
  // -i ln(iz + √(1 - z²))
  const inner = add(multiply(i, a), sqrt(subtract(one, multiply(a, a))));
  const { re, im } = ln(inner);
  return { re: im, im: -re };
}

export function acos(a: Complex): Complex {
  if (a.im === 0 && Math.abs(a.re) <= 1) return { re: Math.acos(a.re), im: 0 };
  const { re, im } = asin(a);
  return { re: Math.PI / 2 - re, im: -im };
}

export function atan(a: Complex): Complex {
  if (a.im === 0) return { re: Math.atan(a.re), im: 0 };
  // i/2 (ln(1 - iz) - ln(1 + iz))
  const turned = multiply(i, a);
  const { re, im } = subtract(ln(subtract(one, turned)), ln(add(one, turned)));
  return { re: -im / 2, im: re / 2 };
}

export function asinh(a: Complex): Complex {
  if (a.im === 0) return { re: Math.asinh(a.re), im: 0 };
  return ln(add(a, sqrt(add(multiply(a, a), one))));
}

export function acosh(a: Complex): Complex {
  return ln(add(a, multiply(sqrt(add(a, one)), sqrt(subtract(a, one)))));
}

export function atanh(a: Complex): Complex {
  const { re, im } = subtract(ln(add(one, a)), ln(subtract(one, a)));
  return { re: re / 2, im: im / 2 };
}
