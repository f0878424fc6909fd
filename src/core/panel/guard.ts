// Values from outside are what they should be, or are not taken.

/** Whether a value is a `T`. */
export type Guard<T> = (value: unknown) => value is T;

export const text: Guard<string> = (value) => typeof value === "string";
export const flag: Guard<boolean> = (value) => typeof value === "boolean";
export const number: Guard<number> = (value): value is number =>
  typeof value === "number" && Number.isFinite(value);

/** A text of bounded length without line breaks, such as an id. */
export const name: Guard<string> = (value): value is string =>
  typeof value === "string" && value.length <= 200 && !/[\r\n]/.test(value);

export function oneOf<const T extends string>(...values: readonly T[]): Guard<T> {
  return (value): value is T => values.some((one) => one === value);
}

/** JSON has no `undefined`: what is missing counts as it. */
export function optional<T>(guard: Guard<T>): Guard<T | undefined> {
  return (value): value is T | undefined => value === undefined || guard(value);
}

export function listOf<T>(guard: Guard<T>): Guard<readonly T[]> {
  return (value): value is readonly T[] => Array.isArray(value) && value.every(guard);
}

export function recordOf<T>(guard: Guard<T>): Guard<Readonly<Record<string, T>>> {
  return (value): value is Readonly<Record<string, T>> =>
    isObject(value) && Object.values(value).every(guard);
}

/** Each field fits; further ones do not matter. */
export function object<T extends object>(fields: Fields<T>): Guard<T> {
  const entries = Object.entries<Guard<unknown>>(fields);
  return (value): value is T =>
    isObject(value) && entries.every(([field, guard]) => guard(value[field]));
}

/** Like `object`; a field may be missing. */
export function partial<T extends object>(fields: Fields<T>): Guard<Partial<T>> {
  const entries = Object.entries<Guard<unknown>>(fields);
  return (value): value is Partial<T> =>
    isObject(value) &&
    entries.every(([field, guard]) => !Object.hasOwn(value, field) || guard(value[field]));
}

/** A union by its `kind`. */
export function byKind<T extends { readonly kind: string }>(guards: {
  readonly [K in T["kind"]]: Guard<Omit<Extract<T, { readonly kind: K }>, "kind">>;
}): Guard<T> {
  const known = new Map(Object.entries<Guard<unknown>>(guards));
  return (value): value is T => {
    const kind = isObject(value) ? value["kind"] : undefined;
    return typeof kind === "string" && known.get(kind)?.(value) === true;
  };
}

type Fields<T> = { readonly [K in keyof T]-?: Guard<T[K]> };

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
