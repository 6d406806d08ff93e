/** A part of a page with its heading. */
import type { ComponentChildren } from 'preact';

interface Props {
  readonly title: string;
  readonly id?: string;
  readonly aside?: ComponentChildren;
  readonly children: ComponentChildren;
  readonly class?: string;
}

export function Panel({ title, id, aside, children, class: name = '' }: Props) {
  return (
    <section class={`panel ${name}`} aria-label={title} id={id}>
      <header>
        <h2>{title}</h2>
        {aside}
      </header>
      {children}
    </section>
  );
}
