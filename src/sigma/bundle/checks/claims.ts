/**
 * Claims no text of a listing may make, with the rule each follows from. Texts are compared as people read them: compatible
 * characters, case and spacing do not hide a claim.
 */
import { type Finding, finding } from '../findings.js';

interface ForbiddenClaim {
  readonly claim: string;
  readonly pattern: RegExp;
  readonly source: string;
}

const MARKETING_RULE = '17 CFR 275.206(4)-1(a)';
const FRAUD_RULE = '17 CFR 4.41(a)';

export const FORBIDDEN_CLAIMS: readonly ForbiddenClaim[] = [
  {
    claim: 'guaranteed results',
    pattern:
      /\b(?:guarantee[ds]?|assured) (?:\w+ ){0,2}(?:profits?|returns?|gains?|income|results?)\b/,
    source: MARKETING_RULE,
  },
  {
    claim: 'no risk',
    pattern: /\b(?:risk[- ]?free|no risks?|without (?:any )?risks?|zero risk|riskless)\b/,
    source: FRAUD_RULE,
  },
  {
    claim: 'no losses',
    pattern:
      /\b(?:can(?:no|')t lose|cannot lose|never loses?|no losses|loss[- ]?free|never (?:had|has) a losing)\b/,
    source: FRAUD_RULE,
  },
  {
    claim: 'endorsed by a regulator',
    pattern:
      /\b(?:sec|cftc|finra|regulator|government)[- ](?:approved|endorsed|certified|guaranteed)\b/,
    source: 'Investment Advisers Act of 1940, section 208(a)',
  },
  {
    claim: 'predicted returns',
    pattern:
      /\b(?:will|shall) (?:\w+ ){0,2}(?:double|triple|multiply|return \d|earn (?:you )?\d|make (?:you )?\d)/,
    source: MARKETING_RULE,
  },
];

/**
 * Stands next to every number that was not earned with real money, whatever a listing says itself. 17 CFR 4.41(b)(1)(i).
 */
export const HYPOTHETICAL_LEGEND =
  'These results are based on simulated or hypothetical performance results that have certain inherent limitations. ' +
  'Unlike the results shown in an actual performance record, these results do not represent actual trading. Also, because ' +
  'these trades have not actually been executed, these results may have under- or over-compensated for the impact, if any, ' +
  'of certain market factors, such as lack of liquidity. Simulated or hypothetical trading programs in general are also ' +
  'subject to the fact that they are designed with the benefit of hindsight. No representation is being made that any ' +
  'account will or is likely to achieve profits or losses similar to these being shown.';

/** @param field where the text stands, for the finding */
export function checkClaims(field: string, text: string): readonly Finding[] {
  const read = text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/\p{Cf}/gu, '')
    .replaceAll('’', "'")
    .replace(/\s+/g, ' ');
  return FORBIDDEN_CLAIMS.flatMap(({ claim, pattern, source }) => {
    const found = pattern.exec(read);
    if (found === null) return [];
    return [finding('CLAIM_FORBIDDEN', field, `"${found[0]}": ${claim}, ${source}`)];
  });
}
