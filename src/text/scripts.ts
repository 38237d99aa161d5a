const raisedSigns: Readonly<Record<string, string>> = {
  ...{ '0': '⁰', '1': '¹', '2': '²', '3': '³', '4': '⁴', '5': '⁵', '6': '⁶', '7': '⁷', '8': '⁸', '9': '⁹' },
  ...{ '-': '⁻', '−': '⁻', '–': '⁻', '+': '⁺' },
};
const loweredSigns: Readonly<Record<string, string>> = {
  ...{ '0': '₀', '1': '₁', '2': '₂', '3': '₃', '4': '₄', '5': '₅', '6': '₆', '7': '₇', '8': '₈', '9': '₉' },
};

/** Text above the line: digits as raised digits, `²`, anything else after `^`. */
export const raised = (text: string): string => scripted(text, raisedSigns, '^');

/** Text below the line: whole numbers as lowered digits, `₂₈`, anything else after `_`: `p_adj`, `t_28.5`. */
export const lowered = (text: string): string => scripted(text, loweredSigns, '_');

function scripted(text: string, signs: Readonly<Record<string, string>>, mark: string): string {
  const own = text.trim();
  if (own === '') return text;
  const all = [...own].map((char) => signs[char]);
  return all.every((sign) => sign !== undefined) ? all.join('') : `${mark}${own}`;
}

/** The digits that raised or lowered ones stand for: `₂₈` is 28. */
export const levelled = (text: string): string =>
  text
    .replace(/[₀-₉]/g, (digit) => String(digit.charCodeAt(0) - 0x2080))
    .replace(/[⁰¹²³⁴-⁹]/g, (digit) => String('⁰¹²³⁴⁵⁶⁷⁸⁹'.indexOf(digit)));
