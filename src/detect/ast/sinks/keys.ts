// Keys that sign, encrypt or protect sessions: node:crypto, JWT libraries, session middleware, passport strategies.
import { clientSecret, encryptionKey, password, sessionKey, signingKey, type Sink } from "./sink.ts";

const secrets = { "0.secret": sessionKey };

export const keySinks: readonly Sink[] = [
  { from: "crypto", calls: ["createHmac"], secrets: { "1": signingKey } },
  { from: "crypto", calls: ["createSecretKey"], secrets: { "0": encryptionKey } },
  { from: "crypto", calls: ["createCipheriv", "createDecipheriv"], secrets: { "1": encryptionKey } },
  { from: "crypto", calls: ["createCipher", "createDecipher"], secrets: { "1": encryptionKey } },
  { from: "crypto", calls: ["createSign().sign"], secrets: { "0": signingKey, "0.key": signingKey } },
  { from: "crypto", calls: ["sign"], secrets: { "2": signingKey, "2.key": signingKey } },
  {
    from: "crypto",
    calls: ["privateDecrypt", "privateEncrypt", "createPrivateKey"],
    secrets: { "0": encryptionKey, "0.key": encryptionKey, "0.passphrase": password },
  },
  {
    from: "crypto",
    calls: ["pbkdf2", "pbkdf2Sync", "scrypt", "scryptSync"],
    secrets: { "0": { noun: "password", chosen: true } },
  },
  { from: "crypto-js", calls: ["AES.encrypt", "AES.decrypt"], secrets: { "1": encryptionKey } },
  { from: "crypto-js", calls: ["HmacSHA1", "HmacSHA256", "HmacSHA512"], secrets: { "1": signingKey } },
  { from: "jsonwebtoken", calls: ["sign", "verify"], secrets: { "1": signingKey } },
  { from: "jose", calls: ["new SignJWT().sign"], secrets: { "0": signingKey } },
  { from: "jose", calls: ["jwtVerify", "jwtDecrypt"], secrets: { "1": signingKey } },
  { from: "jwt-simple", calls: ["encode", "decode"], secrets: { "1": signingKey } },
  { from: "node-jose", calls: ["JWK.asKey"], secrets: { "0": signingKey } },
  { from: "express-jwt", calls: ["expressjwt", "default"], secrets: { "0.secret": signingKey } },
  { from: "koa-jwt", calls: ["default"], secrets: { "0.secret": signingKey } },
  { from: "@nestjs/jwt", calls: ["JwtModule.register", "new JwtService"], secrets: { "0.secret": signingKey } },
  { from: "express-session", calls: ["default"], secrets },
  { from: "cookie-session", calls: ["default"], secrets: { "0.keys": sessionKey, ...secrets } },
  { from: "cookie-parser", calls: ["default"], secrets: { "0": sessionKey } },
  {
    from: "iron-session",
    calls: ["getIronSession", "sealData", "unsealData"],
    secrets: { "1.password": sessionKey, "2.password": sessionKey },
  },
  { from: "next-auth", calls: ["default"], secrets },
  {
    from: "passport-*",
    calls: ["new *"],
    secrets: { "0.clientSecret": clientSecret, "0.consumerSecret": clientSecret, "0.secretOrKey": signingKey },
  },
];
