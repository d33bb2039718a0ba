/** Tells written language from random characters, by how many of its letter pairs are common ones. */

// The most frequent letter pairs of English text and of identifiers in code, most frequent first (own count over public-domain prose).
const common = new Set(
  (
    "th he in er an re on at en nd ti es or te of ed is it al ar st to nt ng se ha as ou io le ve co me de hi ri ro ic ne ea ra ce li ch " +
    "ll be ma si om ur ca el ta la ns di fo ho pe ec pr no ct us ac ot il tr ly nc et ut ss so rs un lo wa ge ie wh ee wi em ad ol rt po " +
    "we na ul ni ts mo ow pa im mi ai sh ir su id os iv ia am fi ci vi pl ig tu ev ld ry mp fe bl ab gh ty op wo sa ay ex ke fr oo av ag " +
    "if ap gr od bo sp rd do uc bu ei ov by rm ep tt oc fa ef cu rn sc gi da yo cr cl du ga qu ue ff ba ey ls va um pp ua up lu go ht ru " +
    "ug ds lt pi rc rr eg au ck ew mu br bi pt ak pu ui rg ib tl ny ki rk ys ob mm fu ph og ms ye ud mb ip ub oi rl gu dr hr cc tw ft wn nu af"
  ).split(" "),
);

/** Share of adjacent letter pairs that are common, 0..1; random letters give about 0.35, words 0.8 and more. NaN without pairs. */
export function wordiness(text: string): number {
  let pairs = 0;
  let hits = 0;
  const folded = text.toLowerCase();
  for (let i = 1; i < folded.length; i++) {
    const a = folded.charCodeAt(i - 1);
    const b = folded.charCodeAt(i);
    if (a < 97 || a > 122 || b < 97 || b > 122) continue;
    pairs++;
    if (common.has(folded.slice(i - 1, i + 1))) hits++;
  }
  return hits / pairs;
}
