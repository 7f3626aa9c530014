import type { Resident } from "../../domain/model/resident.ts";
import type { Random } from "../random.ts";

const surnames = [
  ..."王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎",
  "欧阳",
  "诸葛",
];
const female = (
  "桂英 秀兰 玉珍 淑华 凤英 秀英 桂兰 玉兰 素芬 玉梅 惠珍 春花 月娥 秋菊 美玲 桂珍 秀珍 玉英 兰英 淑珍 " +
  "凤兰 桂香 金花 翠兰 素珍 菊香 银凤 爱珍 水仙 招娣 瑞芳 雪梅 巧云 宝珠 彩霞 腊梅"
).split(" ");
const male = (
  "建国 德胜 国华 永福 振华 长庚 文山 玉山 福生 金水 海生 志明 光荣 明德 树林 根生 宝山 家贵 世昌 学文 " +
  "克勤 仁义 庆云 锡田 水根 正祥 茂林 传福 兴旺 大成 有才 得财 维新 耀先 少卿 孝忠"
).split(" ");

/** A name of the generation born between 1928 and 1958. */
export function pickName(random: Random, sex: Resident["sex"]): string {
  return random.pick(surnames) + random.pick(sex === "female" ? female : male);
}

/** The family name alone: two characters for the few compound names. */
export function surnameOf(name: string): string {
  return surnames.find((surname) => surname.length > 1 && name.startsWith(surname)) ?? name.slice(0, 1);
}
