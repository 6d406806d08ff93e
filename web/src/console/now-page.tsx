/** Is anything wrong, since when, what does it cost, what may I do. */
export function NowPage() {
  return <h1>Now</h1>;
}
