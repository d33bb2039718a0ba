const pattern =
  /^(?:my|the|your|some|new|old|default|db|app|user)?[-_ ]?(?:pass(?:word|wd|wort|phrase)?|pwd|secret|admin(?:istrator)?|root|user(?:name)?|guest|test(?:ing)?|demo|temp|qwerty|abc|foo|bar|login|welcome|letmein|hello|dummy|sample|example|p[a4@]ss(?:w[o0]rd)?)[-_!@#$.]{0,2}(?:\d{0,4}|word|pass)[!@#$.]{0,2}$/iu;

/** A word everybody tries, with a few digits or signs behind it: `password1`, `admin123!`. */
export function guessable(value: string): boolean {
  return pattern.test(value);
}
