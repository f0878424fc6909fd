/** The name under which the model that comes with the extension is installed. */
export const demoModelName = "llemma-demo";

/** Whether it is a model made to try the extension with, by its name: it is no help with mathematics. */
export function isDemoModel(name: string): boolean {
  return /(?<![a-z])demo(?![a-z])/i.test(name);
}

/** A model's name for people: a demo model is called one wherever it is named. */
export function called(name: string): string {
  return isDemoModel(name) ? `${name} (demo model)` : name;
}
