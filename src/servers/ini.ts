/** One `key = value` of an INI file (my.cnf, php-fpm.conf, config.toml as far as it goes). */
export interface Setting {
  readonly section: string;
  readonly key: string;
  /** Without quotes. */
  readonly value: string;
  readonly says: string;
}

/** Lines of sections; `#` and `;` begin comments. A key without `=` has the value "". */
export function parseIni(text: string): readonly Setting[] {
  const settings: Setting[] = [];
  let section = "";
  for (const raw of text.split("\n")) {
    const line = raw.trim();
    const header = /^\[\s*([^\]]*?)\s*\]/.exec(line)?.[1];
    if (header !== undefined) section = header;
    else if (line !== "" && !/^[#;]/.test(line)) {
      const [, key = "", value = ""] = /^([^=]*?)\s*(?:=\s*([^]*))?$/.exec(line) ?? [];
      const plain = /^(["'])([^]*?)\1/.exec(value)?.[2] ?? value.replace(/\s+[#;].*$/, "");
      settings.push({ section, key, value: plain, says: `${key} = ${plain}` });
    }
  }
  return settings;
}

/** The last setting of one of the keys, which counts. */
export const lastOf = (settings: readonly Setting[], ...keys: readonly string[]): Setting | undefined =>
  settings.findLast(({ key }) => keys.includes(key));

/** The tokens of what is set, as a listener says them. */
export const tokens = (...settings: readonly ({ readonly says: string } | undefined)[]): string =>
  settings.flatMap((one) => (one === undefined || one.says === "" ? [] : [one.says])).join(", ");
