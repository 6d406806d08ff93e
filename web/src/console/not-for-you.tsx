/** What only those who oversee the venue may see: said, with the way in. */
export function NotForYou({ what }: { readonly what: string }) {
  return (
    <>
      <div class="head">
        <h1>{what}</h1>
      </div>
      <p data-not-for-you>
        This is for the venue’s operators and auditors. <a href="/sign-in">Sign in</a> as one of
        them.
      </p>
    </>
  );
}
