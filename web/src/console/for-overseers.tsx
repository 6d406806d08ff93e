/** The frame of a page for those who oversee the venue: its heading, or the way in for everybody else. */
import type { ComponentChildren } from 'preact';
import { may, session } from '../account/session.js';
import { NotForYou } from './not-for-you.js';

interface Props {
  readonly title: string;
  readonly said?: string;
  readonly ends?: ComponentChildren;
  readonly children: ComponentChildren;
}

export function ForOverseers({ title, said, ends, children }: Props) {
  if (session.value === null) return <p class="empty">Asking the venue …</p>;
  if (!may('OPERATE')) return <NotForYou what={title} />;
  return (
    <>
      <div class="head">
        <h1>{title}</h1>
        {said !== undefined && <span class="soft">{said}</span>}
        {ends !== undefined && <div class="ends">{ends}</div>}
      </div>
      {children}
    </>
  );
}
