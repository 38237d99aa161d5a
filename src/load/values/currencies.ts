/** Signs that stand for one currency. `$`, `¥` and `kr` stand for several, and stay as they are written. */
const signs: Readonly<Record<string, string>> = {
  '€': 'EUR', '£': 'GBP', 'R$': 'BRL', 'US$': 'USD', 'C$': 'CAD', 'CA$': 'CAD', 'A$': 'AUD', 'AU$': 'AUD', 'NZ$': 'NZD',
  'S$': 'SGD', 'HK$': 'HKD', 'NT$': 'TWD', 'MX$': 'MXN', '₹': 'INR', 'Rs.': 'INR', Rs: 'INR', '₽': 'RUB', '₺': 'TRY',
  '₩': 'KRW', '₪': 'ILS', '₫': 'VND', '฿': 'THB', '₱': 'PHP', '₦': 'NGN', '₴': 'UAH', 'zł': 'PLN', 'Kč': 'CZK',
  Ft: 'HUF', Fr: 'CHF', RMB: 'CNY', 元: 'CNY', 円: 'JPY', Birr: 'ETB', euros: 'EUR', euro: 'EUR', Euro: 'EUR', '$': '$',
  '¥': '¥', kr: 'kr',
}; // biome-ignore format: a table

const codes = new Set(Intl.supportedValuesOf('currency'));
const escaped = (text: string): string => text.replace(/[$.]/g, '\\$&');

/** A part of an expression that matches a sign or an ISO code; the longest first. */
export const currencyPattern = [
  ...Object.keys(signs)
    .sort((a, b) => b.length - a.length)
    .map(escaped),
  ...codes,
].join('|');

/** The ISO code of a sign or code, or the sign itself where it stands for several currencies. */
export function currencyOf(sign: string): string {
  const found = Object.entries(signs).find(([known]) => known.toLowerCase() === sign.toLowerCase());
  const upper = sign.toUpperCase();
  return found?.[1] ?? (codes.has(upper) ? upper : sign);
}
