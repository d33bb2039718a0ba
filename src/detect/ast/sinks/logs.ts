// Functions that write to logs.

/** Methods of loggers, the console among them. */
export const logMethods: ReadonlySet<string> = new Set(
  "log trace debug verbose silly info http notice warn warning error fatal critical dir table write".split(" "),
);

/** Packages whose loggers are called by these methods. */
export const logPackages: ReadonlySet<string> = new Set(
  "pino winston bunyan log4js tslog loglevel consola signale npmlog roarr fancy-log debug @azure/logger @actions/core".split(
    " ",
  ),
);

/** Packages whose exported or created functions log when called themselves. */
export const callableLoggers: ReadonlySet<string> = new Set(["debug", "fancy-log"]);

/** True for names under which a logger from elsewhere is at hand: `this.logger`, `req.log`, `context.log`. */
export function isLoggerName(name: string): boolean {
  return /^(?:[a-z][A-Za-z]{0,30})?(?:[lL]og|[lL]ogger)$/u.test(name);
}

/** Levels that only loggers have; `log.push(...)` and `catalog.write(...)` are none. */
export const loggerMethods: ReadonlySet<string> = new Set(
  "trace debug verbose silly info notice warn warning error fatal critical log".split(" "),
);
