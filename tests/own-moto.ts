import { motos } from "./files-at-once.ts";

/**
 * Runs before each test file: of several moto servers each worker has one to itself, since some files begin by making
 * theirs forget all. From here on ANHU_TEST_MOTO names that one.
 */
const worker = Number(process.env.VITEST_POOL_ID ?? 1);
const own = motos()[worker - 1];
if (own === undefined && motos().length > 0)
  throw new Error(`worker ${worker} has no moto: name as many in ANHU_TEST_MOTO, with commas between them`);
if (own !== undefined) process.env.ANHU_TEST_MOTO = own;
