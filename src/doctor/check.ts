/** One thing that was looked at. */
export interface Check {
  /** `hook`, `agent`, `workflow`, `config`, `baseline`, `vault`. */
  readonly about: "hook" | "agent" | "workflow" | "config" | "baseline" | "vault";
  readonly ok: boolean;
  /** True where it may be well, but reading the files does not prove it. */
  readonly unproven?: true;
  /** What is so, in one sentence without full stop. */
  readonly message: string;
  /** What to do about a problem. */
  readonly todo?: string;
}

/** A check that passed. */
export function ok(about: Check["about"], message: string): Check {
  return { about, ok: true, message };
}

/** A check that failed, and what to do. */
export function problem(about: Check["about"], message: string, todo: string): Check {
  return { about, ok: false, message, todo };
}

/** A check that neither passed nor failed: what is not understood is no gate. */
export function unproven(about: Check["about"], message: string, todo: string): Check {
  return { about, ok: false, unproven: true, message, todo };
}
