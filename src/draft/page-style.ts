/** One calm type scale, light and dark, narrow screens and print. */
export const pageStyle = `
:root { color-scheme: light dark; --ink: #1d1d1f; --faint: #6b6b70; --line: #d9d9de; --paper: #fdfdfc; --link: #0a5c9e;
  --mark: #ffe3a3; --wrong: #b3261e; }
@media (prefers-color-scheme: dark) { :root { --ink: #e6e6e8; --faint: #a0a0a6; --line: #3a3a40; --paper: #17171a;
  --link: #7cb9ec; --mark: #6b4e00; --wrong: #ff8a80; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--paper); color: var(--ink);
  font: 1.0625rem/1.6 Charter, "Bitstream Charter", "Iowan Old Style", Georgia, serif; }
article, aside { max-width: 42rem; margin: 0 auto; padding: 1.5rem 1.25rem; }
h1, h2, h3, table, figcaption, aside { font-family: -apple-system, BlinkMacSystemFont, "Segoe UI", Roboto, "Noto Sans",
  "Liberation Sans", Arial, sans-serif; }
h1 { font-size: 2rem; line-height: 1.2; margin: 1.5rem 0 1rem; text-wrap: balance; }
h2 { font-size: 1.375rem; line-height: 1.3; margin: 2.25rem 0 .75rem; }
h3 { font-size: 1rem; margin: 1.5rem 0 .5rem; }
a { color: var(--link); text-underline-offset: .15em; }
a.number { color: inherit; text-decoration: underline dotted var(--faint); font-variant-numeric: tabular-nums; }
a.number:hover, a.number:focus { color: var(--link); text-decoration-style: solid; }
a.number.wrong { color: var(--wrong); text-decoration: underline wavy; }
mark { background: var(--mark); color: inherit; padding: 0 .15em; border-radius: .2em;
  text-decoration: underline wavy var(--wrong); }
.banner { border: 2px solid var(--wrong); border-radius: .4rem; padding: .6rem .9rem; font-weight: 600; }
aside summary { cursor: pointer; } aside summary h2 { display: inline; }
.references ul { padding-left: 1.25rem; }
figure { margin: 1.75rem 0; overflow-x: auto; }
figure img { display: block; max-width: 100%; height: auto; }
@media (prefers-color-scheme: dark) { figure img { filter: invert(.89) hue-rotate(180deg); } }
figcaption { font-size: .8125rem; color: var(--faint); margin-top: .35rem; }
figcaption a { color: inherit; }
.narrow-title { display: none; }
@media (max-width: 30rem) { .narrow-title { display: block; color: var(--ink); font-size: .9375rem; } }
table { border-collapse: collapse; font-size: .875rem; font-variant-numeric: tabular-nums; }
th, td { padding: .3rem .75rem .3rem 0; border-bottom: 1px solid var(--line); text-align: left; }
th[align=right], td[align=right] { text-align: right; }
code { font-size: .85em; overflow-wrap: anywhere; }
pre, .wide { overflow-x: auto; }
img { max-width: 100%; height: auto; }
sup { line-height: 0; }
blockquote { margin: 1rem 0; padding-left: 1rem; border-left: 3px solid var(--line); color: var(--faint); }
aside { border-top: 1px solid var(--line); margin-top: 2rem; font-size: .875rem; line-height: 1.5; }
aside h3 span { font-weight: 400; color: var(--faint); }
aside section { padding: .25rem .75rem; margin: 0 -.75rem; border-radius: .4rem; }
aside section:target { background: color-mix(in srgb, var(--mark) 40%, transparent); }
aside dl { margin: 0; }
aside dl div { display: grid; grid-template-columns: 7rem 1fr; gap: .5rem; }
aside dt { color: var(--faint); }
aside dd { margin: 0; overflow-wrap: anywhere; }
@media (max-width: 30rem) { aside dl div { grid-template-columns: 1fr; gap: 0; } h1 { font-size: 1.625rem; } }
@media print { :root { --paper: #fff; --ink: #000; --mark: #eee; --wrong: #000; } a { color: inherit; }
  aside { break-before: page; } figure img { filter: none; }
mark, a.wrong { outline: 1.5pt solid #000; outline-offset: 1pt; }
mark::before, a.wrong::before { content: "⚠ "; }
aside details::details-content { content-visibility: visible; block-size: auto; }
}
`;
