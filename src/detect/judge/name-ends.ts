/**
 * What names end with that promise a secret (names.ts): a word for it, or one that may stand behind such a word. The search asks for the
 * last four letters of one of these before it reports a name; it leaves out numbers, an `s` at the end, and words of one letter.
 */
export const nameEnds: readonly string[] = (
  "password passwd passwort kennwort passphrase passcode contrasena senha motdepasse authtok pas pwd pw psw auth authorization token " +
  "secret credential cred jwt bearer tok pat pepper key psk sid sessid sessionid api salt phrase word " +
  "base prod production dev development staging stage test live local old new current previou default value val str string data raw byte " +
  "hex plain confirmation confirm repeat again db rw ro"
).split(" ");
