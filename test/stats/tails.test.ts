import { describe, it } from 'vitest';
import { chiSquareTail, normalQuantile, normalTail } from '../../src/stats/index.js';
import { studentTTail } from '../../src/stats/student-t-tail.js';
import { expectAgreement } from './agree.js';

describe('The two-sided normal tail agrees with mpmath', () => {
  // Python, mp.dps = 60: p = mpmath.erfc(abs(z) / sqrt(2)); log10(p)
  it.each([
    { z: 0, p: 1, log10P: 0 },
    { z: 0.5, p: 0.61707507745197379, log10P: -0.20966199360125958 },
    { z: 1.96, p: 0.049995790296440872, log10P: -1.3010665622238701 },
    { z: -3, p: 0.0026997960632601891, log10P: -2.5686690402653879 },
    { z: 8, p: 1.2441921148543568e-15, log10P: -14.905112555353173 },
    { z: 19.2, p: 3.7009201398850898e-82, log10P: -81.431690286204923 },
    { z: 37, p: 1.1451142445049154e-299, log10P: -298.94115118294594 },
    { z: 40, p: 0, log10P: -349.13597646368186 },
    { z: 100, p: 0, log10P: -2173.5705128733704 },
    { z: 1e4, p: 0, log10P: -21714728.193222534 },
  ])('at z = $z', ({ z, p, log10P }) => {
    expectAgreement(normalTail(z), { p, log10P });
  });
});

describe('The normal quantile agrees with mpmath', () => {
  // Python, mp.dps = 60: mpmath.findroot(lambda z: log(erfc(-z / sqrt(2)) / 2) - log(p), start)
  it.each([
    { p: 1e-300, z: -37.047096299361199 },
    { p: 1e-100, z: -21.273453560965324 },
    { p: 1e-12, z: -7.0344838253011319 },
    { p: 0.001, z: -3.0902323061678135 },
    { p: 0.025, z: -1.9599639845400542 },
    { p: 0.3, z: -0.52440051270804082 },
    { p: 0.5, z: 0 },
    { p: 0.9, z: 1.2815515655446006 },
    { p: 0.975, z: 1.9599639845400539 },
    { p: 0.9999999, z: 5.1993375822906611 },
  ])('at p = $p', ({ p, z }) => {
    expectAgreement(normalQuantile(p), z);
  });
});

describe('The χ² tail agrees with mpmath', () => {
  // Python, mp.dps = 60: p = mpmath.gammainc(df / 2, statistic / 2, inf, regularized=True); log10(p)
  it.each([
    { statistic: 0, df: 3, p: 1, log10P: 0 },
    { statistic: 3.841459, df: 1, p: 0.049999994653195766, log10P: -1.3010300421057352 },
    { statistic: 71, df: 1, p: 3.5722488876697351e-17, log10P: -16.447058290327718 },
    { statistic: 367.13, df: 1, p: 7.8902099277903796e-82, log10P: -81.102911441750262 },
    { statistic: 394, df: 2, p: 2.7796304785641911e-86, log10P: -85.55601293494061 },
    { statistic: 1372, df: 1, p: 2.5523043092359738e-300, log10P: -299.59306754627415 },
    { statistic: 1500, df: 4, /* p = 1.4e-323 has one digit in a double */ log10P: -322.8452214904347 },
    { statistic: 2001, df: 300, p: 1.0229608268462991e-248, log10P: -247.99014099679637 },
    { statistic: 2100, df: 2200, p: 0.93586189460799607, log10P: -0.028788235487285538 },
    { statistic: 2400, df: 1000, p: 1.5982677502194506e-116, log10P: -115.79635046363143 },
    { statistic: 10_000, df: 2, p: 0, log10P: -2171.4724095162591 },
    { statistic: 100_000, df: 7, p: 0, log10P: -21703.498224645329 },
  ])('at $statistic on $df degrees of freedom', ({ statistic, df, ...tail }) => {
    expectAgreement(chiSquareTail(statistic, df), tail);
  });
});

describe("The two-sided tail of Student's t agrees with mpmath", () => {
  // Python, mp.dps = 60: p = mpmath.betainc(df / 2, 0.5, 0, df / (df + t**2), regularized=True); log10(p)
  it.each([
    { t: 2, df: 3, p: 0.13932596855884318, log10P: -0.85596792915603352 },
    { t: 0.5, df: 1, p: 0.70483276469913345, log10P: -0.15191391561006296 },
    { t: 1e6, df: 3, p: 2.2053155816792291e-18, log10P: -17.656529254007904 },
    { t: 40, df: 200, p: 2.2487396535202507e-97, log10P: -96.648060821836231 },
    { t: 100, df: 1000, p: 0, log10P: -522.2738580806306 },
    { t: Infinity, df: 3, p: 0, log10P: -Infinity },
  ])('at $t on $df degrees of freedom', ({ t, df, p, log10P }) => {
    expectAgreement(studentTTail(t, df), { p, log10P });
  });
});
