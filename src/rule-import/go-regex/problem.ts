/** Why a Go regex cannot be written for JavaScript: the rest of a sentence about it, which quotes nothing of it. */
export class GoRegexProblem extends Error {}
