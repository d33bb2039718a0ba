// Clients of databases and message brokers.
import { connectionString, password, url, type Sink } from "./sink.ts";

export const databaseSinks: readonly Sink[] = [
  {
    from: "pg",
    calls: ["new Client", "new Pool"],
    secrets: { "0": url, "0.password": password, "0.connectionString": url },
  },
  { from: "postgres", calls: ["default"], secrets: { "0": url, "0.password": password, "1.password": password } },
  {
    from: "mysql",
    calls: ["createConnection", "createPool"],
    secrets: { "0": url, "0.password": password },
  },
  {
    from: "mysql2",
    calls: ["createConnection", "createPool"],
    secrets: { "0": url, "0.password": password, "0.uri": url },
  },
  {
    from: "mysql2/promise",
    calls: ["createConnection", "createPool"],
    secrets: { "0": url, "0.password": password, "0.uri": url },
  },
  { from: "mariadb", calls: ["createConnection", "createPool"], secrets: { "0": url, "0.password": password } },
  {
    from: "mongoose",
    calls: ["connect", "createConnection", "connection.openUri"],
    secrets: { "0": url, "1.pass": password },
  },
  {
    from: "mongodb",
    calls: ["new MongoClient", "MongoClient.connect"],
    secrets: { "0": url, "1.auth.password": password },
  },
  {
    from: "ioredis",
    calls: ["new default", "new Redis"],
    secrets: { "0": url, "0.password": password, "1.password": password, "2.password": password },
  },
  { from: "redis", calls: ["createClient"], secrets: { "0": url, "0.url": url, "0.password": password } },
  { from: "amqplib", calls: ["connect"], secrets: { "0": url, "0.password": password } },
  { from: "typeorm", calls: ["new DataSource", "createConnection"], secrets: { "0.password": password, "0.url": url } },
  {
    from: "sequelize",
    calls: ["new Sequelize", "new default"],
    secrets: { "0": url, "2": password, "0.password": password },
  },
  {
    from: "knex",
    calls: ["default", "knex"],
    secrets: { "0.connection": url, "0.connection.password": password, "0.connection.connectionString": url },
  },
  {
    from: "mssql",
    calls: ["connect", "new ConnectionPool"],
    secrets: { "0": connectionString, "0.password": password },
  },
  { from: "tedious", calls: ["new Connection"], secrets: { "0.authentication.options.password": password } },
  {
    from: "@prisma/client",
    calls: ["new PrismaClient"],
    secrets: { "0.datasources.db.url": url, "0.datasourceUrl": url },
  },
  {
    from: "@elastic/elasticsearch",
    calls: ["new Client"],
    secrets: { "0.auth.password": password, "0.auth.apiKey": { noun: "API key" }, "0.node": url },
  },
  { from: "ldapjs", calls: ["createClient().bind"], secrets: { "1": password } },
  { from: "ldapts", calls: ["new Client().bind"], secrets: { "1": password } },
];
