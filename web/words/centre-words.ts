/** The centres for emergencies of a hospital, as its people name them. */
export const centreWords = {
  zh: { "chest-pain": "胸痛", stroke: "卒中", trauma: "创伤", maternal: "危重孕产妇", child: "危重儿童" },
  en: { "chest-pain": "chest pain", stroke: "stroke", trauma: "trauma", maternal: "maternal", child: "child" },
} as const;
