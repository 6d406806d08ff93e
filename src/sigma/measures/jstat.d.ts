/** The two functions we use of jstat, which ships no types. */
declare module 'jstat' {
  interface Normal {
    cdf(x: number, mean: number, standardDeviation: number): number;
    inv(probability: number, mean: number, standardDeviation: number): number;
  }
  const jstat: { readonly jStat: { readonly normal: Normal } };
  export default jstat;
}
