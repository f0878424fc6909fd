import { Component, type ComponentType, type ComponentChild } from "preact";

/** A component that is drawn anew only when one of its properties is another value. */
export function memo<P extends object>(draw: (props: P) => ComponentChild): ComponentType<P> {
  return class extends Component<P> {
    override shouldComponentUpdate(next: Readonly<P>): boolean {
      const now = new Map(Object.entries(this.props));
      return Object.entries(next).some(([name, value]) => now.get(name) !== value);
    }

    override render(props: P): ComponentChild {
      return draw(props);
    }
  };
}
