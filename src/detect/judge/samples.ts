/**
 * Values that vendors and standards print in their own documentation, and keys of emulators that are the same everywhere. They are
 * copied into many texts and open nothing. Those that say `example` themselves are known by that word.
 */
const documented = new Set([
  // https://learn.microsoft.com/nuget/reference/nuget-config-file#packagesourcecredentials
  "33f!!lloppa",
  "hal+9ooo_da!sY",
  // https://core.telegram.org/bots/features#creating-a-new-bot, https://core.telegram.org/bots/api#authorizing-your-bot
  "4839574812:AAFD39kkdpWt3ywyRZergyOLMaJhac60qc",
  "123456:ABC-DEF1234ghIkl-zyx57W2v1u123ew11",
  // https://learn.microsoft.com/azure/storage/common/storage-use-azurite, https://learn.microsoft.com/azure/cosmos-db/emulator
  "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==",
  "C2y6yDjf5/R+ob0N8A7Cgv30VRDJIWEHLM+4QDU5DE2nQ9nDuVTqobD4b8mGGyPMbIZnqyMsEcaGQy67XIw/Jw==",
  // https://www.rfc-editor.org/rfc/rfc6749, https://www.rfc-editor.org/rfc/rfc6750, https://www.rfc-editor.org/rfc/rfc7617
  "2YotnFZFEjr1zCsicMWpAA",
  "tGzv3JOkF0XG5Qx2TlKWIA",
  "7Fjfp0ZBr1KtDRbnfVdmIw",
  "gX1fBat3bV",
  "czZCaGRSa3F0MzpnWDFmQmF0M2JW",
  "mF_9.B5f-4.1JqM",
  "QWxhZGRpbjpvcGVuIHNlc2FtZQ==",
  // https://jwt.io
  "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiIxMjM0NTY3ODkwIiwibmFtZSI6IkpvaG4gRG9lIiwiaWF0IjoxNTE2MjM5MDIyfQ.SflKxwRJSMeKKF2QT4fwpMeJf36POk6yJV_adQssw5c",
  // https://docs.stripe.com/keys
  "sk_test_4eC39HqLyjWDarjtT1zdp7dc",
  "sk_test_BQokikJOvBiI2HlWgH4olfQ2",
  // https://developers.google.com/recaptcha/docs/faq
  "6LeIxAcTAAAAAGG-vFI1TnRWxMZNFuojJ4WifJWe",
  // https://docs.github.com/rest/users/keys
  "2Sg8iYjAxxmI2LvUXpJjkYrMxURPc8r+dB7TJyvv1234",
  "2Sg8iYjAxxmI2LvUXpJjkYrMxURPc8r+dB7TJy931234",
  // https://kubernetes.io/docs/tasks/inject-data-application/distribute-credentials-secure/
  "39528$vdg7Jb",
  "Mzk1MjgkdmRnN0pi",
]);

/** A number for the length and the first character, which tell nearly every value from these at once. */
function shapeOf(value: string): number {
  return 256 * value.length + value.charCodeAt(0);
}

const shapes = new Set(Array.from(documented, shapeOf));

/** True for a value that everybody can read in a vendor's documentation. */
export function isDocumented(value: string): boolean {
  return shapes.has(shapeOf(value)) && documented.has(value);
}
